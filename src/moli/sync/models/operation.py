"""What devices sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.sync.models.device import Device
from moli.sync.rules.outcomes import STORED


class Operation(models.Model):
    """One thing done on a device (操作), and what became of it here: once, never changed.

    `uid` and `sequence` are the device's own. What it said is not kept, only its digest: applied,
    it stands in the rows that came of it; refused, it stays on the device. `answer` is what the
    device was told, so that it is told the same again. `made_at` is the device's clock.

    Personal data: `by_name`, who did it.
    """

    uid = models.UUIDField(unique=True)
    device = models.ForeignKey(
        Device, on_delete=models.PROTECT, related_name="operations", db_index=False
    )
    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    base_version = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=[(each, each) for each in STORED])
    answer = models.JSONField(default=dict)

    class Meta:
        """In the order in which a device made them."""

        ordering: ClassVar[list[str]] = ["device", "sequence"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["device", "sequence"], name="sync_operation_sequence_once_on_a_device"
            ),
            models.CheckConstraint(
                condition=Q(sequence__gte=1) & Q(outcome__in=STORED),
                name="sync_operation_counted_and_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device_id}/{self.sequence} {self.kind}"

    @property
    def key(self) -> str:
        """How the trail names this operation."""
        return str(self.uid)
