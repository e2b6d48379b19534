"""The times over which indicators count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from moli.insights.rules.plans import Indicator

ACTIVE_DAYS = 30


class Span(StrEnum):
    """Over which time an indicator counts."""

    QUARTER = "QUARTER"
    YEAR = "YEAR"
    DAY = "DAY"  # how it stands on a day
    LAST_DAYS = "LAST_DAYS"  # the last thirty, the day itself included


SPAN_OF = {
    Indicator.VILLAGES_WITH_PROJECT: Span.QUARTER,
    Indicator.BRANCHES_WITH_PROJECT: Span.QUARTER,
    Indicator.CADRES_ACTIVE: Span.YEAR,
    Indicator.MEMBERS_PRACTISING: Span.DAY,
    Indicator.VENUES_WITH_STATION: Span.DAY,
    Indicator.VENUES_WITH_ACTIVE_STATION: Span.LAST_DAYS,
}


@dataclass(frozen=True)
class Period:
    """Days from one to another, both included."""

    first_on: date
    last_on: date

    @property
    def quarter(self) -> int:
        """The quarter in which it ends, from 1."""
        return (self.last_on.month + 2) // 3


def quarter_until(on: date) -> Period:
    """The calendar quarter of a day, up to that day."""
    return Period(on.replace(month=3 * ((on.month - 1) // 3) + 1, day=1), on)


def year_until(on: date) -> Period:
    """The calendar year of a day, up to that day."""
    return Period(on.replace(month=1, day=1), on)


def last_days(on: date) -> Period:
    """The last thirty days, the day itself included."""
    return Period(on - timedelta(days=ACTIVE_DAYS - 1), on)


def counted_over(indicator: Indicator, *, period: Period, on: date) -> Period:
    """Over which days an indicator counts when a quarter, or part of it, is asked for on a day."""
    match SPAN_OF[indicator]:
        case Span.QUARTER:
            return period
        case Span.YEAR:
            return year_until(on)
        case Span.LAST_DAYS:
            return last_days(on)
        case Span.DAY:
            return Period(on, on)
