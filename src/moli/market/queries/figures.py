"""The figures of a round, and the proposals behind them, for the system itself.

Nothing here is cut to anybody's reach: pages use `queries.proposals` instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from moli.kernel.money import MICRO_YUAN_PER_FEN
from moli.market.models import Proposal, Round


@dataclass(frozen=True)
class RoundFigures:
    """What a round came to, in whole fen. Values are equal to the fen when equal exactly."""

    number: int
    lots: int
    demands: int
    proposals: int
    matched_grams: int
    value_fen: int
    bound_fen: int
    gap: float
    greedy_value_fen: int
    first_come_value_fen: int
    milliseconds: int


def newest_round() -> Round | None:
    """The round that was run last."""
    return Round.objects.order_by("-number").first()


def figures_of(round: Round) -> RoundFigures:
    """The figures of one round: one query beside the round itself."""
    return RoundFigures(
        number=round.number,
        lots=round.lots,
        demands=round.demands,
        proposals=Proposal.objects.filter(round=round).count(),
        matched_grams=round.matched_grams,
        value_fen=_whole_fen(round.value_micro_yuan),
        bound_fen=_whole_fen(round.bound_micro_yuan),
        gap=round.gap,
        greedy_value_fen=_whole_fen(round.greedy_micro_yuan),
        first_come_value_fen=_whole_fen(round.first_come_micro_yuan),
        milliseconds=round.milliseconds,
    )


def largest_proposal(*, round: Round, village_code: str, product_code: str) -> Proposal | None:
    """The heaviest proposal that a round made for a village's product."""
    return (
        Proposal.objects.filter(
            round=round, lot__village__code=village_code, lot__product__code=product_code
        )
        .select_related("lot__village", "lot__product", "demand__enterprise")
        .order_by("-grams", "place")
        .first()
    )


def villages_supplying(*, round: Round, demand_id: int) -> int:
    """How many villages a round lets fill one demand together."""
    return (
        Proposal.objects.filter(round=round, demand_id=demand_id)
        .order_by()
        .values("lot__village")
        .distinct()
        .count()
    )


def _whole_fen(micro_yuan: int) -> int:
    return (2 * micro_yuan + MICRO_YUAN_PER_FEN) // (2 * MICRO_YUAN_PER_FEN)
