"""Large products: a short list of links that grows until prices prove that it suffices.

Column generation (Ford & Fulkerson 1958) on the transportation problem. First prices come from a
sample of the lots, solved in the same way. Each lot then lists the links that are best *after*
paying these prices; the best flow on the list gives new prices; one pass over all pairs finds the
links that would still gain. When none would, the flow is the best on all links and the prices are
its proof. Preferred pairs are not looked at here: ties are rare among so many rows.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from moli.planner.columns import Ints
from moli.planner.matching.answer import Flows, Prices
from moli.planner.matching.duals import NotProved
from moli.planner.matching.greedy import greedy_flows
from moli.planner.matching.layout import Layout, Part
from moli.planner.matching.links import build_links
from moli.planner.matching.problem import Conditions
from moli.planner.matching.product import Product
from moli.planner.matching.simplex import Tree, bare_tree, block_of, flows_of, improve
from moli.planner.stop import Stop

# Links of each lot to begin with, in a sample, and added in a round. With fewer, more rounds are
# needed; with more, each takes longer; the time is flat between 10 and 30.
_LISTED = 16
_LISTED_IN_SAMPLE = 32
_ADDED = 8
_SAMPLE_ONE_OF = 8
_SAMPLE_MIN = 200
# A sample's prices are only a start: the third round changes them by less than its own chance.
_SAMPLE_ROUNDS = 3
# Threads beyond two wait for memory, and the largest product alone is a third of the work.
_THREADS = 2

ENGINE = "column generation, network simplex"


def solve_large(
    layout: Layout,
    parts: Sequence[Part],
    conditions: Conditions,
    *,
    stop: Stop,
    seed: int,
    prices: Prices,
) -> list[Flows]:
    """Solve each product, the largest first, on two threads; fill in their dual prices."""

    def work(part: Part) -> Flows:
        if stop(rounds=0):
            links = build_links(layout, [part])
            return greedy_flows(layout, links, conditions, prices=prices)
        return _solve_product(layout, part, stop=stop, seed=seed, prices=prices)

    largest_first = sorted(parts, key=lambda part: -part.pairs)
    with ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1)) as threads:
        return list(threads.map(work, largest_first))


def _solve_product(layout: Layout, part: Part, *, stop: Stop, seed: int, prices: Prices) -> Flows:
    product = Product.of(layout, part)
    chance = np.random.default_rng([seed, part.product])
    search = _Search(product, first_prices(product, chance), listed=_LISTED)
    while not (search.is_proved or (search.rounds and stop(rounds=search.rounds))):
        search.next_round()
    prices.demand[part.demands] = search.best_prices
    prices.lot[part.lots] = product.rests(search.best_prices)
    lot, demand, units = flows_of(search.tree, product.lots_count)
    return Flows(lot + part.lot_from, demand + part.demand_from, units * layout.unit_grams, ENGINE)


class _Search:
    """A growing list of links, the best plan on it so far, and the best bound so far."""

    def __init__(self, product: Product, prices: Ints, *, listed: int) -> None:
        self.product = product
        self.tree: Tree = bare_tree(product.lot_units, product.demand_units)
        self.keys, self.values = product.nearest(prices, listed)
        self.best_prices = prices
        self.bound = product.bound(prices)
        self.rounds = 0
        self.is_proved = False

    def next_round(self) -> None:
        """Best flow on the list; then its prices on all pairs, and the links that still gain."""
        product = self.product
        lots = product.lots_count
        improve(self.tree, lots, product.as_links(self.keys, self.values), block_of(len(self.keys)))
        self.rounds += 1
        prices = self.tree.price[lots:-1].copy()
        kept = self.tree.price[:lots]
        value = int(kept @ product.lot_units) + int(prices @ product.demand_units)
        bound = product.bound(prices)
        if bound < self.bound:
            self.bound, self.best_prices = bound, prices
        self.is_proved = self.bound == value
        if not self.is_proved:
            self._add_links(prices, kept)

    def _add_links(self, prices: Ints, kept: Ints) -> None:
        """List the links that are worth more than their lot and demand ask for together."""
        keys, values = self.product.nearest(prices, _ADDED)
        lot, demand = np.divmod(keys, self.product.demands_count)
        gains = values - prices[demand] > kept[lot]
        if not gains.any():
            raise NotProved("no link gains any more, and yet the prices prove nothing")
        merged = np.concatenate([self.keys, keys[gains]])
        self.keys, first = np.unique(merged, return_index=True)
        self.values = np.concatenate([self.values, values[gains]])[first]


def first_prices(product: Product, chance: np.random.Generator) -> Ints:
    """Rough prices of the demands: those of a sample of lots, with demands cut to its size."""
    if product.lots_count <= _SAMPLE_MIN:
        return np.zeros(product.demands_count, dtype=np.int64)
    size = max(product.lots_count // _SAMPLE_ONE_OF, _SAMPLE_MIN)
    rows = np.sort(chance.choice(product.lots_count, size, replace=False))
    sample = product.sample(rows)
    # A smallest sample has no prices to begin with and lists everything, or its lots would all
    # name the same dear demands.
    listed = _LISTED_IN_SAMPLE if size > _SAMPLE_MIN else product.demands_count
    search = _Search(sample, first_prices(sample, chance), listed=listed)
    while not search.is_proved and search.rounds < _SAMPLE_ROUNDS:
        search.next_round()
    return search.best_prices
