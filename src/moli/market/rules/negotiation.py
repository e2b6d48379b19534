"""From a proposal to an agreement: the lawful steps, and who has said what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ProposalState(StrEnum):
    """Where a proposal stands.

    1. PROPOSED: the planner suggests it; nobody was told, nothing is held.
    2. INTRODUCED: an organiser brought both sides together; its weight is held for them.
    3. AGREED: both accepted the same price and weight.
    4. CONTRACTED: a contract was drawn up.
    5. DECLINED: one side said no, with a reason; its weight is free again.
    6. REPLACED: a later round made it void before anybody took it up.
    """

    PROPOSED = "PROPOSED"
    INTRODUCED = "INTRODUCED"
    AGREED = "AGREED"
    CONTRACTED = "CONTRACTED"
    DECLINED = "DECLINED"
    REPLACED = "REPLACED"


HOLDING_STATES = (ProposalState.INTRODUCED, ProposalState.AGREED, ProposalState.CONTRACTED)
LIVE_STATES = (ProposalState.PROPOSED, *HOLDING_STATES)

_STEPS = {
    ProposalState.PROPOSED: {ProposalState.INTRODUCED, ProposalState.REPLACED},
    ProposalState.INTRODUCED: {ProposalState.AGREED, ProposalState.DECLINED},
    ProposalState.AGREED: {ProposalState.CONTRACTED},
}


class Side(StrEnum):
    """One of the two sides of a proposal."""

    SELLER = "SELLER"
    BUYER = "BUYER"

    @property
    def other(self) -> Side:
        """The side across the table."""
        return Side.BUYER if self is Side.SELLER else Side.SELLER


class AnswerKind(StrEnum):
    """What a side says."""

    ACCEPT = "ACCEPT"
    COUNTER = "COUNTER"
    DECLINE = "DECLINE"


class DeclineReason(StrEnum):
    """Why a side says no; it helps the next round."""

    PRICE = "PRICE"
    OTHER_PARTNER = "OTHER_PARTNER"
    DATES = "DATES"
    QUALITY = "QUALITY"
    OTHER = "OTHER"


def may_become(before: ProposalState, after: ProposalState) -> bool:
    """Whether a step is lawful."""
    return after in _STEPS.get(before, set())


@dataclass(frozen=True)
class Said:
    """One answer as the rules need it."""

    side: Side
    kind: AnswerKind
    price_fen_per_kg: int
    grams: int


@dataclass(frozen=True)
class Table:
    """What lies on the table: price and weight, and which sides have accepted exactly these."""

    price_fen_per_kg: int
    grams: int
    accepted: frozenset[Side]
    declined_by: Side | None = None

    @property
    def is_agreed(self) -> bool:
        """Whether both sides accept what lies on the table."""
        return self.declined_by is None and len(self.accepted) == len(Side)


def table_after(*, price_fen_per_kg: int, grams: int, answers: Iterable[Said]) -> Table:
    """What lies on the table after some answers, in their order.

    The proposal's price and weight come first. A counter puts its own terms on the table,
    accepted by the side that made it; the other side's earlier yes does not carry over.
    """
    table = Table(price_fen_per_kg=price_fen_per_kg, grams=grams, accepted=frozenset())
    for said in answers:
        if said.kind is AnswerKind.DECLINE:
            return Table(table.price_fen_per_kg, table.grams, table.accepted, said.side)
        if said.kind is AnswerKind.COUNTER:
            table = Table(said.price_fen_per_kg, said.grams, frozenset({said.side}))
        else:
            table = Table(table.price_fen_per_kg, table.grams, table.accepted | {said.side})
    return table
