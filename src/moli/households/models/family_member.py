"""Family members: who belongs to a household, from when until when."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.households.models.household import Household
from moli.households.models.sealed import BlindIndex, SealedField
from moli.households.rules.people import (
    Education,
    Health,
    IdKind,
    JoinReason,
    Labour,
    LeaveReason,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.households.rules.registration import RESIDENT_SIGNS


class FamilyMember(models.Model):
    """One person in one household (家庭成员), from a day until they leave: [joined_on, left_on).

    Somebody who moves to another household leaves here and joins there: two rows. `id_index` is
    the blind index of the resident number (its first 18 signs), unique among those who have not
    left, so nobody is counted twice.

    Personal data: `name`, `born_on`, `sex`, `ethnicity`, `id_number` (sealed). Sensitive, shown
    by right only: `health`, `is_minimum_living`, `is_special_support`, and all of a child's row.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    # 人编号 of the national system.
    national_code = models.CharField(max_length=30, blank=True, default="")
    name = models.CharField(max_length=40)
    sex = models.CharField(max_length=6, choices=[(s, s) for s in Sex])
    born_on = models.DateField()
    relation = models.CharField(max_length=20, choices=[(r, r) for r in Relation])
    ethnicity = models.CharField(max_length=20, blank=True, default="")
    id_kind = models.CharField(
        max_length=12, default=IdKind.RESIDENT, choices=[(k, k) for k in IdKind]
    )
    id_number = SealedField(blank=True, default="")
    id_index = models.CharField(max_length=32, blank=True, default="")
    education = models.CharField(
        max_length=12, blank=True, default="", choices=[(e, e) for e in Education]
    )
    schooling = models.CharField(
        max_length=12, blank=True, default="", choices=[(s, s) for s in Schooling]
    )
    absence_reason = models.CharField(max_length=60, blank=True, default="")
    health = models.CharField(
        max_length=20, blank=True, default="", choices=[(h, h) for h in Health]
    )
    labour = models.CharField(
        max_length=10, blank=True, default="", choices=[(kind, kind) for kind in Labour]
    )
    work_place = models.CharField(
        max_length=10, blank=True, default="", choices=[(p, p) for p in WorkPlace]
    )
    # Unknown is not nought: null where the form was left blank.
    work_months = models.PositiveSmallIntegerField(null=True, blank=True)
    monthly_wage_fen = models.PositiveBigIntegerField(null=True, blank=True)
    has_medical_insurance = models.BooleanField(null=True, blank=True)
    has_illness_insurance = models.BooleanField(null=True, blank=True)
    has_pension_insurance = models.BooleanField(null=True, blank=True)
    is_minimum_living = models.BooleanField(default=False)
    is_special_support = models.BooleanField(default=False)
    joined_on = models.DateField()
    join_reason = models.CharField(
        max_length=12, default=JoinReason.FIRST, choices=[(r, r) for r in JoinReason]
    )
    left_on = models.DateField(null=True, blank=True)
    leave_reason = models.CharField(
        max_length=12, blank=True, default="", choices=[(r, r) for r in LeaveReason]
    )

    # Of the resident's 18 signs, whatever the card.
    blind_indexes: ClassVar = (BlindIndex("id_number", "id_index", signs=RESIDENT_SIGNS),)

    class Meta:
        """One head at a time, nobody in two households at a time, a reason for leaving."""

        ordering = ["pk"]
        indexes = [models.Index(fields=["name"], name="households_member_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation=Relation.HEAD, left_on=None),
                name="households_familymember_one_head_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["id_index"],
                condition=~Q(id_index="") & Q(left_on=None),
                name="households_familymember_nobody_twice_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None, leave_reason="")
                | (Q(left_on__gte=F("joined_on")) & ~Q(leave_reason="")),
                name="households_familymember_leaves_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(work_months=None) | Q(work_months__lte=12),
                name="households_familymember_works_at_most_a_year",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def key(self) -> str:
        """How the trail and addresses name this person."""
        return str(self.uid)


def indexes_of_number(id_number: str) -> tuple[str, ...]:
    """The blind indexes by which the person of a number is found; none for no number."""
    return FamilyMember.blind_indexes[0].values(FamilyMember, id_number)
