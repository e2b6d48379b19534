"""The problem in an order of its own, so that the order in which rows came cannot matter.

Lots and demands are sorted by product and then by everything the planner knows of them. Two rows
that stay equal are equal in all that counts. One product's rows lie together.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from moli.planner.columns import Ints
from moli.planner.matching.formula import (
    DemandSide,
    LotSide,
    Terms,
    demand_side,
    lot_side,
    terms_of,
)
from moli.planner.matching.problem import Demands, Lots, Problem


@dataclass(frozen=True)
class Part:
    """One product: its rows are lots[lot_from:lot_to] and demands[demand_from:demand_to]."""

    product: int
    lot_from: int
    lot_to: int
    demand_from: int
    demand_to: int

    @property
    def lots(self) -> slice:
        """Its lots."""
        return slice(self.lot_from, self.lot_to)

    @property
    def demands(self) -> slice:
        """Its demands."""
        return slice(self.demand_from, self.demand_to)

    @property
    def pairs(self) -> int:
        """How many pairs may be links."""
        return (self.lot_to - self.lot_from) * (self.demand_to - self.demand_from)


@dataclass(frozen=True, eq=False)
class Layout:
    """A problem laid out; `lot_rows[i]` is the problem's row number of lot i here."""

    lot_rows: Ints
    demand_rows: Ints
    lot_grams: Ints
    demand_grams: Ints
    lots: LotSide
    demands: DemandSide
    terms: Terms
    parts: tuple[Part, ...]
    forbidden: Ints
    preferred: Ints
    unit_grams: int

    @cached_property
    def lots_to_demands(self) -> tuple[Ints, Ints]:
        """For each lot, the first demand of its product and how many there are."""
        first = np.zeros(len(self.lot_rows), dtype=np.int64)
        count = np.zeros(len(self.lot_rows), dtype=np.int64)
        for part in self.parts:
            first[part.lots] = part.demand_from
            count[part.lots] = part.demand_to - part.demand_from
        return first, count

    def key(self, lot: Ints, demand: Ints) -> Ints:
        """One number for each pair."""
        return lot * np.int64(len(self.demand_rows)) + demand


def lay_out(problem: Problem) -> Layout:
    """Sort a problem into its own order and find its products."""
    lot_rows, demand_rows = _order(problem.lots), _order(problem.demands)
    lot_of, demand_of = inverse(lot_rows), inverse(demand_rows)
    products, lot_cuts, demand_cuts = _cuts(
        problem.lots.product[lot_rows], problem.demands.product[demand_rows]
    )
    parts = tuple(
        Part(int(product), int(a), int(b), int(c), int(d))
        for product, a, b, c, d in zip(
            products, lot_cuts, lot_cuts[1:], demand_cuts, demand_cuts[1:], strict=False
        )
        if a < b and c < d
    )

    def pairs(given: Ints) -> Ints:
        key = lot_of[given[:, 0]] * np.int64(len(demand_rows)) + demand_of[given[:, 1]]
        return np.sort(key)

    lots, demands = lot_side(problem), demand_side(problem)
    return Layout(
        lot_rows=lot_rows,
        demand_rows=demand_rows,
        lot_grams=np.ascontiguousarray(problem.lots.grams[lot_rows]),
        demand_grams=np.ascontiguousarray(problem.demands.grams[demand_rows]),
        lots=LotSide(*(np.ascontiguousarray(column[lot_rows]) for column in lots)),
        demands=DemandSide(*(np.ascontiguousarray(column[demand_rows]) for column in demands)),
        terms=terms_of(problem),
        parts=parts,
        forbidden=pairs(problem.conditions.forbidden),
        preferred=pairs(problem.conditions.preferred),
        unit_grams=problem.unit_grams,
    )


def _order(rows: Lots | Demands) -> Ints:
    """Rows by product, then by all other columns; lexsort takes the most important key last."""
    columns = [getattr(rows, column.name) for column in fields(rows)]
    return np.lexsort(columns[::-1]).astype(np.int64)


def inverse(order: Ints) -> Ints:
    """For each row, its place in an order."""
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places


def _cuts(lot_products: Ints, demand_products: Ints) -> tuple[Ints, Ints, Ints]:
    """All products, and where each begins on both sides; the last cut ends the last product."""
    products = np.unique(np.concatenate([lot_products, demand_products]))
    edges = np.append(products, np.iinfo(np.int64).max)
    return products, np.searchsorted(lot_products, edges), np.searchsorted(demand_products, edges)
