"""Links as an engine sees them: only rows that have a link, counted from 0; and back again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moli.planner.columns import Ints
from moli.planner.matching.duals import PriceRange, price_range
from moli.planner.matching.flow import Network
from moli.planner.matching.layout import Layout
from moli.planner.matching.links import Links


@dataclass(frozen=True, eq=False)
class Market:
    """A network, and the places in the layout of its lots and demands."""

    network: Network
    lots: Ints
    demands: Ints


def market_of(layout: Layout, links: Links) -> Market:
    """The transportation problem over some links, in whole units of weight."""
    lots, lot = np.unique(links.lot, return_inverse=True)
    demands, demand = np.unique(links.demand, return_inverse=True)
    network = Network(
        lot_units=layout.lot_grams[lots] // layout.unit_grams,
        demand_units=layout.demand_grams[demands] // layout.unit_grams,
        lot=lot.astype(np.int64),
        demand=demand.astype(np.int64),
        value=links.value,
    )
    return Market(network, lots, demands)


def prices_of_flow(layout: Layout, links: Links, units: Ints) -> PriceRange:
    """The least and greatest dual prices of a flow, one row per lot and demand of the layout.

    Raises NotProved where the flow is not the most valuable on these links.
    """
    market = market_of(layout, links)
    found = price_range(market.network, units)

    def spread(prices: Ints, places: Ints, rows: int) -> Ints:
        result = np.zeros(rows, dtype=np.int64)
        result[places] = prices
        return result

    lots, demands = len(layout.lot_rows), len(layout.demand_rows)
    return PriceRange(
        least_demand=spread(found.least_demand, market.demands, demands),
        greatest_demand=spread(found.greatest_demand, market.demands, demands),
        greatest_lot=spread(found.greatest_lot, market.lots, lots),
        least_lot=spread(found.least_lot, market.lots, lots),
    )


def lot_prices(layout: Layout, links: Links, demand_prices: Ints) -> Ints:
    """What the best link leaves to each lot after the demand has had its price, at least 0."""
    best = np.zeros(len(layout.lot_rows), dtype=np.int64)
    if len(links):
        starts = np.flatnonzero(np.diff(links.lot, prepend=-1))
        rest = np.maximum.reduceat(links.value - demand_prices[links.demand], starts)
        best[links.lot[starts]] = np.maximum(rest, 0)
    return best
