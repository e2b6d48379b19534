"""A problem laid out for the engines: rows in an order of their own, gains ready to be reckoned.

The order follows from what rows say and not from where they stood, so that the same people in
another order get the same plan; rows that say the same may be exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from moli.planner.columns import Bits, Floats, Ints
from moli.planner.pairing.problem import NOBODY, Problem

Int32s = NDArray[np.int32]


class Helping(NamedTuple):
    """What a pass reads of helpers."""

    x_km: Floats
    y_km: Floats
    products: Bits


class Asking(NamedTuple):
    """What a pass reads of the helped.

    `grown` counts its products, `step` is what each of them costs that the helper does not deal
    in. `alone` is what being left alone costs it, `bonus` what its tie is worth when it stays.
    """

    x_km: Floats
    y_km: Floats
    products: Bits
    grown: Int32s
    step: Floats
    alone: Int32s
    tie: Int32s
    bonus: Int32s


@dataclass(frozen=True, eq=False)
class Layout:
    """Both sides in the planner's order; `helper_rows` and `helped_rows` lead back."""

    helping: Helping
    asking: Asking
    capacity: Ints
    points_per_km: float
    helper_rows: Ints
    helped_rows: Ints

    @property
    def pairs(self) -> int:
        """How many pairs there could be."""
        return len(self.helper_rows) * len(self.helped_rows)

    @property
    def ties_count(self) -> int:
        """How many ties exist."""
        return int((self.asking.tie != NOBODY).sum())

    def with_change_price(self, price: int) -> Layout:
        """The same, where every tie that stays is worth so many points more."""
        more = np.where(self.asking.tie != NOBODY, price, 0)
        bonus = (self.asking.bonus + more).astype(np.int32)
        return replace(self, asking=self.asking._replace(bonus=bonus))

    def of_rows(self, rows: Ints, capacity: Ints) -> Layout:
        """Some of the helped alone, and so much capacity for them."""
        return replace(
            self,
            asking=Asking._make(column[rows] for column in self.asking),
            capacity=capacity,
            helped_rows=self.helped_rows[rows],
        )


def lay_out(problem: Problem) -> Layout:
    """Sort both sides by what they say."""
    helpers, helped, weights = problem.helpers, problem.helped, problem.weights
    helper_rows = np.lexsort((helpers.capacity, helpers.products, helpers.y_km, helpers.x_km))
    place = np.empty(len(helpers) + 1, dtype=np.int64)
    place[helper_rows] = np.arange(len(helpers))
    place[NOBODY] = NOBODY
    tie = place[helped.tie]
    columns = (tie, helped.stay, helped.need, helped.products, helped.y_km, helped.x_km)
    rows = np.lexsort(columns)
    alone = weights.alone + weights.need * helped.need // 1_000
    grown = np.bitwise_count(helped.products[rows]).astype(np.int32)
    return Layout(
        helping=Helping(
            helpers.x_km[helper_rows], helpers.y_km[helper_rows], helpers.products[helper_rows]
        ),
        asking=Asking(
            x_km=helped.x_km[rows],
            y_km=helped.y_km[rows],
            products=helped.products[rows],
            grown=grown,
            step=weights.unfit / np.maximum(grown, 1),
            alone=alone[rows].astype(np.int32),
            tie=tie[rows].astype(np.int32),
            bonus=helped.stay[rows].astype(np.int32),
        ),
        # One place more than there are helped: such a helper is never full, and its price stays
        # nothing.
        capacity=np.minimum(helpers.capacity[helper_rows], len(helped) + 1),
        points_per_km=float(weights.points_per_km),
        helper_rows=helper_rows,
        helped_rows=rows,
    )
