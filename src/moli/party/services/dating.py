"""Ending dated rows, and days that come too early."""

from __future__ import annotations

from datetime import date, timedelta

from moli.audit.models import DatedRow
from moli.kernel.refusal import Refusal


class PartyDayTooEarly(Refusal):
    """Something ends before it began, or begins before something that it follows."""


def refuse_before(on: date, *, first: date | None = None, after: date | None = None) -> None:
    """Refuse a day before `first`, or one that is not later than `after`."""
    earliest = first
    if after is not None:
        # Nothing is later than the last day of all, so that nothing ends what begins on it.
        earliest = after + timedelta(days=1) if after < date.max else after
    if earliest is not None and (on < earliest or on == after):
        raise PartyDayTooEarly(field="on", value_on=on.isoformat(), from_on=earliest.isoformat())


def end_row(row: DatedRow, *, on: date) -> None:
    """End a row that its caller has locked: the day is the first on which it no longer holds.

    Refuses a day that is not after its beginning.
    """
    refuse_before(on, after=row.from_on)
    row.to_on = on
    row.save(update_fields=["to_on"])
