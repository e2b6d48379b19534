"""Which days of a station are closed, and in which day's closing something is counted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet
from django.utils import timezone

from moli.counter.models import CashMove, DayClosing
from moli.kernel.remembering import remembered


@remembered
def last_closed_on(station_key: str) -> date | None:
    """The last day that a station has closed; days are closed in order, so all before it are."""
    closings = DayClosing.objects.filter(station_key=station_key)
    closed_on: date | None = closings.aggregate(on=Max("on"))["on"]
    return closed_on


def counted_on(station_key: str, *, at: datetime, not_before: date | None = None) -> date:
    """The day in whose closing something done at a moment is counted.

    It is the local day of the moment or, when that is closed, the next that is not. Whoever
    writes it down holds the station's lock (`services.locking`), or a closing could overtake.
    """
    on = timezone.localdate(at)
    closed_on = last_closed_on(station_key)
    if closed_on is not None:
        on = max(on, closed_on + timedelta(days=1))
    return on if not_before is None else max(on, not_before)


def open_moves(station_key: str) -> QuerySet[CashMove]:
    """A station's moves of cash that no closing has counted yet."""
    moves = CashMove.objects.filter(station_key=station_key)
    closed_on = last_closed_on(station_key)
    return moves if closed_on is None else moves.filter(on__gt=closed_on)
