"""Why a proposal was made, in numbers that a committee can follow, the weightiest first.

The planner adds up a margin, a share of it for poor households and a little for urgency (see
`weights`). The parts are taken out of the value again, so that the reasons shown are those that
counted and not a second opinion.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from moli.kernel.money import LI_PER_FEN
from moli.market.rules.weights import POOR_PER_MILLE, URGENT_DAYS, URGENT_LI_PER_KG

_MILLION = 1_000_000
# A way counts as short when its freight is at least a tenth under what is usual in the round.
_NEAR_PERCENT = 90


class ReasonKind(StrEnum):
    """What speaks for a pair."""

    MARGIN = "MARGIN"  # what the two sides have to share between their limits
    URGENT = "URGENT"  # produce that will not wait
    POOR = "POOR"  # growers in poverty
    NEAR = "NEAR"  # less freight than usual in this round


@dataclass(frozen=True)
class Reckoned:
    """What the planner said of one proposal, as far as reasons need it."""

    grams: int
    value_micro_yuan: int
    days_left: int
    poor_per_mille: int
    freight_fen_per_kg: int
    usual_freight_fen_per_kg: int


@dataclass(frozen=True)
class Reason:
    """One reason and how much of the proposal's value it stands for (micro-yuan)."""

    kind: ReasonKind
    weight_micro_yuan: int


def margin_micro_yuan(reckoned: Reckoned) -> int:
    """What both sides have to share: value without the weights for poverty and urgency."""
    rest = reckoned.value_micro_yuan - _urgent_micro_yuan(reckoned)
    return rest * _MILLION // (_MILLION + POOR_PER_MILLE * reckoned.poor_per_mille)


def reasons_of(reckoned: Reckoned) -> list[Reason]:
    """The reasons that hold, the weightiest first; ties in the order of `ReasonKind`."""
    margin = margin_micro_yuan(reckoned)
    urgent = _urgent_micro_yuan(reckoned)
    weights = {
        ReasonKind.MARGIN: margin,
        ReasonKind.URGENT: urgent,
        ReasonKind.POOR: reckoned.value_micro_yuan - urgent - margin,
        ReasonKind.NEAR: _saved_micro_yuan(reckoned),
    }
    found = [Reason(kind, weight) for kind, weight in weights.items() if weight > 0]
    return sorted(found, key=lambda reason: -reason.weight_micro_yuan)


def _urgent_micro_yuan(reckoned: Reckoned) -> int:
    """The part that urgency adds, as the planner rounds it (half to even, li per kg)."""
    per_mille = max(0, 1000 - 1000 * reckoned.days_left // URGENT_DAYS)
    return round(URGENT_LI_PER_KG * per_mille / 1000) * reckoned.grams


def _saved_micro_yuan(reckoned: Reckoned) -> int:
    """Freight saved against the usual way, when the way is clearly shorter."""
    usual, own = reckoned.usual_freight_fen_per_kg, reckoned.freight_fen_per_kg
    if 100 * own > _NEAR_PERCENT * usual:
        return 0
    return (usual - own) * LI_PER_FEN * reckoned.grams


def households_of_part(*, households: int, part_grams: int, whole_grams: int) -> int:
    """How many of a lot's households a part of it stands for, rounded; at least one of some.

    Households do not split: two parts of a lot may each count the one between them.
    """
    if not households:
        return 0
    share = (2 * households * part_grams + whole_grams) // (2 * whole_grams)
    return min(households, max(1, share))
