"""Links: the pairs of a lot and a demand that may be matched, and what a kilogram is worth.

Built by whole columns, never pair by pair in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moli.planner.columns import Ints
from moli.planner.matching.formula import DemandSide, LotSide, link_value
from moli.planner.matching.layout import Layout, Part

# Columns of this many pairs stay in a core's own cache while the formula runs over them.
CHUNK_PAIRS = 1 << 15


@dataclass(frozen=True, eq=False)
class Links:
    """Parallel arrays, sorted by lot, then demand (places in the layout); value in li per kg."""

    lot: Ints
    demand: Ints
    value: Ints

    def __len__(self) -> int:
        """How many links there are."""
        return len(self.lot)

    def only(self, kept: NDArray[np.bool_] | Ints) -> Links:
        """The links at these places."""
        return Links(self.lot[kept], self.demand[kept], self.value[kept])


NO_LINKS = Links(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64))


def build_links(layout: Layout, parts: Sequence[Part]) -> Links:
    """All links of some products, by NumPy alone."""
    found = [
        _links_of_lots(layout, lot_from, lot_to)
        for part in parts
        for lot_from, lot_to in _chunks(part)
    ]
    if not found:
        return NO_LINKS
    links = Links(
        np.concatenate([some.lot for some in found]),
        np.concatenate([some.demand for some in found]),
        np.concatenate([some.value for some in found]),
    )
    return without(layout, links, layout.forbidden)


def without(layout: Layout, links: Links, keys: Ints) -> Links:
    """The links less the pairs whose keys (sorted) are given."""
    if not len(keys):
        return links
    return links.only(~among(layout.key(links.lot, links.demand), keys))


def among(keys: Ints, wanted: Ints) -> NDArray[np.bool_]:
    """Which keys are in a sorted list."""
    if not len(wanted):
        return np.zeros(len(keys), dtype=np.bool_)
    places = np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)
    return np.asarray(wanted[places] == keys)


def _chunks(part: Part) -> list[tuple[int, int]]:
    width = part.demand_to - part.demand_from
    step = max(1, CHUNK_PAIRS // width)
    return [(lot, min(lot + step, part.lot_to)) for lot in range(part.lot_from, part.lot_to, step)]


def _links_of_lots(layout: Layout, lot_from: int, lot_to: int) -> Links:
    """Links of neighbouring lots of one product."""
    first, count = layout.lots_to_demands
    demand_from = int(first[lot_from])
    demands = DemandSide(
        *(column[demand_from : demand_from + int(count[lot_from])] for column in layout.demands)
    )
    lots = LotSide(*(column[lot_from:lot_to, np.newaxis] for column in layout.lots))
    value, exists, *_ = link_value(lots, demands, layout.terms)
    lot, demand = np.nonzero(exists)
    return Links(lot + lot_from, demand + demand_from, value[lot, demand].astype(np.int64))
