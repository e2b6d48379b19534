"""Months, as the books close them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def last_day_of_month(day: date) -> date:
    """The last day of the month in which a day lies."""
    return day.replace(day=monthrange(day.year, day.month)[1])
