"""Targets of indicators."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.insights.rules.plans import Indicator


class Target(DatedRow):
    """What an indicator should reach (目标), per mille of what it counts, from a day on.

    `source` says who decided it.

    Personal data: none.
    """

    indicator = models.CharField(max_length=30, choices=[(i, i) for i in Indicator])
    target_per_mille = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    objects = DatedQuerySet["Target"].as_manager()

    class Meta(DatedRow.Meta):
        """One at a time, with a source, and within reach."""

        ordering: ClassVar[list[str]] = ["indicator", "from_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(to_on=None),
                name="insights_target_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(target_per_mille__gt=0, target_per_mille__lte=1_000) & ~Q(source=""),
                name="insights_target_within_reach_with_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.from_on}"
