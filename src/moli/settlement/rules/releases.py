"""Which months of takers' earnings are over and can be moved to what they may be paid."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from moli.ledger.rules.months import last_day_of_month
from moli.settlement.rules.shares import ShareKind, Taker

_PURPOSE = "earnings"


@dataclass(frozen=True)
class MonthDue:
    """A month, by its first day, and what moving it would move when those before it are moved."""

    month: date
    takers: int
    total_fen: int


def months_due(
    earned: Mapping[Taker, Mapping[date, int]],
    *,
    moved: Mapping[Taker, int],
    known: Collection[tuple[Taker, date]],
    before: date,
) -> list[MonthDue]:
    """The months before a day's that have something to move, the oldest first.

    `earned` is what each taker earned by month, months by their first day; `moved` what was moved
    of it whenever; `known` the moves that there were. Each month is reckoned as if those before
    it had been moved first. A taker of whom more was corrected than it earned waits.
    """
    said = [month for months in earned.values() for month in months]
    month, end = min(said, default=before.replace(day=1)), before.replace(day=1)
    gone = dict(moved)
    found = []
    while month < end:
        due = {
            taker: fen
            for taker, months in earned.items()
            if (taker, month) not in known
            and (fen := _until(months, month) - gone.get(taker, 0)) > 0
        }
        for taker, fen in due.items():
            gone[taker] = gone.get(taker, 0) + fen
        if due:
            found.append(MonthDue(month, len(due), sum(due.values())))
        month = last_day_of_month(month) + timedelta(days=1)
    return found


def _until(months: Mapping[date, int], last: date) -> int:
    return sum(fen for month, fen in months.items() if month <= last)


def move_of(reference: str) -> tuple[Taker, date]:
    """Whose earnings a move moved, and of which month: what `earnings_prefix` and a month say."""
    purpose, kind, owner, month = reference.split(":")
    if purpose != _PURPOSE:
        raise ValueError(reference)
    year, number = month.split("-")
    return Taker(ShareKind(kind), owner), date(int(year), int(number), 1)
