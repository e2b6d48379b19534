"""Problems to measure and to test with: seeded, and of the two sizes that a county knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moli.planner.columns import Bits, Ints
from moli.planner.pairing.problem import NOBODY, Helped, Helpers, Problem, Weights

_PRODUCTS = 12
_SIDE_KM = 100.0


@dataclass(frozen=True)
class Size:
    """How many help, how many are helped, and how many each can look after."""

    helpers: int
    helped: int
    capacity: int


SIZES = {
    "villages": Size(340, 300, 1),
    "households": Size(5_000, 50_000, 10),
}
WEIGHTS = Weights(points_per_km=30.0, unfit=1_000, alone=4_000, need=500)


def random_problem(
    size: str | Size, *, seed: int = 0, tied_share: float = 0.0, changes_max: int | None = None
) -> Problem:
    """A problem of a named size: places at random, a few products each.

    So great a share of the helped has a tie to somebody, nobody more than it can look after.
    """
    wanted = SIZES[size] if isinstance(size, str) else size
    chance = np.random.default_rng(seed)
    tie = _ties(chance, wanted, tied_share)
    helped = Helped(
        x_km=chance.uniform(0, _SIDE_KM, wanted.helped),
        y_km=chance.uniform(0, _SIDE_KM, wanted.helped),
        products=_some_products(chance, wanted.helped, 2),
        need=chance.integers(0, 1_001, wanted.helped),
        tie=tie,
        stay=np.where(tie == NOBODY, 0, chance.integers(0, 500, wanted.helped)),
    )
    helpers = Helpers(
        x_km=chance.uniform(0, _SIDE_KM, wanted.helpers),
        y_km=chance.uniform(0, _SIDE_KM, wanted.helpers),
        products=_some_products(chance, wanted.helpers, 4),
        capacity=np.full(wanted.helpers, wanted.capacity),
    )
    return Problem(helpers, helped, WEIGHTS, changes_max)


def _some_products(chance: np.random.Generator, rows: int, most: int) -> Bits:
    products = np.zeros(rows, dtype=np.uint64)
    for _ in range(most):
        products |= np.uint64(1) << chance.integers(0, _PRODUCTS, rows).astype(np.uint64)
    return products


def _ties(chance: np.random.Generator, wanted: Size, share: float) -> Ints:
    places = chance.permutation(np.repeat(np.arange(wanted.helpers), wanted.capacity))
    tie = np.full(wanted.helped, NOBODY, dtype=np.int64)
    count = min(int(share * wanted.helped), len(places))
    tie[chance.permutation(wanted.helped)[:count]] = places[:count]
    return tie
