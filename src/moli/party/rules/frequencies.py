"""In which months of the calendar an activity is due, and whether it was held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from moli.party.rules.organisation import ActivityKind, Form

_MONTHS = 12


@dataclass(frozen=True)
class Span:
    """Some whole months: the last day is the first one that no longer counts."""

    from_on: date
    to_on: date


def span_of(on: date, *, months: int) -> Span:
    """The month, quarter or year of a day; `months` divides a year."""
    first = _first_of(on, months=months)
    last = first.month + months
    beyond = date(on.year + last // (_MONTHS + 1), (last - 1) % _MONTHS + 1, 1)
    return Span(first, beyond)


def _first_of(on: date, *, months: int) -> date:
    return date(on.year, (on.month - 1) // months * months + 1, 1)


def span_before(on: date, *, months: int) -> Span:
    """The last whole month, quarter or year before a day."""
    return span_of(_first_of(on, months=months) - timedelta(days=1), months=months)


def lacking(on: date, *, months: int, since: date, held_on: Iterable[date]) -> Span | None:
    """The last whole span in which nothing was held, unless it was made up for since.

    A span in which the organisation was not there from the beginning asks for nothing.
    """
    span = span_before(on, months=months)
    if since > span.from_on or any(span.from_on <= day <= on for day in held_on):
        return None
    return span


def expected_of(form: Form, *, has_committee: bool) -> frozenset[ActivityKind]:
    """What a kind of organisation holds regularly. Only branches and groups are asked."""
    if form == Form.GROUP:
        return frozenset({ActivityKind.GROUP})
    if form not in {Form.BRANCH, Form.JOINT_BRANCH}:
        return frozenset()
    without = (
        {ActivityKind.GROUP} if has_committee else {ActivityKind.GROUP, ActivityKind.COMMITTEE}
    )
    return frozenset(ActivityKind) - without
