"""What households took back: booked like a write-off, and no loss."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from moli.orders.models import Shrinkage, WeighIn
from moli.orders.rules.stock import ShrinkReason


def taken_back() -> QuerySet[Shrinkage]:
    """The bookings of weigh-ins that their households have again."""
    return Shrinkage.objects.filter(reason=ShrinkReason.TAKEN_BACK)


def not_taken_back(rows: QuerySet[WeighIn]) -> QuerySet[WeighIn]:
    """Those of some weigh-ins that are still what a household brought."""
    return rows.exclude(Exists(taken_back().filter(weigh_in=OuterRef("pk"))))


def is_taken_back(weigh_in: WeighIn) -> bool:
    """Whether a household has again what it brought: one query."""
    return taken_back().filter(weigh_in=weigh_in).exists()
