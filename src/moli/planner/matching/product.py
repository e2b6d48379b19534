"""One large product as the compiled passes read it; its lots and demands count from 0."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from moli.planner.columns import Ints
from moli.planner.matching.formula import DemandSide, LotSide, Terms
from moli.planner.matching.kernels import best_rests, nearest_links
from moli.planner.matching.layout import Layout, Part

CompiledLinks = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


@dataclass(frozen=True, eq=False)
class Product:
    """Columns of both sides, weights in whole units, and forbidden pairs by lot."""

    lots: LotSide
    demands: DemandSide
    terms: Terms
    forbidden: tuple[Ints, Ints]
    lot_units: Ints
    demand_units: Ints

    @classmethod
    def of(cls, layout: Layout, part: Part) -> Product:
        """Cut one product out of the layout."""
        return cls(
            lots=LotSide(*(column[part.lots] for column in layout.lots)),
            demands=DemandSide(*(column[part.demands] for column in layout.demands)),
            terms=layout.terms,
            forbidden=_forbidden_by_lot(layout, part),
            lot_units=layout.lot_grams[part.lots] // layout.unit_grams,
            demand_units=layout.demand_grams[part.demands] // layout.unit_grams,
        )

    @property
    def lots_count(self) -> int:
        """How many lots there are."""
        return len(self.lot_units)

    @property
    def demands_count(self) -> int:
        """How many demands there are."""
        return len(self.demand_units)

    def sample(self, rows: Ints) -> Product:
        """Some of the lots, and demands cut in the same proportion; forbidden pairs forgotten."""
        share = float(self.lot_units[rows].sum()) / float(self.lot_units.sum())
        return replace(
            self,
            lots=LotSide(*(column[rows] for column in self.lots)),
            lot_units=self.lot_units[rows],
            demand_units=np.maximum(1, (self.demand_units * share).astype(np.int64)),
            forbidden=(np.zeros(len(rows) + 1, np.int64), np.empty(0, np.int64)),
        )

    def rests(self, prices: Ints) -> Ints:
        """What each lot keeps after paying demand prices: dual prices on all pairs."""
        found = np.empty(self.lots_count, dtype=np.int32)
        best_rests(
            self.lots, self.demands, self.terms, self.forbidden, prices.astype(np.int32), found
        )
        return found.astype(np.int64)

    def bound(self, prices: Ints) -> int:
        """What no plan can exceed, by these prices."""
        return int(self.rests(prices) @ self.lot_units) + int(prices @ self.demand_units)

    def nearest(self, prices: Ints, k: int) -> tuple[Ints, Ints]:
        """Keys (lot × demands + demand, sorted) and values of each lot's k best links."""
        columns = np.empty((self.lots_count, k), dtype=np.int32)
        values, counts = np.empty_like(columns), np.empty(self.lots_count, dtype=np.int32)
        nearest_links(
            self.lots,
            self.demands,
            self.terms,
            self.forbidden,
            prices.astype(np.int32),
            (columns, values, counts),
        )
        listed = np.arange(k) < counts[:, np.newaxis]
        first = np.arange(self.lots_count)[:, np.newaxis] * np.int64(self.demands_count)
        keys = (first + columns)[listed]
        order = np.argsort(keys)
        return keys[order], values[listed][order].astype(np.int64)

    def as_links(self, keys: Ints, values: Ints) -> CompiledLinks:
        """Links as the compiled simplex reads them."""
        lot, demand = np.divmod(keys, self.demands_count)
        return lot.astype(np.int32), demand.astype(np.int32), values.astype(np.int32)


def _forbidden_by_lot(layout: Layout, part: Part) -> tuple[Ints, Ints]:
    """Where each lot's forbidden demands begin, and these demands, counted from the first."""
    width = np.int64(len(layout.demand_rows))
    lot, demand = np.divmod(layout.forbidden, width)
    # A pair of two products is no link anyhow.
    own = (lot >= part.lot_from) & (lot < part.lot_to)
    own &= (demand >= part.demand_from) & (demand < part.demand_to)
    starts = np.searchsorted(lot[own], np.arange(part.lot_from, part.lot_to + 1))
    return starts.astype(np.int64), demand[own] - part.demand_from
