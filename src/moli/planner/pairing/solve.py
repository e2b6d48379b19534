"""The pairing planner: who helps whom at the least cost, with its proof.

Up to four million pairs the plan is exact; beyond, an auction comes within a hundredth of a per
cent and says how near. Equal problems give equal plans, in whatever order their rows stand.
"""

from __future__ import annotations

import numpy as np

from moli.planner.pairing.bounded import Bounded, changed_in, with_few_changes
from moli.planner.pairing.check import must_hold
from moli.planner.pairing.engines import answer
from moli.planner.pairing.kernels import gains_of_pairs
from moli.planner.pairing.layout import Layout, lay_out
from moli.planner.pairing.plan import Plan
from moli.planner.pairing.problem import NOBODY, Problem


def solve(problem: Problem) -> Plan:
    """The plan that costs least: what pairs cost, and what it costs to be left alone.

    Nobody helps more than it can; nobody is helped by two; no more ties are changed than
    `changes_max`. Without that bound, and up to four million pairs, the gap is 0. The plan is
    judged by `check` before it is returned.
    """
    layout = lay_out(problem)
    if problem.changes_max is None:
        free = answer(layout)
        found = Bounded(free, 0, changed_in(layout, free.chosen))
    else:
        found = with_few_changes(layout, changes_max=problem.changes_max)
    plan = _to_plan(layout, found)
    must_hold(problem, plan)
    return plan


def _to_plan(layout: Layout, found: Bounded) -> Plan:
    """The answer in the rows of the problem."""
    asking, chosen = layout.asking, found.answer.chosen
    all_gains = gains_of_pairs(layout.helping, asking, layout.points_per_km, chosen)
    paired = np.flatnonzero(chosen != NOBODY)
    order = paired[np.argsort(layout.helped_rows[paired], kind="stable")]
    gains = np.asarray(all_gains)[order]
    stays = np.where(chosen[order] == asking.tie[order], asking.bonus[order], 0)
    prices = np.zeros(len(layout.helper_rows), dtype=np.int64)
    prices[layout.helper_rows] = found.answer.prices
    gain = int(gains.sum())
    return Plan(
        helped=layout.helped_rows[order],
        helper=layout.helper_rows[chosen[order]],
        costs=asking.alone[order].astype(np.int64) + stays - gains,
        gains=gains,
        gain=gain,
        gain_bound=found.answer.bound,
        cost=int(asking.alone.astype(np.int64).sum()) - gain,
        changed=found.changed,
        prices=prices,
        change_price=found.change_price,
        engine=found.answer.engine,
    )
