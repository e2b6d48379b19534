"""The fair farm-gate price of every flow, and the range in which nobody would rather switch.

All dual prices of the best plan are prices at which the market clears (Shapley & Shubik 1971).
They form a range; its ends favour one side wholly. We take the middle of the buyers' least and
greatest rent, the fair division point of Thompson (1981). What holds exactly, and what the
weights of poor and urgent lots change in it, is written in docs/matching.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moli.planner.columns import Ints
from moli.planner.matching.answer import Flows, flow_on_links, from_plan
from moli.planner.matching.duals import NotProved, PriceRange
from moli.planner.matching.layout import Layout, Part
from moli.planner.matching.links import build_links
from moli.planner.matching.market import prices_of_flow
from moli.planner.matching.plan import Plan
from moli.planner.matching.problem import Problem

LI_PER_KG_PER_FEN_PER_JIN = 20
# Products are priced together up to so many pairs, so that a county takes one pass, not forty.
_TOGETHER_PAIRS = 1_000_000


@dataclass(frozen=True, eq=False)
class FairPrices:
    """Farm-gate prices in li per kg, one row per flow of the plan: low ≤ fair ≤ high.

    `is_proved` is false for flows of a product whose plan is not proved best (the planner was
    stopped): no clearing prices exist there, and the range is all from floor to what the ceiling
    leaves, with its middle.
    """

    low: Ints
    fair: Ints
    high: Ints
    is_proved: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Rents:
    """What buyers keep below their ceilings, li per kg, one row per demand in the layout."""

    low: Ints
    middle: Ints
    high: Ints
    is_known: NDArray[np.bool_]


def fair_prices(problem: Problem, plan: Plan) -> FairPrices:
    """The fair price of each flow between the lowest and highest at which neither would switch."""
    layout, flows = from_plan(problem, plan)
    rents = _rents(layout, flows)
    floor = problem.lots.floor[plan.lot]
    most = problem.demands.ceiling[plan.demand] - plan.freight
    known = rents.is_known[flows.demand]

    def price(rent: Ints, otherwise: Ints) -> Ints:
        farm_gate = np.where(known, most - rent[flows.demand], otherwise)
        return np.asarray(np.clip(farm_gate, floor, most), dtype=np.int64)

    return FairPrices(
        low=price(rents.high, floor),
        fair=price(rents.middle, (floor + most) // 2),
        high=price(rents.low, most),
        is_proved=known,
    )


def whole_fen_per_jin(prices: FairPrices, *, floor: Ints, most: Ints) -> Ints:
    """Fair prices in li per kg rounded to whole fen per jin where that stays lawful.

    The nearest whole fen (halves up) between floor and `most`, the ceiling less freight; where
    no whole fen lies between, the exact fair price stays.
    """
    step = LI_PER_KG_PER_FEN_PER_JIN
    nearest = (prices.fair + step // 2) // step * step
    lowest, highest = -(-floor // step) * step, most // step * step
    return np.where(lowest > highest, prices.fair, np.clip(nearest, lowest, highest))


def _rents(layout: Layout, flows: Flows) -> _Rents:
    demands = len(layout.demand_rows)
    low, middle, high = (np.zeros(demands, dtype=np.int64) for _ in range(3))
    is_known = np.zeros(demands, dtype=np.bool_)
    for parts in _batches(layout.parts):
        for some, found in _ranges(layout, flows, parts):
            for part in some:
                low[part.demands] = found.least_demand[part.demands]
                middle[part.demands] = found.middle()[part.demands]
                high[part.demands] = found.greatest_demand[part.demands]
                is_known[part.demands] = True
    return _Rents(low, middle, high, is_known)


def _ranges(
    layout: Layout, flows: Flows, parts: Sequence[Part]
) -> Iterator[tuple[Sequence[Part], PriceRange]]:
    """Price ranges of products together; where one cannot be priced, of each that can."""
    links = build_links(layout, parts)
    try:
        yield parts, prices_of_flow(layout, links, flow_on_links(layout, links, flows))
    except NotProved:
        if len(parts) > 1:
            for part in parts:
                yield from _ranges(layout, flows, [part])


def _batches(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Neighbouring products with not too many pairs together."""
    batch: list[Part] = []
    pairs = 0
    for part in parts:
        if batch and pairs + part.pairs > _TOGETHER_PAIRS:
            yield batch
            batch, pairs = [], 0
        batch.append(part)
        pairs += part.pairs
    if batch:
        yield batch
