"""Households: the unit of the registry."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.households.models.batch import Batch
from moli.households.models.sealed import BlindIndex, SealedField
from moli.households.rules.causes import Attribute, Cause, StandardLevel
from moli.places.models import Division


class Household(models.Model):
    """One household (农户): where it lives, how it is classed, why it is poor.

    Where it stands on its way out of poverty is in `Status`, what it earned in `IncomeYear`, how
    it lives in `LivingYear`; who belongs to it in `FamilyMember`. A household is never deleted:
    it is withdrawn (its batch was undone, it moved away) or erased (its people are made
    nameless, its sums stay). `version` grows with every change, so that two people who edit at
    once do not overwrite each other.

    Personal data: `phone` (sealed, found by `phone_index`), `address`, `causes` and attribute;
    people are in `FamilyMember`.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    # 户编号 of the national system: text, for it has leading zeros; local households have none.
    national_code = models.CharField(max_length=30, blank=True, default="")
    village = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    group_name = models.CharField(max_length=30, blank=True, default="")
    address = models.CharField(max_length=100, blank=True, default="")
    phone = SealedField(blank=True, default="")
    phone_index = models.CharField(max_length=32, blank=True, default="")
    standard = models.CharField(
        max_length=12, blank=True, default="", choices=[(s, s) for s in StandardLevel]
    )
    attribute = models.CharField(
        max_length=16, blank=True, default="", choices=[(a, a) for a in Attribute]
    )
    main_cause = models.CharField(
        max_length=12, blank=True, default="", choices=[(c, c) for c in Cause]
    )
    second_cause = models.CharField(
        max_length=12, blank=True, default="", choices=[(c, c) for c in Cause]
    )
    third_cause = models.CharField(
        max_length=12, blank=True, default="", choices=[(c, c) for c in Cause]
    )
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="households")
    is_in_review = models.BooleanField(default=False)
    # Made up by the demo: every page that shows it says so.
    is_generated = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)

    blind_indexes: ClassVar = (BlindIndex("phone", "phone_index"),)

    class Meta:
        """One household for each official number; causes differ and leave no gap."""

        ordering = ["pk"]
        indexes = [
            models.Index(fields=["village", "is_in_review"], name="households_household_by_place"),
            models.Index(fields=["phone_index"], name="households_household_by_phone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["national_code"],
                condition=~Q(national_code="") & Q(withdrawn_at=None),
                name="households_household_one_for_each_national_code",
            ),
            models.CheckConstraint(
                condition=Q(second_cause="")
                | (~Q(second_cause=F("main_cause")) & ~Q(main_cause="")),
                name="households_household_second_cause_differs",
            ),
            models.CheckConstraint(
                condition=Q(third_cause="")
                | (
                    ~Q(third_cause=F("main_cause"))
                    & ~Q(third_cause=F("second_cause"))
                    & ~Q(second_cause="")
                ),
                name="households_household_third_cause_differs",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def key(self) -> str:
        """How the trail and addresses name this household."""
        return str(self.uid)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes of poverty, the main one first."""
        named = (self.main_cause, self.second_cause, self.third_cause)
        return tuple(Cause(cause) for cause in named if cause)
