"""The books as a child would keep them: lists and dictionaries, nothing else.

Each method does what the service of that name promises, and returns the name of the refusal, or
nothing. The state machine holds the two side by side after every step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

Lines = tuple[tuple[str, int], ...]
# Accounts of the model by name, with the side on which each grows.
DEBIT_SIDE = {"bank", "cash", "clearing", "fees"}
CAN_RUN_OUT = {"bank", "cash", "held", "wei", "huang"}
NAMES = ("bank", "cash", "clearing", "fees", "held", "wei", "huang", "commission")


@dataclass(frozen=True)
class Posted:
    """A transfer: what it is for, when it happened, its lines, what it reverses."""

    reference: str
    happened_on: date
    lines: Lines
    reverses: str | None = None


@dataclass
class BookModel:
    """What was posted, in order, and through which day the books are closed."""

    today: date
    posted: dict[str, Posted] = field(default_factory=dict)
    closed_through: date | None = None
    closings: set[date] = field(default_factory=set)

    def balance(self, name: str, *, on: date) -> int:
        """What stands on an account at the end of a day, on its side."""
        total = sum(
            fen
            for each in self.posted.values()
            if each.happened_on <= on
            for own, fen in each.lines
            if own == name
        )
        return total if name in DEBIT_SIDE else -total

    def post(self, wanted: Posted) -> str:
        """Take a transfer in, unless it must be refused."""
        if no := self._refusal(wanted):
            return no
        self.posted.setdefault(wanted.reference, wanted)
        return ""

    def _refusal(self, wanted: Posted) -> str:
        if sum(fen for _, fen in wanted.lines):
            return "NotBalanced"
        if wanted.happened_on > self.today:
            return "NotYetHappened"
        if known := self.posted.get(wanted.reference):
            return "" if _same(known, wanted) else "ReferenceTaken"
        if self.closed_through is not None and wanted.happened_on <= self.closed_through:
            return "MonthClosed"
        return self._shortage(wanted.lines)

    def _shortage(self, lines: Lines) -> str:
        for name in {own for own, _ in lines} & CAN_RUN_OUT:
            change = sum(fen for own, fen in lines if own == name)
            change = change if name in DEBIT_SIDE else -change
            if self.balance(name, on=date.max) + change < 0:
                return "NotEnoughInAccount"
        return ""

    def reverse(self, reference: str, *, under: str, happened_on: date) -> str:
        """Take the mirror of a transfer in, unless it must be refused."""
        wrong = self.posted[reference]
        if wrong.reverses is not None:
            return "ReversalNotReversed"
        if happened_on < wrong.happened_on:
            return "ReversedTooEarly"
        done = [each.reference for each in self.posted.values() if each.reverses == reference]
        if done and done != [under]:
            return "AlreadyReversed"
        mirror = tuple((name, -fen) for name, fen in wrong.lines)
        return self.post(Posted(under, happened_on, mirror, reverses=reference))

    def close(self, through_on: date) -> str:
        """Close a month by its last day, unless it must be refused."""
        if through_on >= self.today:
            return "MonthNotOver"
        if through_on in self.closings:
            return ""
        if self.closed_through is not None and self.closed_through > through_on:
            return "MonthClosed"
        self.closings.add(through_on)
        self.closed_through = through_on
        return ""


def _same(one: Posted, other: Posted) -> bool:
    def said(each: Posted) -> tuple[date, Sequence[tuple[str, int]], str | None]:
        return each.happened_on, sorted(each.lines), each.reverses

    return said(one) == said(other)
