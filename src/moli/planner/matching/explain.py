"""Why a flow is in the plan: its figures, and the runner-up, the best plan without it.

Structured data, not sentences: doors choose the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from moli.planner.columns import Floats, Ints
from moli.planner.matching.answer import Flows, from_plan
from moli.planner.matching.formula import DemandSide, LotSide, link_value
from moli.planner.matching.layout import Layout
from moli.planner.matching.plan import Plan
from moli.planner.matching.problem import Problem
from moli.planner.matching.runner_up import RunnerUp, runners_up


@dataclass(frozen=True)
class Reason:
    """What speaks for one flow of a plan.

    `days_left` is the shelf life left when the goods arrive, if picked as late as the delivery
    window allows. `road_km` is the straight line times circuity. Prices are li per kg.
    """

    lot: int
    demand: int
    grams: int
    value: int
    margin: int
    freight: int
    road_km: float
    transit_days: int
    days_left: int
    poor_share: int
    runner_up: RunnerUp


def explain(problem: Problem, plan: Plan, *, flows: Sequence[int] | None = None) -> list[Reason]:
    """Reasons for some flows of a plan (all by default), in the order asked.

    Exact runners-up solve the product again without the link; for products of very many pairs
    the loss is a lower bound from the dual prices, and says so.
    """
    chosen = np.asarray(range(len(plan)) if flows is None else flows, dtype=np.int64)
    layout, placed = from_plan(problem, plan)
    road_km, nights = _journeys(layout, placed, chosen)
    lots, demands = problem.lots, problem.demands
    lot, demand = plan.lot[chosen], plan.demand[chosen]
    waiting = np.maximum(nights, demands.deliver_from[demand] - lots.ready_to[lot])
    days_left = lots.shelf_days[lot] - waiting
    return [
        Reason(
            lot=int(plan.lot[flow]),
            demand=int(plan.demand[flow]),
            grams=int(plan.grams[flow]),
            value=int(plan.value[flow]),
            margin=int(plan.margin[flow]),
            freight=int(plan.freight[flow]),
            road_km=float(road_km[place]),
            transit_days=int(nights[place]),
            days_left=int(days_left[place]),
            poor_share=int(lots.poor_share[plan.lot[flow]]),
            runner_up=runner_up,
        )
        for place, (flow, runner_up) in enumerate(
            zip(chosen.tolist(), runners_up(layout, placed, chosen), strict=True)
        )
    ]


def _journeys(layout: Layout, flows: Flows, chosen: Ints) -> tuple[Floats, Ints]:
    """Kilometres and nights on the road."""
    lots = LotSide(*(column[flows.lot[chosen]] for column in layout.lots))
    demands = DemandSide(*(column[flows.demand[chosen]] for column in layout.demands))
    *_, nights, road = link_value(lots, demands, layout.terms)
    return road, nights.astype(np.int64)
