"""Dual prices of a flow, by difference constraints: the least and the greatest, in whole li.

Given the most valuable flow, prices v of demands (and u of lots) prove it exactly when
u_l + v_d ≥ value on every link, = value where something flows, all ≥ 0, and 0 for whoever has
weight left. Written for v alone these are difference constraints; their least solution is a
longest path in the residual graph, found by passes over all links at once (Bellman 1958, Ford
1956). A flow that is not the most valuable has no such prices, and the passes then show it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moli.planner.columns import Ints
from moli.planner.matching.flow import Network

_FAR = np.iinfo(np.int64).max // 4


class NotProved(RuntimeError):
    """No prices exist: the flow is not the most valuable one."""


class _Groups:
    """Links grouped by one of their ends, for a maximum or minimum per end in one pass."""

    def __init__(self, ends: Ints, size: int) -> None:
        order = np.argsort(ends, kind="stable")
        is_sorted = bool((np.diff(ends) >= 0).all())
        self.order: Ints | None = None if is_sorted else order
        ordered = ends[order]
        self.starts = np.flatnonzero(np.diff(ordered, prepend=-1))
        self.ends = ordered[self.starts]
        self.size = size

    def greatest(self, per_link: Ints) -> Ints:
        """The maximum per end, at least 0."""
        result = np.zeros(self.size, dtype=np.int64)
        if len(per_link):
            ordered = per_link if self.order is None else per_link[self.order]
            result[self.ends] = np.maximum(np.maximum.reduceat(ordered, self.starts), 0)
        return result

    def least(self, per_link: Ints) -> Ints:
        """The minimum per end; far away where an end has no link."""
        result = np.full(self.size, _FAR, dtype=np.int64)
        if len(per_link):
            ordered = per_link if self.order is None else per_link[self.order]
            result[self.ends] = np.minimum.reduceat(ordered, self.starts)
        return result


@dataclass(frozen=True, eq=False)
class PriceRange:
    """Over all dual prices of a flow: the least and the greatest of each demand and each lot.

    What demands lose lots gain: `greatest_lot` are the prices that go with `least_demand`, and
    `least_lot` those that go with `greatest_demand`.
    """

    least_demand: Ints
    greatest_demand: Ints
    greatest_lot: Ints
    least_lot: Ints

    def middle(self) -> Ints:
        """The middle of each demand's range, rounded down.

        Still a dual price: the range is closed under means, and since all constraints are
        differences of whole numbers, rounding all of them down keeps every one.
        """
        return (self.least_demand + self.greatest_demand) // 2


def price_range(network: Network, flow: Ints) -> PriceRange:
    """The least and the greatest dual prices, or NotProved."""
    some = flow > 0
    lots, demands = len(network.lot_units), len(network.demand_units)
    by_lot, by_demand = _Groups(network.lot, lots), _Groups(network.demand, demands)
    flow_by_lot = _Groups(network.lot[some], lots)
    flow_by_demand = _Groups(network.demand[some], demands)
    left_lot = _left(network.lot_units, network.lot, flow)
    left_demand = _left(network.demand_units, network.demand, flow)
    ends = _Ends(network.lot, by_lot, flow_by_lot, left_lot)
    other = _Ends(network.demand, by_demand, flow_by_demand, left_demand)
    least_demand, greatest_lot = _least_prices(network.value, some, ends, other)
    least_lot, greatest_demand = _least_prices(network.value, some, other, ends)
    found = PriceRange(least_demand, greatest_demand, greatest_lot, least_lot)
    for lot, demand in ((greatest_lot, least_demand), (least_lot, greatest_demand)):
        _must_prove(network, some, (left_lot, left_demand), (lot, demand))
    return found


@dataclass(frozen=True, eq=False)
class _Ends:
    """One side of all links: where they end, grouped, and who has weight left."""

    at: Ints
    links: _Groups
    flows: _Groups
    left: NDArray[np.bool_]


def _least_prices(
    value: Ints, some: NDArray[np.bool_], near: _Ends, far: _Ends
) -> tuple[Ints, Ints]:
    """The least prices of the far side, and what they leave to the near side."""
    price = np.zeros(len(far.left), dtype=np.int64)
    flow_value, flow_far = value[some], far.at[some]
    # A longest path visits each far end once at most; more passes mean a gaining cycle.
    for _ in range(len(price) + 2):
        rest = near.flows.least(flow_value - price[flow_far])
        rest[near.left] = 0
        higher = far.links.greatest(value - rest[near.at])
        if (higher == price).all():
            return price, rest
        price = higher
    raise NotProved("prices rise for ever: the flow can be improved")


def _left(units: Ints, ends: Ints, flow: Ints) -> NDArray[np.bool_]:
    used = np.zeros_like(units)
    np.add.at(used, ends, flow)
    return np.asarray(used < units)


def _must_prove(
    network: Network,
    some: NDArray[np.bool_],
    left: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    prices: tuple[Ints, Ints],
) -> None:
    """Every condition of the proof, in whole numbers."""
    lot, demand = prices
    slack = lot[network.lot] + demand[network.demand] - network.value
    holds = (
        bool((lot >= 0).all() and (demand >= 0).all() and (slack >= 0).all())
        and not slack[some].any()
        and not lot[left[0]].any()
        and not demand[left[1]].any()
    )
    if not holds:
        raise NotProved("the flow leaves value on the table")
