"""Periods of review: the calendar cut into pieces of so many months."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

_MONTHS = 12


class Period(NamedTuple):
    """From a day on; the last day is the first one that no longer counts."""

    from_on: date
    to_on: date


def period_of(on: date, *, months: int) -> Period:
    """The period in which a day lies: with 6 months the half-year, with 3 the quarter.

    Pieces that do not fill a year run on across its end.
    """
    first = (on.year * _MONTHS + on.month - 1) // months * months
    return Period(_day(first), _day(first + months))


def last_over(*, on: date, months: int) -> Period:
    """The newest period that is over on a day."""
    return before(period_of(on, months=months), months=months)


def before(period: Period, *, months: int) -> Period:
    """The period before one."""
    first = period.from_on.year * _MONTHS + period.from_on.month - 1 - months
    return Period(_day(first), period.from_on)


def touched(*, from_on: date, to_on: date | None, period: Period) -> bool:
    """Whether something that holds for a time held in a period; a single day's holds its day."""
    is_begun = from_on < period.to_on
    return is_begun and (to_on is None or to_on > period.from_on or to_on == from_on)


def is_open_for_review(period: Period, *, on: date, ended_on: date | None) -> bool:
    """Whether a period is reviewed on a day: when it is over, or when the pairing has ended."""
    return period.to_on <= on or (ended_on is not None and period.from_on <= ended_on <= on)


def _day(month: int) -> date:
    return date(month // _MONTHS, month % _MONTHS + 1, 1)
