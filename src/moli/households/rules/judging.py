"""By what the county decides: income against the line of its year, and the eight things.

Judged when the county decides, with the figures of that day; the decision then keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from moli.households.rules.income import Income
from moli.households.rules.lines import LineKind
from moli.households.rules.procedures import ProcedureKind
from moli.households.rules.standards import ExitItem
from moli.households.rules.statuses import State
from moli.kernel.refusal import Refusal


class IncomeMissing(Refusal):
    """Nobody entered an income of the household by which it could be judged."""


class LineMissing(Refusal):
    """There is no line of a kind for a region and year."""


class NotAboveLine(Refusal):
    """The income of a head is not above the line: 超过 means more than."""


class AboveLine(Refusal):
    """The income of a head is above the line."""


class ItemMissing(Refusal):
    """Something of 八有 was not found at the home check."""


# Kinds whose households must be above the line; those of the others must not.
_ABOVE = frozenset({ProcedureKind.EXIT, ProcedureKind.REMOVE})


@dataclass(frozen=True)
class Ground:
    """What a decision rests on. `line_fen` is None where there is no line of that year."""

    kind: ProcedureKind
    target: State
    region: str
    year: int
    income: Income | None
    line_kind: LineKind
    line_fen: int | None
    items: tuple[ExitItem, ...] = ()
    results: Mapping[str, bool] | None = None

    @property
    def needs_line(self) -> bool:
        """Whether the line decides. A sudden blow does not ask how much came in before."""
        return self.target is not State.HARDSHIP


def faults_of_ground(ground: Ground) -> Iterator[Refusal]:
    """Why the county may not agree."""
    yield from faults_of_items(ground.items, ground.results or {})
    if not ground.needs_line:
        return
    if ground.income is None:
        yield IncomeMissing(field="income", year=str(ground.year))
    elif ground.line_fen is None:
        yield LineMissing(
            field="line", region=ground.region, year=str(ground.year), line_kind=ground.line_kind
        )
    elif ground.income.is_above(ground.line_fen) != (ground.kind in _ABOVE):
        kind = NotAboveLine if ground.kind in _ABOVE else AboveLine
        yield kind(
            field="income",
            year=str(ground.year),
            per_capita_fen=ground.income.per_capita_fen,
            line_fen=ground.line_fen,
        )


def faults_of_items(items: tuple[ExitItem, ...], results: Mapping[str, bool]) -> Iterator[Refusal]:
    """The things that a household must have and that nobody found."""
    missing = tuple(item for item in items if not results.get(item, False))
    if missing:
        yield ItemMissing(field="results", items=missing)
