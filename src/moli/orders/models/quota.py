"""Which household brings how much of a village's part."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from moli.households.models import Household
from moli.orders.models.bulk_order import BulkPart
from moli.orders.rules.bulk import QuotaReason


class Quota(models.Model):
    """What one household may bring for a village's part (配额).

    `most_grams` is what it says it can bring, and after it gave something up, what it kept.
    `is_poor` is what it was when the part was shared out: who was first then stays first. Nothing
    is granted beyond what it can bring, nothing is weighed in beyond what is granted.

    Personal data: which household brings how much, and whether it is poor.
    """

    part = models.ForeignKey(BulkPart, on_delete=models.PROTECT, related_name="quotas")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    is_poor = models.BooleanField()
    most_grams = models.BigIntegerField()
    granted_grams = models.BigIntegerField(default=0)
    brought_grams = models.BigIntegerField(default=0)

    class Meta:
        """A household stands once in a part."""

        ordering: ClassVar[list[str]] = ["part", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["part", "household"], name="orders_quota_household_once"
            ),
            models.CheckConstraint(
                condition=Q(most_grams__gte=0)
                & Q(granted_grams__gte=0, granted_grams__lte=F("most_grams"))
                & Q(brought_grams__gte=0, brought_grams__lte=F("granted_grams")),
                name="orders_quota_brings_no_more_than_granted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id}/{self.household_id} {self.granted_grams}"


class QuotaChange(models.Model):
    """One change of a quota, and why (配额变动): added to the end, never changed.

    Personal data: `by_name`, who changed it.
    """

    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="changes")
    grams_change = models.BigIntegerField()
    reason = models.CharField(max_length=10, choices=[(each, each) for each in QuotaReason])
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """As it happened; a change changes something."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(grams_change=0), name="orders_quota_change_changes_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quota_id} {self.grams_change}"
