"""The matching planner: the most valuable plan of a round, with its proof.

Each product is a transportation problem of its own. Products with few pairs are solved on all
their links at once; large ones grow their list of links until prices prove that no link left out
could help. Equal problems and seeds give equal plans, because a village that asks "why not us?"
must be shown the same answer twice.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from moli.planner.matching.answer import Flows, Prices, join, to_plan
from moli.planner.matching.check import must_hold
from moli.planner.matching.conditions import keep_conditions
from moli.planner.matching.duals import NotProved
from moli.planner.matching.flow import best_flow
from moli.planner.matching.greedy import greedy_flows
from moli.planner.matching.layout import Layout, Part, lay_out
from moli.planner.matching.links import among, build_links
from moli.planner.matching.market import lot_prices, market_of, prices_of_flow
from moli.planner.matching.plan import Plan
from moli.planner.matching.problem import Conditions, Problem
from moli.planner.stop import Never, Stop

# Up to here all links of a product are a matter of milliseconds and megabytes.
SMALL_PAIRS = 150_000


def solve(problem: Problem, *, stop: Stop | None = None, seed: int = 0) -> Plan:
    """The most valuable plan, proved (gap 0), unless `stop` fires or conditions shape loads.

    Feasible even when `stop` fires at once: then products not reached are filled greedily, and
    the gap says honestly how far that may be from the best. The smallest load and the most lots
    per demand are kept by a heuristic; the bound stays that of the plan without them. The plan
    is judged by `check` before it is returned.
    """
    asked = stop or Never()
    layout = lay_out(problem)
    flows, prices = solve_layout(layout, problem.conditions, stop=asked, seed=seed)
    barred = np.empty(0, dtype=np.int64)
    if problem.conditions.shape_loads:
        flows, barred = keep_conditions(
            layout,
            flows,
            problem.conditions,
            again=lambda narrower: solve_layout(
                narrower, problem.conditions, stop=asked, seed=seed
            )[0],
        )
    plan = to_plan(layout, flows, prices, barred=barred, seed=seed)
    must_hold(problem, plan)
    return plan


def solve_layout(
    layout: Layout, conditions: Conditions, *, stop: Stop, seed: int
) -> tuple[Flows, Prices]:
    """Flows and dual prices of all products."""
    small = [part for part in layout.parts if part.pairs <= SMALL_PAIRS]
    large = [part for part in layout.parts if part.pairs > SMALL_PAIRS]
    prices = Prices.of(layout)
    found = [solve_small(layout, small, conditions, stop=stop, prices=prices)]
    if large:
        from moli.planner.matching.columns import solve_large

        found += solve_large(layout, large, conditions, stop=stop, seed=seed, prices=prices)
    return join(found), prices


def solve_small(
    layout: Layout,
    parts: Sequence[Part],
    conditions: Conditions,
    *,
    stop: Stop,
    prices: Prices,
) -> Flows:
    """Products solved on all their links; writes their dual prices into `prices`."""
    links = build_links(layout, parts)
    if stop(rounds=0):
        return greedy_flows(layout, links, conditions, prices=prices)
    network = market_of(layout, links).network
    favour = 1 + among(layout.key(links.lot, links.demand), layout.preferred).astype(np.int64)
    units, engine = best_flow(network, favour=favour)
    try:
        demand_prices = prices_of_flow(layout, links, units).middle()
    except NotProved:  # pragma: no cover - no engine has been seen to return less than the best
        return greedy_flows(layout, links, conditions, prices=prices)
    prices.demand[:] += demand_prices
    prices.lot[:] += lot_prices(layout, links, demand_prices)
    some = units > 0
    return Flows(links.lot[some], links.demand[some], units[some] * layout.unit_grams, engine)
