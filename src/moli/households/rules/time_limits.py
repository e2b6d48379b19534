"""Days and months of procedures, reckoned as dates: never as years and months apart.

Whoever compares the month and then the year takes every January for too early. Here a period is
a date that has come or has not.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last of the month where that month has no such day.

    31 August and six months is 28 February, in a leap year the 29th.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def removable_from(monitored_from_on: date, *, months_min: int) -> date:
    """The first day on which a risk may be called removed."""
    return add_months(monitored_from_on, months_min)


def may_be_removed(monitored_from_on: date, *, on: date, months_min: int) -> bool:
    """Whether a household has been monitored long enough on a day."""
    return on >= removable_from(monitored_from_on, months_min=months_min)


def comes_down_on(from_on: date, *, days: int) -> date:
    """The day on which a notice of some days may come down: put up on the 1st for 5, the 6th."""
    return from_on + timedelta(days=days)


def days_hanging(from_on: date, to_on: date) -> int:
    """For how many days a notice hangs that goes up and comes down on two days."""
    return (to_on - from_on).days
