"""The runner-up of a flow: the best plan if this one link were not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from moli.planner.columns import Ints
from moli.planner.matching.answer import Flows, flow_on_links
from moli.planner.matching.duals import NotProved
from moli.planner.matching.flow import without_link
from moli.planner.matching.layout import Layout, Part
from moli.planner.matching.links import Links, build_links
from moli.planner.matching.market import market_of, prices_of_flow

# One more solution takes about a millisecond per thousand links, and a flow needs one each.
EXACT_PAIRS = 40_000


@dataclass(frozen=True)
class Change:
    """Grams more (or, below 0, fewer) from a lot to a demand, by the problem's row numbers."""

    lot: int
    demand: int
    grams: int


@dataclass(frozen=True)
class RunnerUp:
    """What the round loses without a link (micro-yuan), and who would get how much instead.

    The changes name every pair but the link itself; among equally good runners-up the one that
    keeps most of the plan is told. Not exact: the loss is at least this much, changes unknown.
    """

    loss: int
    is_exact: bool
    changes: tuple[Change, ...]


def runners_up(layout: Layout, flows: Flows, chosen: Ints) -> list[RunnerUp]:
    """The runners-up of some flows, in the order asked."""
    found: dict[int, RunnerUp] = {}
    lots = flows.lot[chosen]
    for part in layout.parts:
        asked = chosen[(lots >= part.lot_from) & (lots < part.lot_to)]
        if len(asked):
            solve = _exact if part.pairs <= EXACT_PAIRS else _at_least
            found.update(zip(asked.tolist(), solve(layout, part, flows, asked), strict=True))
    return [found[flow] for flow in chosen.tolist()]


def _exact(layout: Layout, part: Part, flows: Flows, asked: Ints) -> Iterator[RunnerUp]:
    """Solve the product again without each link in turn."""
    links = build_links(layout, [part])
    units = flow_on_links(layout, links, flows)
    network = market_of(layout, links).network
    keys = layout.key(links.lot, links.demand)
    places = np.searchsorted(keys, layout.key(flows.lot[asked], flows.demand[asked]))
    others = without_link(network, favour=1 + (units > 0).astype(np.int64))
    worth = int(units @ links.value)
    for place in places.tolist():
        instead = others(place)
        loss = (worth - int(instead @ links.value)) * layout.unit_grams
        difference = instead - units
        difference[place] = 0
        yield RunnerUp(
            loss=max(0, loss), is_exact=True, changes=_changes(layout, links, difference)
        )


def _changes(layout: Layout, links: Links, difference: Ints) -> tuple[Change, ...]:
    return tuple(
        Change(
            int(layout.lot_rows[links.lot[place]]),
            int(layout.demand_rows[links.demand[place]]),
            int(difference[place]) * layout.unit_grams,
        )
        for place in np.flatnonzero(difference).tolist()
    )


def _at_least(layout: Layout, part: Part, flows: Flows, asked: Ints) -> Iterator[RunnerUp]:
    """Bound the loss by the dual prices.

    Without the link its lot (or its demand) may ask for less, down to its second best link, and
    the bound of the whole falls by that.
    """
    links = build_links(layout, [part])
    try:
        found = prices_of_flow(layout, links, flow_on_links(layout, links, flows))
    except NotProved:
        yield from (RunnerUp(loss=0, is_exact=False, changes=()) for _ in asked)
        return
    lot_loss = _fall(links.lot, links.value - found.least_demand[links.demand])
    demand_loss = _fall(links.demand, links.value - found.least_lot[links.lot])
    keys = layout.key(links.lot, links.demand)
    for place in np.searchsorted(keys, layout.key(flows.lot[asked], flows.demand[asked])).tolist():
        lot, demand = int(links.lot[place]), int(links.demand[place])
        loss = max(
            int(lot_loss[place]) * int(layout.lot_grams[lot]),
            int(demand_loss[place]) * int(layout.demand_grams[demand]),
        )
        yield RunnerUp(loss=loss, is_exact=False, changes=())


def _fall(ends: Ints, rest: Ints) -> Ints:
    """For each link, how far its end falls to the best of its other links (or to 0)."""
    order = np.lexsort((-rest, ends))
    starts = np.flatnonzero(np.diff(ends[order], prepend=-1))
    best = np.maximum(rest[order[starts]], 0)
    follows = np.minimum(starts + 1, len(order) - 1)
    has_second = np.diff(starts, append=len(order)) > 1
    second = np.where(has_second, np.maximum(rest[order[follows]], 0), 0)
    fall = np.zeros(len(ends), dtype=np.int64)
    fall[order[starts]] = best - second
    return fall
