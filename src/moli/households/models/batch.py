"""Imports of rosters: what a file brought, and whether somebody looked at it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.households.rules.batches import BatchState


class Batch(models.Model):
    """One roster that was brought in. Its households are in review until another person agrees.

    `file_hash` is that of the file, so that the same file twice is one batch; a batch that was
    undone may be brought in again as a new one. `expected` households stand in the file; as long
    as fewer are stored, the import was cut off and the same file goes on where it ended.

    Personal data: the names of who brought it and who decided; `filename` as they called it.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    file_hash = models.CharField(max_length=64)
    filename = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(
        max_length=10, default=BatchState.LOADING, choices=[(s, s) for s in BatchState]
    )
    # Every household of the file lies in this area, so that a reader of the area finds the batch.
    area_code = models.CharField(max_length=12)
    expected = models.PositiveIntegerField()
    is_generated = models.BooleanField(default=False)
    brought_by_key = models.CharField(max_length=60)
    brought_by_name = models.CharField(max_length=60)
    brought_at = models.DateTimeField()
    decided_by_key = models.CharField(max_length=60, blank=True, default="")
    decided_by_name = models.CharField(max_length=60, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A file is one batch, unless it was undone; nobody agrees to what they brought."""

        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file_hash"],
                condition=~Q(state=BatchState.UNDONE),
                name="households_batch_one_for_each_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.MERGED)
                | ~Q(decided_by_key=models.F("brought_by_key")),
                name="households_batch_agreed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def key(self) -> str:
        """How the trail and addresses name this batch."""
        return str(self.uid)
