"""When a visit is due, and how a promise stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from moli.pairing.rules.content import PairingTerms


@dataclass(frozen=True)
class LastVisit:
    """When somebody went there last, and when to come again as it was said then."""

    on: date
    next_on: date | None = None


def visit_due_on(*, begun_on: date, last: LastVisit | None, terms: PairingTerms) -> date:
    """By which day the next visit is due: so many days after the last, or sooner as was said.

    Without a visit they count from the beginning.
    """
    if last is None:
        return begun_on + timedelta(days=terms.visit_days)
    usual = last.on + timedelta(days=terms.visit_days)
    return min(usual, last.next_on) if last.next_on else usual


def counts_from(*, on: date, terms: PairingTerms) -> date:
    """The first day of which a result makes a pairing active on a day."""
    return on - timedelta(days=terms.result_days - 1)
