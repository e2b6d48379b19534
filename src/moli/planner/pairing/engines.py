"""The two engines: exact for what fits a matrix, an auction with a proven gap for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from moli.planner.columns import BadProblem, Ints
from moli.planner.pairing.auction import auction
from moli.planner.pairing.exact import best_pairs
from moli.planner.pairing.kernels import gain_matrix, gains_of_pairs, rests
from moli.planner.pairing.layout import Int32s, Layout

EXACT: Final = "shortest paths"
AUCTION: Final = "auction"
# Up to here a matrix of all gains is a matter of megabytes and the exact engine of seconds.
EXACT_PAIRS = 4_000_000
_PLACES_MAX = 2**26
# Above every gain, and below where 32 bits turn around with it.
_FORBIDDING = 2**30
# A bid lifts a price by so small a part of a usual gain, which keeps the gap under 0.01 %.
_LEAST_PART = 1_500
# Where places are short, prices begin this near to what the last one is worth; nearer is quicker,
# but a helper that fills none of its places at such a price spoils the proof: then lower.
_BEGIN_PARTS = (8, 2, 1)


@dataclass(frozen=True, eq=False)
class Answer:
    """Who helps each row of a layout (NOBODY: alone), prices, and what no answer gains more than.

    `gain` and `bound` are of the layout's own gains, with the price of changes in them if it
    has one.
    """

    chosen: Ints
    prices: Ints
    gain: int
    bound: int
    engine: str


def answer(layout: Layout) -> Answer:
    """The best pairs of a layout without a bound on changes."""
    exact = layout.pairs <= EXACT_PAIRS
    chosen, prices = _exact(layout) if exact else _auction(layout)
    return Answer(
        chosen=chosen,
        prices=prices,
        gain=gain_of(layout, chosen),
        bound=bound_of(layout, prices),
        engine=EXACT if exact else AUCTION,
    )


def gain_of(layout: Layout, chosen: Ints) -> int:
    """What an answer gains in all."""
    return int(gains_of_pairs(layout.helping, layout.asking, layout.points_per_km, chosen).sum())


def bound_of(layout: Layout, prices: Ints) -> int:
    """What no answer can gain more than, by prices: what they leave to rows, and places' worth."""
    left = rests(layout.helping, layout.asking, layout.points_per_km, prices.astype(np.int32))
    return int(left.sum()) + int((prices * layout.capacity).sum())


def _exact(layout: Layout) -> tuple[Ints, Ints]:
    gains = gain_matrix(layout.helping, layout.asking, layout.points_per_km)
    chosen, prices = best_pairs(gains, layout.capacity)
    return chosen, prices


def _auction(layout: Layout) -> tuple[Ints, Ints]:
    places, rows = int(layout.capacity.sum()), len(layout.helped_rows)
    if places > _PLACES_MAX:
        raise BadProblem(
            f"helpers have {places} places in all, more than {_PLACES_MAX}; "
            "give each the capacity that it really has"
        )
    nothing = np.zeros(len(layout.capacity), dtype=np.int32)
    best = rests(layout.helping, layout.asking, layout.points_per_km, nothing)
    least = max(1, int(best.mean()) // _LEAST_PART)
    if places >= rows:
        return _bid(layout, nothing, least)[:2]
    last = int(np.partition(best, rows - places - 1)[rows - places - 1])
    tried = (
        _bid(layout, np.full_like(nothing, max(0, last - last // part)), least)
        for part in _BEGIN_PARTS
    )
    # The last begins at nothing, where every price has its places full.
    chosen, prices, _ = next(each for each in tried if each[2])
    return chosen, prices


def _bid(layout: Layout, begin: Int32s, least: int) -> tuple[Ints, Ints, bool]:
    """One auction from some prices; sound when every helper with a price has its places full."""
    # Nobody bids for a helper without places; its price counts for nothing.
    prices = np.where(layout.capacity > 0, begin, _FORBIDDING).astype(np.int32)
    chosen, prices, count = auction(layout, begin=prices, least=least)
    is_sound = not (prices[count < layout.capacity] > 0).any()
    return chosen, prices.astype(np.int64), is_sound
