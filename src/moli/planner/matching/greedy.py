"""One pass over links in a given order, each taking all that is left on both sides."""

from __future__ import annotations

import numpy as np

from moli.planner.columns import Ints
from moli.planner.matching.answer import Flows, Prices
from moli.planner.matching.layout import Layout
from moli.planner.matching.links import Links
from moli.planner.matching.market import lot_prices
from moli.planner.matching.problem import Conditions

# Below this many links a plain loop is done before a compiler would have been loaded.
_PLAIN_LINKS = 200_000
_UNBOUNDED = 2**31


def take_in_order(
    links: Links,
    order: Ints,
    *,
    lot_grams: Ints,
    demand_grams: Ints,
    conditions: Conditions,
) -> Ints:
    """Grams on each link. Loads below the smallest and lots beyond the most are passed over."""
    smallest = max(1, conditions.smallest_load_grams)
    most = conditions.most_lots_per_demand or _UNBOUNDED
    if len(order) > _PLAIN_LINKS:
        from moli.planner.matching.kernels import take_links

        taken = np.zeros(len(links), dtype=np.int64)
        left = (lot_grams.copy(), demand_grams.copy())
        take_links(order, links.lot, links.demand, left, (smallest, most), taken)
        return taken
    return _plain_pass(links, order, (lot_grams, demand_grams), (smallest, most))


def _plain_pass(
    links: Links, order: Ints, grams: tuple[Ints, Ints], limits: tuple[int, int]
) -> Ints:
    """The same pass in plain Python, over lists because single array reads are slow."""
    smallest, most = limits
    lot_left, demand_left = grams[0].tolist(), grams[1].tolist()
    lots_of_demand = [0] * len(demand_left)
    taken = np.zeros(len(links), dtype=np.int64)
    ends = zip(order.tolist(), links.lot[order].tolist(), links.demand[order].tolist(), strict=True)
    for link, lot, demand in ends:
        load = min(lot_left[lot], demand_left[demand])
        if load >= smallest and lots_of_demand[demand] < most:
            taken[link] = load
            lot_left[lot] -= load
            demand_left[demand] -= load
            lots_of_demand[demand] += 1
    return taken


def dearest_first(links: Links) -> Ints:
    """Links by value, the greatest first; ties in the layout's own order."""
    return np.argsort(-links.value, kind="stable").astype(np.int64)


def greedy_flows(layout: Layout, links: Links, conditions: Conditions, *, prices: Prices) -> Flows:
    """The greedy plan, with the simplest honest bound: every lot (or demand) at its best link."""
    grams = take_in_order(
        links,
        dearest_first(links),
        lot_grams=layout.lot_grams,
        demand_grams=layout.demand_grams,
        conditions=conditions,
    )
    none = np.zeros(len(layout.demand_rows), dtype=np.int64)
    lot_best, demand_best = lot_prices(layout, links, none), none.copy()
    np.maximum.at(demand_best, links.demand, links.value)
    if int(layout.lot_grams @ lot_best) <= int(layout.demand_grams @ demand_best):
        prices.lot[:] += lot_best
    else:
        prices.demand[:] += demand_best
    some = grams > 0
    return Flows(links.lot[some], links.demand[some], grams[some], "greedy")
