"""Closings: up to which day nothing is posted any more."""

from __future__ import annotations

from django.db import models


class Closing(models.Model):
    """A month that was closed (结账), with all before it. It is never opened again.

    `transfers` and `debit_fen` are what had been posted up to `through_on`, the last day of the
    month; `moli check` counts again. What was wrong is put right by a transfer of a later day.

    Personal data: `by_name`, the name of who closed it.
    """

    through_on = models.DateField(unique=True)
    transfers = models.PositiveBigIntegerField()
    debit_fen = models.BigIntegerField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """The oldest first."""

        ordering = ["through_on"]

    def __str__(self) -> str:
        return self.through_on.isoformat()

    @property
    def key(self) -> str:
        """How the trail names this closing."""
        return self.through_on.isoformat()
