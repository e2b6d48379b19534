"""The siting planner: the places for the next stations that reach most people, with its proof."""

from __future__ import annotations

import numpy as np

from moli.planner.columns import Floats, Ints
from moli.planner.siting.check import must_hold
from moli.planner.siting.layout import Layout, lay_out
from moli.planner.siting.plan import Plan
from moli.planner.siting.problem import Problem


def solve(problem: Problem) -> Plan:
    """The plan that covers most with `count` new stations; fewer open where more reach nobody.

    Equal problems get equal plans, in whatever order their rows stand. The plan is judged by
    `check` before it is returned.
    """
    layout = lay_out(problem)
    chosen, duals, is_searched = _chosen(layout, problem.count)
    kept = _that_reach(layout, chosen)
    prices = np.zeros(len(problem.villages), dtype=np.int64)
    # Whole prices prove as well as any; within what a village counts they always prove something.
    prices[layout.rows] = np.clip(np.rint(duals), 0, layout.weights).astype(np.int64)
    plan = Plan(
        opened=np.sort(layout.candidates[kept]),
        value=_covered(layout, kept),
        bound=bound_of(layout, prices[layout.rows], count=problem.count),
        prices=prices,
        is_searched=is_searched,
    )
    must_hold(problem, plan)
    return plan


def bound_of(layout: Layout, prices: Ints, *, count: int) -> int:
    """What no plan covers more than, by some prices.

    A village that is covered brings its weight; the part of it that is its price is paid to the
    candidates that reach it, so that a plan brings at most what is left to all villages and what
    is paid to the `count` best paid candidates (the Lagrangian bound).
    """
    paid = np.bincount(
        layout.by, weights=prices[layout.of], minlength=len(layout.candidates)
    ).astype(np.int64)
    best = np.sort(paid)[::-1][:count]
    return int((layout.weights - prices).sum() + best.sum())


def _chosen(layout: Layout, count: int) -> tuple[Ints, Floats | Ints, bool]:
    """Candidates by place, prices of the villages, and whether the search was completed.

    Villages that nobody reaches bring nothing to any plan: their whole weight is their price.
    """
    everything = np.arange(len(layout.candidates))
    is_reached = np.bincount(layout.of, minlength=len(layout.rows)) > 0
    if count >= len(layout.candidates):
        # Everybody who can be reached is.
        return everything, np.where(is_reached, 0, layout.weights), True
    if not count:
        return everything[:0], layout.weights, True
    # Loaded only where there is something to choose.
    from moli.planner.siting.engine import answer

    found = answer(layout, count=count)
    prices = np.where(is_reached, found.prices, layout.weights)
    return found.chosen, prices, found.is_searched


def _that_reach(layout: Layout, chosen: Ints) -> Ints:
    """The chosen without those that reach nobody whom the others do not reach."""
    kept = list(chosen)
    for place in chosen:
        without = np.array([one for one in kept if one != place], dtype=np.int64)
        if _covered(layout, without) == _covered(layout, np.array(kept, dtype=np.int64)):
            kept = list(without)
    return np.array(kept, dtype=np.int64)


def _covered(layout: Layout, chosen: Ints) -> int:
    opens = np.zeros(len(layout.candidates), dtype=bool)
    opens[chosen] = True
    covered = np.zeros(len(layout.rows), dtype=bool)
    covered[layout.of[opens[layout.by]]] = True
    return int(layout.weights[covered].sum())
