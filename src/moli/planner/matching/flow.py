"""The most valuable flow over a list of links: the transportation problem, given to an engine.

First the network simplex of POT (Bonneel et al. 2011, after LEMON's), the fastest measured. It
reckons in doubles, so its answer is taken only as whole numbers that fit; its optimality is shown
elsewhere, by whole-number prices. Should it ever fail, OR-Tools' cost-scaling min-cost flow
(Goldberg 1997) reckons the same in 64-bit integers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from moli.planner.columns import Floats, Ints

# A potential is a sum of link costs along a path; doubles hold such sums exactly up to 2^53.
_EXACT = 2**52
_INT64 = 2**62


class EngineFailed(RuntimeError):
    """An engine did not return a whole-number flow; the next engine is asked."""


@dataclass(frozen=True, eq=False)
class Network:
    """Capacities of both sides, and links with a value each (whole numbers ≥ 0)."""

    lot_units: Ints
    demand_units: Ints
    lot: Ints
    demand: Ints
    value: Ints

    @property
    def nodes(self) -> int:
        """How many lots and demands there are."""
        return len(self.lot_units) + len(self.demand_units)


def best_flow(network: Network, *, favour: Ints | None = None) -> tuple[Ints, str]:
    """Units on each link with the greatest total value, and the engine that found them.

    `favour` (0…2 per link) decides among flows of equal value: the most favoured units win. Two
    plans differ by cycles of at most `nodes` links, so with values stretched by twice that and
    one more, no favour can ever outweigh one li of value.
    """
    if not len(network.lot):
        return np.zeros(0, dtype=np.int64), "none"
    value = network.value
    if favour is not None:
        stretched = 2 * network.nodes + 1
        if int(value.max()) * stretched * network.nodes < _INT64:
            value = value * stretched + favour
    asked = replace(network, value=value)
    if int(value.max()) * network.nodes < _EXACT:
        try:
            return _run_simplex(asked, simplex_arrays(asked)), "network simplex (POT)"
        except EngineFailed:
            pass
    return _cost_scaling(asked), "min-cost flow (OR-Tools)"


# What POT wants: supplies, wants, tails, heads, costs.
SimplexArrays = tuple[Floats, Floats, NDArray[np.uint64], NDArray[np.uint64], Floats]


def simplex_arrays(network: Network) -> SimplexArrays:
    """The balanced problem that POT wants: unsold and unmet weight meet in a dummy on each side."""
    lots, demands = len(network.lot_units), len(network.demand_units)
    dear = float(network.value.max()) if len(network.value) else 0.0
    supply = np.append(network.lot_units, network.demand_units.sum()).astype(np.float64)
    wanted = np.append(network.demand_units, network.lot_units.sum()).astype(np.float64)
    tail = np.concatenate([network.lot, np.arange(lots), np.full(demands + 1, lots)])
    head = np.concatenate([network.demand, np.full(lots, demands), np.arange(demands + 1)])
    cost = np.concatenate([dear - network.value, np.full(lots, dear), np.zeros(demands + 1)])
    return supply, wanted, tail.astype(np.uint64), head.astype(np.uint64), cost


def _run_simplex(network: Network, arrays: SimplexArrays) -> Ints:
    """POT's sparse engine; refused unless its flow is whole, lies on links and fits."""
    # The public ot.emd rescales one side by a quotient of sums, which would break whole numbers.
    try:
        from ot.lp.emd_wrap import emd_c_sparse
    except ImportError as missing:
        raise EngineFailed("POT no longer has its sparse engine in this place") from missing

    sent_from, sent_to, sent, *_, code = emd_c_sparse(*arrays, 10**9)
    if code != 1:
        raise EngineFailed(f"POT stopped with code {code}")
    return place_flow(network, sent_from, sent_to, sent)


def place_flow(network: Network, sent_from: Ints, sent_to: Ints, sent: Floats) -> Ints:
    """Put an engine's flow on the links, or refuse it."""
    lots, demands = len(network.lot_units), len(network.demand_units)
    real = (sent_from < lots) & (sent_to < demands)
    lot, demand = sent_from[real].astype(np.int64), sent_to[real].astype(np.int64)
    units = np.rint(sent[real]).astype(np.int64)
    keys = network.lot * demands + network.demand
    places = np.searchsorted(keys, lot * demands + demand)
    flow = np.zeros(len(keys), dtype=np.int64)
    np.add.at(flow, np.minimum(places, len(keys) - 1), units)
    whole = bool((units == sent[real]).all())
    on_links = bool((keys[np.minimum(places, len(keys) - 1)] == lot * demands + demand).all())
    if not (whole and on_links and _fits(network, flow)):
        raise EngineFailed("POT returned a flow that is not whole or does not fit")
    return flow


def _fits(network: Network, flow: Ints) -> bool:
    """Whether nobody sends or receives more than there is."""
    out, into = np.zeros_like(network.lot_units), np.zeros_like(network.demand_units)
    np.add.at(out, network.lot, flow)
    np.add.at(into, network.demand, flow)
    return bool((out <= network.lot_units).all() and (into <= network.demand_units).all())


def _cost_scaling(network: Network) -> Ints:
    """OR-Tools' min-cost flow over the same links, a source of slack on each side."""
    from ortools.graph.python import min_cost_flow

    lots, demands = len(network.lot_units), len(network.demand_units)
    slack = lots + demands
    engine = min_cost_flow.SimpleMinCostFlow()
    dear = int(network.value.max())
    tail = np.concatenate([network.lot, np.arange(lots), np.full(demands, slack)])
    head = np.concatenate([network.demand + lots, np.full(lots, slack), np.arange(lots, slack)])
    room = np.minimum(network.lot_units[network.lot], network.demand_units[network.demand])
    capacity = np.concatenate([room, network.lot_units, network.demand_units])
    cost = np.concatenate([dear - network.value, np.full(lots, dear), np.zeros(demands, np.int64)])
    arcs = engine.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    balance = int(network.demand_units.sum()) - int(network.lot_units.sum())
    supply = np.concatenate([network.lot_units, -network.demand_units, [balance]])
    engine.set_nodes_supplies(np.arange(slack + 1), supply)
    status = engine.solve()
    if status != engine.OPTIMAL:
        raise EngineFailed(f"OR-Tools stopped with status {status}")
    return np.asarray(engine.flows(arcs[: len(network.lot)]), dtype=np.int64)


def without_link(network: Network, *, favour: Ints) -> Callable[[int], Ints]:
    """A function that solves a network again and again, each time without one link.

    The engine's arrays are made once; the link taken out only becomes dearer than leaving both
    ends alone. Where the network simplex cannot serve, each call asks `best_flow`.
    """
    stretched = 2 * network.nodes + 1
    lifted = replace(network, value=network.value * stretched + favour)
    arrays = simplex_arrays(lifted)
    fits = bool(len(network.lot)) and int(lifted.value.max()) * network.nodes < _EXACT

    def solve(link: int) -> Ints:
        if fits:
            cost = arrays[4].copy()
            cost[link] = float(lifted.value.max()) + 1.0
            try:
                return _run_simplex(lifted, (*arrays[:4], cost))
            except EngineFailed:
                pass
        kept = np.delete(np.arange(len(network.lot)), link)
        flow = np.zeros(len(network.lot), dtype=np.int64)
        flow[kept], _ = best_flow(
            Network(
                network.lot_units,
                network.demand_units,
                network.lot[kept],
                network.demand[kept],
                network.value[kept],
            ),
            favour=favour[kept],
        )
        return flow

    return solve
