"""What was weighed in at a station on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from moli.orders.models import WeighIn
from moli.orders.queries.taken_back import not_taken_back


@dataclass(frozen=True)
class Weighed:
    """How often, and how much."""

    weigh_ins: int
    grams: int


def weighed_on(station_key: str, *, on: date) -> Weighed:
    """The weigh-ins of a station whose day it is, as the scale said, but those taken back."""
    rows = not_taken_back(WeighIn.objects.filter(station_key=station_key, weighed_on=on))
    found = rows.aggregate(count=Count("pk"), grams=Sum("grams"))
    return Weighed(weigh_ins=found["count"], grams=found["grams"] or 0)
