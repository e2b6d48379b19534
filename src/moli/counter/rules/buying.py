"""What may be ordered for a villager, and how an order goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from moli.counter.rules.states import BuyForState
from moli.kernel.refusal import Refusal
from moli.sync.rules.pushing import ChangedMeanwhile

# What one villager orders at once; more is a slip of the finger.
LINES_MAX: Final = 20
UNITS_MAX: Final = 999

MAY_BECOME: Final[Mapping[BuyForState, frozenset[BuyForState]]] = {
    # Small things come with the operator himself: they may be handed out without more.
    BuyForState.ORDERED: frozenset({BuyForState.ARRIVED, BuyForState.HANDED, BuyForState.UNDONE}),
    BuyForState.ARRIVED: frozenset({BuyForState.HANDED, BuyForState.UNDONE}),
    BuyForState.HANDED: frozenset(),
    BuyForState.UNDONE: frozenset(),
}


class NothingOrdered(Refusal):
    """An order has a line, and no more than somebody can mean."""


class WareTwice(Refusal):
    """A ware stands once in an order, with all its units."""


class UnitsOutOfRange(Refusal):
    """A line has a unit, and no more than somebody can mean."""


class WareNotOnOffer(Refusal):
    """The station does not order this ware on that day, or it has no price."""


class WarePriceChanged(ChangedMeanwhile):
    """The ware costs something else on that day than the buyer was told."""


class BuyForUnknown(Refusal):
    """The station has no such order."""


class BuyForMovedOn(Refusal):
    """From where an order stands it does not go there: what is handed out is not undone."""


@dataclass(frozen=True)
class LineWanted:
    """So many units of a ware, at the price that was told to the buyer."""

    ware_code: str
    units: int
    unit_price_fen: int


def judge_lines(lines: Sequence[LineWanted]) -> None:
    """Refuse an order of nothing or of too much, and one that names a ware twice."""
    if not 0 < len(lines) <= LINES_MAX:
        raise NothingOrdered(field="lines", lines_max=LINES_MAX)
    if len({line.ware_code for line in lines}) < len(lines):
        raise WareTwice(field="lines")
    for line in lines:
        if not 0 < line.units <= UNITS_MAX:
            raise UnitsOutOfRange(field="lines", value=line.units, units_max=UNITS_MAX)


def judge_step(state: BuyForState, *, to: BuyForState) -> None:
    """Refuse a step that does not lead from where an order stands."""
    if to not in MAY_BECOME[state]:
        raise BuyForMovedOn(field="ref", buy_for_state=state)
