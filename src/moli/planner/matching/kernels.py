"""Passes over all pairs of a large product, compiled; imported only where one is large.

Values fit in 32 bits (see `problem.LI_PER_KG_MAX`), and a maximum over 32-bit integers uses the
whole width of the machine, while one over floats does not. A pair without a link is −1.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from moli.planner.compiled import compiled
from moli.planner.matching import formula
from moli.planner.matching.formula import DemandSide, LotSide

_NO_LINK = -1
_EMPTY = -(2**31)

link_value = compiled(formula.link_value)


@compiled
def values_of_lot(lots: Any, i: int, demands: Any, terms: Any, row: Any) -> None:
    """The value of one lot at every demand of its product, −1 where there is no link."""
    lot = LotSide(
        lots.x_km[i],
        lots.y_km[i],
        lots.floor[i],
        lots.grade[i],
        lots.ready_from[i],
        lots.keeps_to[i],
        lots.shelf_days[i],
        lots.poor[i],
        lots.urgent[i],
    )
    for j in range(row.shape[0]):
        demand = DemandSide(
            demands.x_km[j],
            demands.y_km[j],
            demands.ceiling[j],
            demands.lowest_grade[j],
            demands.deliver_from[j],
            demands.deliver_to[j],
        )
        answer = link_value(lot, demand, terms)
        row[j] = np.int32(answer[0]) if answer[1] else np.int32(_NO_LINK)


@compiled
def values_without(lots: Any, i: int, demands: Any, terms: Any, forbidden: Any, row: Any) -> None:
    """The same, less the forbidden pairs: starts of each lot, then demands."""
    values_of_lot(lots, i, demands, terms, row)
    starts, column = forbidden
    for place in range(starts[i], starts[i + 1]):
        row[column[place]] = np.int32(_NO_LINK)


@compiled
def best_rests(
    lots: Any, demands: Any, terms: Any, forbidden: Any, prices: Any, rests: Any
) -> None:
    """What the best link leaves to each lot, at least 0: the proof's pass over all pairs."""
    row = np.empty(prices.shape[0], np.int32)
    for i in range(rests.shape[0]):
        values_without(lots, i, demands, terms, forbidden, row)
        best = np.int32(0)
        for j in range(row.shape[0]):
            best = max(best, np.int32(row[j] - prices[j]))
        rests[i] = best


@compiled
def _sink(heap: Any, size: int, rest: int, column: int) -> None:
    """Put a link in the place of the least of a full heap."""
    rests, columns = heap
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and rests[child + 1] < rests[child]:
            child += 1
        if rests[child] >= rest:
            break
        rests[place] = rests[child]
        columns[place] = columns[child]
        place = child
    rests[place] = rest
    columns[place] = column


@compiled
def nearest_links(
    lots: Any, demands: Any, terms: Any, forbidden: Any, prices: Any, lists: Any
) -> None:
    """For each lot its best links by value *less price*.

    Lists by bare value would be worthless: every lot would name the same dear demands.
    `lists` = columns and values (lots × k, in no order) and counts, all to be filled. Of links
    that are equal the first demands stay.
    """
    columns, values, counts = lists
    k = columns.shape[1]
    row = np.empty(prices.shape[0], np.int32)
    rests, best = np.empty(k, np.int32), np.empty(k, np.int32)
    for i in range(counts.shape[0]):
        values_without(lots, i, demands, terms, forbidden, row)
        rests[:] = _EMPTY
        for j in range(row.shape[0]):
            if row[j] > _NO_LINK and np.int32(row[j] - prices[j]) > rests[0]:
                _sink((rests, best), k, int(row[j]) - int(prices[j]), j)
        count = 0
        for place in range(k):
            if rests[place] > _EMPTY:
                columns[i, count] = best[place]
                values[i, count] = row[best[place]]
                count += 1
        counts[i] = count


@compiled
def take_links(order: Any, lot: Any, demand: Any, left: Any, limits: Any, taken: Any) -> None:
    """One pass over links in an order, each taking all that is left; see `greedy`."""
    lot_left, demand_left = left
    lots_of_demand = np.zeros(demand_left.shape[0], np.int64)
    for link in order:
        seller, buyer = lot[link], demand[link]
        load = min(lot_left[seller], demand_left[buyer])
        if load >= limits[0] and lots_of_demand[buyer] < limits[1]:
            taken[link] = load
            lot_left[seller] -= load
            demand_left[buyer] -= load
            lots_of_demand[buyer] += 1
