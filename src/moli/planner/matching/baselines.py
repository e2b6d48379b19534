"""The two simple ways that a county would use without a planner; shown beside every plan."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from moli.planner.columns import BadProblem, Ints
from moli.planner.matching.answer import Flows, Prices, to_plan
from moli.planner.matching.greedy import greedy_flows, take_in_order
from moli.planner.matching.layout import Layout, lay_out
from moli.planner.matching.links import Links, build_links
from moli.planner.matching.market import lot_prices
from moli.planner.matching.plan import Plan
from moli.planner.matching.problem import Problem


def greedy_by_value(problem: Problem) -> Plan:
    """The most valuable link takes all it can, then the next.

    Its bound is the simplest honest one (a side at its best links): a baseline proves nothing.
    """
    layout = lay_out(problem)
    links = build_links(layout, layout.parts)
    prices = Prices.of(layout)
    flows = greedy_flows(layout, links, problem.conditions, prices=prices)
    return to_plan(layout, flows, prices, barred=_none(), seed=0, engine="greedy by value")


def first_come_first_served(
    problem: Problem, *, lot_posted: ArrayLike, demand_posted: ArrayLike
) -> Plan:
    """Lots in the order posted, each to the earliest demand that will take it.

    `lot_posted` and `demand_posted` say when each row was posted, in any whole number that
    grows with time; equal moments go by row. Refuses lists of another length.
    """
    layout = lay_out(problem)
    links = build_links(layout, layout.parts)
    lot_rank = _ranks("lot_posted", lot_posted, len(problem.lots))[layout.lot_rows]
    demand_rank = _ranks("demand_posted", demand_posted, len(problem.demands))[layout.demand_rows]
    order = np.lexsort((demand_rank[links.demand], lot_rank[links.lot])).astype(np.int64)
    grams = take_in_order(
        links,
        order,
        lot_grams=layout.lot_grams,
        demand_grams=layout.demand_grams,
        conditions=problem.conditions,
    )
    some = grams > 0
    flows = Flows(links.lot[some], links.demand[some], grams[some], "first come")
    return to_plan(
        layout,
        flows,
        _simple_prices(layout, links),
        barred=_none(),
        seed=0,
        engine="first come, first served",
    )


def _simple_prices(layout: Layout, links: Links) -> Prices:
    prices = Prices.of(layout)
    prices.lot[:] = lot_prices(layout, links, prices.demand)
    return prices


def _ranks(name: str, posted: ArrayLike, rows: int) -> Ints:
    """Places in the order posted, ties by row."""
    moments = np.asarray(posted)
    if moments.shape != (rows,):
        raise BadProblem(f"{name} must hold one moment for each of the {rows} rows")
    ranks = np.empty(rows, dtype=np.int64)
    ranks[np.argsort(moments, kind="stable")] = np.arange(rows)
    return ranks


def _none() -> Ints:
    return np.empty(0, dtype=np.int64)
