"""Why a pair is in the plan: its figures, and what the helped would have instead.

Structured data, not sentences: doors choose the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from moli.planner.columns import Ints
from moli.planner.pairing.plan import Plan
from moli.planner.pairing.problem import NOBODY, PER_MILLE, Problem


@dataclass(frozen=True)
class Reason:
    """What speaks for one pair.

    `fit` is the share of what is grown that the helper deals in, per mille; None when nobody
    knows what is grown. `is_kept` says that it is the tie that exists. `instead` is the helper
    that the helped would turn to at the prices of the plan, NOBODY when it would stay alone, and
    `loss_at_least` what all would lose by that.
    """

    helped: int
    helper: int
    road_km: float
    fit: int | None
    cost: int
    need: int
    is_kept: bool
    instead: int
    loss_at_least: int


def explain(problem: Problem, plan: Plan, *, pairs: Sequence[int] | None = None) -> list[Reason]:
    """Reasons for some pairs of a plan (all by default), in the order asked."""
    asked = range(len(plan)) if pairs is None else pairs
    return [_reason(problem, plan, pair) for pair in asked]


def _reason(problem: Problem, plan: Plan, pair: int) -> Reason:
    helpers, helped = problem.helpers, problem.helped
    row, helper = int(plan.helped[pair]), int(plan.helper[pair])
    dx, dy = helpers.x_km[helper] - helped.x_km[row], helpers.y_km[helper] - helped.y_km[row]
    grown = helped.products[row]
    count = int(np.bitwise_count(grown))
    shared = int(np.bitwise_count(grown & helpers.products[helper]))
    left = _left(problem, plan, row)
    # A place that is given up is worth its price to somebody else.
    here, left[helper] = int(left[helper]), np.iinfo(np.int64).min
    best = int(left.argmax()) if len(left) > 1 else NOBODY
    instead = best if best != NOBODY and left[best] > 0 else NOBODY
    then = int(left[instead]) if instead != NOBODY else 0
    return Reason(
        helped=row,
        helper=helper,
        road_km=float(np.hypot(dx, dy)),
        fit=PER_MILLE * shared // count if count else None,
        cost=int(plan.costs[pair]),
        need=int(helped.need[row]),
        is_kept=helper == int(helped.tie[row]),
        instead=instead,
        loss_at_least=max(0, here - then),
    )


def _left(problem: Problem, plan: Plan, row: int) -> Ints:
    """What every helper would leave to one of the helped at the plan's prices."""
    helpers, helped, weights = problem.helpers, problem.helped, problem.weights
    grown = helped.products[row]
    count = int(np.bitwise_count(grown))
    missing = count - np.bitwise_count(grown & helpers.products).astype(np.int64)
    dx, dy = helpers.x_km - helped.x_km[row], helpers.y_km - helped.y_km[row]
    cost = weights.points_per_km * np.sqrt(dx * dx + dy * dy)
    cost = cost + weights.unfit / max(count, 1) * missing
    alone = weights.alone + weights.need * int(helped.need[row]) // 1_000
    left = alone - np.rint(cost).astype(np.int64) - plan.prices
    if helped.tie[row] != NOBODY:
        left[helped.tie[row]] += helped.stay[row] + plan.change_price
    return np.asarray(left)
