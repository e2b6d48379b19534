"""Why a lot or a demand stayed alone: what stands between it and its most promising partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from moli.planner.columns import Floats, Ints
from moli.planner.matching.answer import Flows, flow_on_links, from_plan
from moli.planner.matching.duals import NotProved, PriceRange
from moli.planner.matching.formula import (
    TOO_LIGHT_DEMAND,
    TOO_LIGHT_LOT,
    DemandSide,
    LotSide,
    link_value,
)
from moli.planner.matching.layout import Layout, Part
from moli.planner.matching.links import build_links
from moli.planner.matching.market import prices_of_flow
from moli.planner.matching.plan import Plan
from moli.planner.matching.problem import Problem


class Obstacle(StrEnum):
    """What keeps two sides apart, from the hardest to mend to the easiest.

    1. NO_PARTNER: nobody on the other side deals in this product.
    2. TOO_LIGHT: one side is lighter than the smallest worthwhile load.
    3. GRADE: the quality is below what is wanted.
    4. SHELF_LIFE: it would spoil on the road.
    5. TOO_LATE: ready only after the delivery window.
    6. TOO_EARLY: spoiled before the delivery window begins.
    7. RULED_OUT: this pair was forbidden or taken out.
    8. PRICE: floor and freight together are above the ceiling.
    9. OUTBID: the pair would do, but others are worth more to its partner.
    """

    NO_PARTNER = "NO_PARTNER"
    TOO_LIGHT = "TOO_LIGHT"
    GRADE = "GRADE"
    SHELF_LIFE = "SHELF_LIFE"
    TOO_LATE = "TOO_LATE"
    TOO_EARLY = "TOO_EARLY"
    RULED_OUT = "RULED_OUT"
    PRICE = "PRICE"
    OUTBID = "OUTBID"


@dataclass(frozen=True)
class Alone:
    """One row without any match, its most promising partner and what is in the way.

    `short_li_per_kg` is by how much a lot's floor must fall (a demand's ceiling rise) to enter
    the plan, when price is what is in the way and the plan is proved best; else None.
    """

    row: int
    obstacle: Obstacle
    partner: int | None
    short_li_per_kg: int | None


@dataclass(frozen=True)
class Unmatched:
    """All lots and demands without any match, by row."""

    lots: tuple[Alone, ...]
    demands: tuple[Alone, ...]


def unmatched(problem: Problem, plan: Plan) -> Unmatched:
    """Why each lot and each demand without a flow stayed alone."""
    layout, flows = from_plan(problem, plan)
    idle_lots = np.setdiff1d(np.arange(len(problem.lots)), flows.lot)
    idle_demands = np.setdiff1d(np.arange(len(problem.demands)), flows.demand)
    lots: list[Alone] = []
    demands: list[Alone] = []
    for part in layout.parts:
        own_lots = idle_lots[(idle_lots >= part.lot_from) & (idle_lots < part.lot_to)]
        own_demands = idle_demands[
            (idle_demands >= part.demand_from) & (idle_demands < part.demand_to)
        ]
        if len(own_lots) or len(own_demands):
            found = _range(layout, part, flows)
            lots += _alone_lots(layout, part, own_lots, found)
            demands += _alone_demands(layout, part, own_demands, found)
    lots += _partnerless(layout.lot_rows[idle_lots], lots)
    demands += _partnerless(layout.demand_rows[idle_demands], demands)
    return Unmatched(
        tuple(sorted(lots, key=lambda alone: alone.row)),
        tuple(sorted(demands, key=lambda alone: alone.row)),
    )


def _partnerless(rows: Ints, explained: list[Alone]) -> list[Alone]:
    """Rows whose product only one side deals in."""
    known = {alone.row for alone in explained}
    return [
        Alone(row, Obstacle.NO_PARTNER, None, None) for row in rows.tolist() if row not in known
    ]


def _range(layout: Layout, part: Part, flows: Flows) -> PriceRange | None:
    links = build_links(layout, [part])
    try:
        return prices_of_flow(layout, links, flow_on_links(layout, links, flows))
    except NotProved:
        return None


def _alone_lots(
    layout: Layout, part: Part, idle: Ints, found: PriceRange | None
) -> Iterator[Alone]:
    """Each idle lot against all demands of its product."""
    everyone = np.arange(part.demand_from, part.demand_to)
    for lot in idle.tolist():
        pairs = _Pairs.of(layout, np.full(len(everyone), lot), everyone)
        rivals = None if found is None else found.greatest_demand[everyone]
        obstacle, place, short = pairs.nearest(rivals)
        row, partner = layout.lot_rows[lot], layout.demand_rows[everyone[place]]
        yield Alone(int(row), obstacle, int(partner), short)


def _alone_demands(
    layout: Layout, part: Part, idle: Ints, found: PriceRange | None
) -> Iterator[Alone]:
    """Each idle demand against all lots of its product."""
    everyone = np.arange(part.lot_from, part.lot_to)
    for demand in idle.tolist():
        pairs = _Pairs.of(layout, everyone, np.full(len(everyone), demand))
        rivals = None if found is None else found.greatest_lot[everyone]
        obstacle, place, short = pairs.nearest(rivals)
        row, partner = layout.demand_rows[demand], layout.lot_rows[everyone[place]]
        yield Alone(int(row), obstacle, int(partner), short)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """One row against everybody on the other side: obstacles in their order, and margins."""

    obstacles: tuple[tuple[Obstacle, NDArray[np.bool_]], ...]
    margin: Floats
    poor: Floats
    urgent: Floats

    @classmethod
    def of(cls, layout: Layout, lot: Ints, demand: Ints) -> _Pairs:
        lots = LotSide(*(column[lot] for column in layout.lots))
        demands = DemandSide(*(column[demand] for column in layout.demands))
        _, _, margin, _, nights, _ = link_value(lots, demands, layout.terms)
        light = (lots.grade >= TOO_LIGHT_LOT) | (demands.lowest_grade <= TOO_LIGHT_DEMAND)
        return cls(
            obstacles=(
                (Obstacle.TOO_LIGHT, light),
                (Obstacle.GRADE, ~light & (lots.grade > demands.lowest_grade)),
                (Obstacle.SHELF_LIFE, nights > lots.shelf_days),
                (Obstacle.TOO_LATE, lots.ready_from + nights > demands.deliver_to),
                (Obstacle.TOO_EARLY, lots.keeps_to < demands.deliver_from),
                (Obstacle.RULED_OUT, np.isin(layout.key(lot, demand), layout.forbidden)),
                (Obstacle.PRICE, margin < 0),
            ),
            margin=margin,
            poor=lots.poor / 1e6,
            urgent=lots.urgent,
        )

    def nearest(self, rivals: Ints | None) -> tuple[Obstacle, int, int | None]:
        """The most promising partner, what is in the way, and by how many li per kg.

        Fewest obstacles first; among those that a price would mend, the smallest step; else the
        greatest margin.
        """
        stands = np.stack([blocked for _, blocked in self.obstacles])
        hard = stands[:-1].sum(axis=0)
        if not hard.min():
            return self._mended_by_price(hard == 0, stands[-1], rivals)
        place = int(np.lexsort((-self.margin, hard))[0])
        return self.obstacles[int(np.argmax(stands[:-1, place]))][0], place, None

    def _mended_by_price(
        self, open_pairs: NDArray[np.bool_], too_dear: NDArray[np.bool_], rivals: Ints | None
    ) -> tuple[Obstacle, int, int | None]:
        """The partner that the smallest change of a price would win."""
        worth = np.zeros(len(self.margin)) if rivals is None else rivals
        needed = self._margin_above(worth)
        step = np.where(open_pairs, np.maximum(needed - self.margin, 1), np.inf)
        place = int(np.argmin(step))
        obstacle = Obstacle.PRICE if too_dear[place] else Obstacle.OUTBID
        return obstacle, place, None if rivals is None else int(step[place])

    def _margin_above(self, worth: NDArray[np.int64] | Floats) -> Floats:
        """The least whole margin ≥ 0 at which a pair is worth more than its rivals."""
        margin = np.maximum(np.floor((worth - self.urgent) / (1 + self.poor)) - 1, 0)
        # The bonus is rounded, so the exact step is found by walking the last few li.
        for _ in range(4):
            value = margin + np.rint(self.poor * margin) + self.urgent
            margin = np.where(value > worth, margin, margin + 1)
        return np.asarray(margin)
