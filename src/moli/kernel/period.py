"""Half-open periods [from, to): the last day is the first one that no longer counts."""

from __future__ import annotations

from datetime import date


def covers(*, from_on: date, to_on: date | None, on: date) -> bool:
    """Whether a period holds on a day; an open end holds for ever."""
    return from_on <= on and (to_on is None or on < to_on)


def overlap(*, a_from: date, a_to: date | None, b_from: date, b_to: date | None) -> bool:
    """Whether two half-open periods share a day."""
    return (b_to is None or a_from < b_to) and (a_to is None or b_from < a_to)
