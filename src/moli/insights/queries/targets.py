"""Which targets hold on a day, and all there were."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from moli.insights.models import Target
from moli.insights.rules.plans import Indicator


def targets_on(on: date) -> dict[Indicator, Target]:
    """The target of each indicator that has one on a day: one query."""
    return {Indicator(row.indicator): row for row in Target.objects.in_force(on=on).order_by("pk")}


def target_versions() -> QuerySet[Target]:
    """Every target of every indicator, the newest of each first."""
    return Target.objects.order_by("indicator", "-from_on")
