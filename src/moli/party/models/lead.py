"""What a branch leads, from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.party.models.branch import Branch
from moli.party.rules.branches import LedKind


class Lead(DatedRow):
    """One branch leading one area, enterprise or station for a time.

    `led_key` is a division code, or the uid of an enterprise or a station: those stand above
    this room in the house and are named by key.

    Personal data: none.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    led_kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in LedKind])
    led_key = models.CharField(max_length=40)

    objects = DatedQuerySet["Lead"].as_manager()

    class Meta(DatedRow.Meta):
        """One branch leads a thing at a time."""

        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["led_kind", "led_key"],
                condition=Q(to_on=None),
                name="party_lead_by_one_branch_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.led_kind}:{self.led_key}"
