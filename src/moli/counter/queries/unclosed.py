"""Days that stations should have closed by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Max

from moli.counter.models import CashMove, DayClosing


def unclosed_days(station_keys: Collection[str], *, before_on: date) -> dict[str, list[date]]:
    """The days before another on which cash moved and which are not closed: two queries for all.

    The oldest first; a station that has none is not there.
    """
    closings = DayClosing.objects.filter(station_key__in=list(station_keys))
    closed = dict(closings.order_by().values_list("station_key").annotate(Max("on")))
    moves = CashMove.objects.filter(station_key__in=list(station_keys), on__lt=before_on)
    found: dict[str, list[date]] = defaultdict(list)
    for key, on in moves.order_by("station_key", "on").values_list("station_key", "on").distinct():
        if key not in closed or on > closed[key]:
            found[key].append(on)
    return dict(found)
