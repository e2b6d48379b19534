"""Days some years later."""

from __future__ import annotations

from datetime import date


def years_later(day: date, years: int) -> date:
    """The same day some years later; of the 29th of February the 1st of March.

    That day is not there in other years, and nothing ends a day sooner for it.
    """
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + years, 3, 1) if is_leap_day else day.replace(year=day.year + years)
