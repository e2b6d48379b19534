"""Party members, and where they belong."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.accounts.models import User
from moli.audit.models import DatedQuerySet, DatedRow
from moli.party.models.branch import Branch
from moli.party.rules.organisation import BelongingKind, MemberKind


class Member(models.Model):
    """One Party member (党员). That somebody is one is shown by right, or by own wish only.

    `person_key` names who it is above this room (a family member, by uid), where that is known.

    Personal data: all of it is sensitive: `name`, membership and its days, `person_key`.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    name = models.CharField(max_length=40)
    user = models.OneToOneField(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_key = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=12, choices=[(each, each) for each in MemberKind])
    joined_on = models.DateField()
    # When the probation was over; a full member has it.
    full_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        """A full member became one on a day."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person_key"],
                condition=~Q(person_key=""),
                name="party_member_person_is_one_member",
            ),
            models.CheckConstraint(
                condition=Q(kind=MemberKind.FULL, full_on__gte=F("joined_on"))
                | Q(kind=MemberKind.PROBATIONARY, full_on=None),
                name="party_member_full_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="party_member_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How the trail and addresses name this member."""
        return str(self.uid)


class Belonging(DatedRow):
    """A member belonging to a branch for a time (组织关系): at home, or for e-commerce as well.

    Personal data: sensitive, as for a member.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="belongings")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="belongings")
    kind = models.CharField(max_length=10, choices=[(each, each) for each in BelongingKind])

    objects = DatedQuerySet["Belonging"].as_manager()

    class Meta(DatedRow.Meta):
        """One branch of a kind at a time."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(to_on=None),
                name="party_belonging_one_of_a_kind_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.branch_id}"
