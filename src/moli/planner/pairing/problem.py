"""What a pairing is asked: who helps, who is helped, ties that exist, weights; all as arrays.

Rows are numbered from 0 in the order given; a plan names helpers and helped by these numbers.
Places are kilometres on a flat map, shares whole thousandths, what things weigh whole points
(what a point is worth is the caller's; only their proportions matter). Nothing is repaired: an
array that cannot be meant is refused with one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]

PER_MILLE = 1_000
KM_MAX = 20_000.0
# Whatever a pair gains, with all that its tie and the price of a change add to it, stays below
# 2^30, so that passes over all pairs may reckon in 32 bits.
POINTS_MAX = 10**8
POINTS_PER_KM_MAX = 1_000.0
NOBODY = -1


class BadProblem(ValueError):
    """A problem that cannot be meant; the sentence names the array, the row and the remedy."""


@dataclass(frozen=True, eq=False)
class Helpers:
    """Who helps, one row each: partners, enterprises or practitioners.

    `products` are the products that a helper deals in, a bit each; `capacity` is how many it can
    look after.
    """

    x_km: Floats
    y_km: Floats
    products: Bits
    capacity: Ints

    def __post_init__(self) -> None:
        """Check every column and keep a copy that nobody changes."""
        _settle(self, {"capacity": (0, 10**6)})

    def __len__(self) -> int:
        """How many there are."""
        return len(self.capacity)


@dataclass(frozen=True, eq=False)
class Helped:
    """Who is helped, one row each: secretaries, villages or households; each by one at most.

    `products` are what they grow, a bit each, none when nobody asked; `need` is how pressing it
    is, per mille. `tie` is the row of the helper that each has now, NOBODY without one, and
    `stay` how many points it is worth that this tie stays: what it has brought so far.
    """

    x_km: Floats
    y_km: Floats
    products: Bits
    need: Ints
    tie: Ints
    stay: Ints

    def __post_init__(self) -> None:
        """Check every column and keep a copy that nobody changes."""
        _settle(self, {"need": (0, PER_MILLE), "tie": (NOBODY, 10**9), "stay": (0, POINTS_MAX)})

    def __len__(self) -> int:
        """How many there are."""
        return len(self.need)


@dataclass(frozen=True)
class Weights:
    """What counts how much, in points.

    A kilometre between the two costs `points_per_km`; a helper that deals in nothing of what is
    grown `unfit`, in half of it half. Being left alone costs `alone`, and `need` more for whoever
    needs it most: a pair that costs more than that is not made.
    """

    points_per_km: float = 10.0
    unfit: int = 1_000
    alone: int = 4_000
    need: int = 1_000

    def __post_init__(self) -> None:
        """Refuse weights that nobody can mean."""
        if not 0 <= self.points_per_km <= POINTS_PER_KM_MAX:
            raise BadProblem(
                f"points_per_km is {self.points_per_km}; it must lie between 0 and "
                f"{POINTS_PER_KM_MAX:.0f}"
            )
        for name in ("unfit", "alone", "need"):
            value = getattr(self, name)
            if not 0 <= value <= POINTS_MAX:
                raise BadProblem(f"{name} is {value}; it must lie between 0 and {POINTS_MAX}")


@dataclass(frozen=True, eq=False)
class Problem:
    """One kind of pairing, planned as a whole.

    `changes_max` bounds how many of the ties that exist may be changed, None leaves it to the
    weights. A tie is changed when its helped gets another helper, or none.
    """

    helpers: Helpers
    helped: Helped
    weights: Weights = Weights()
    changes_max: int | None = None

    def __post_init__(self) -> None:
        """Refuse ties to nobody, and a bound that capacities rule out."""
        tie = self.helped.tie
        unknown = np.flatnonzero(tie >= len(self.helpers))
        if unknown.size:
            row = int(unknown[0])
            raise BadProblem(
                f"helped.tie of row {row} is {tie[row]}, but there are {len(self.helpers)} helpers"
            )
        if self.changes_max is None:
            return
        least = self.forced_changes
        if not least <= self.changes_max:
            raise BadProblem(
                f"changes_max is {self.changes_max}, but capacities force {least} ties to change; "
                "allow at least so many, or give the capacity that the ties need"
            )

    @property
    def ties_count(self) -> int:
        """How many ties exist."""
        return int((self.helped.tie != NOBODY).sum())

    @property
    def forced_changes(self) -> int:
        """How many ties cannot all stay, because their helpers have no more capacity for them."""
        held = self.helped.tie[self.helped.tie != NOBODY]
        count = np.bincount(held, minlength=len(self.helpers))
        return int(np.maximum(count - self.helpers.capacity, 0).sum())


def _settle(rows: Helpers | Helped, bounds: dict[str, tuple[int, int]]) -> None:
    """Replace the columns of one side by checked copies of one length."""
    length = len(np.asarray(getattr(rows, fields(rows)[0].name)))
    for column in fields(rows):
        name = f"{type(rows).__name__.lower()}.{column.name}"
        given = getattr(rows, column.name)
        if column.name in bounds:
            low, high = bounds[column.name]
            kept: Ints | Floats | Bits = _whole(name, given, low=low, high=high)
        elif column.name == "products":
            kept = _bits(name, given)
        else:
            kept = _kilometres(name, given)
        if len(kept) != length:
            raise BadProblem(
                f"{name} has {len(kept)} rows but the first column has {length}; "
                "give every column one row each"
            )
        kept.setflags(write=False)
        object.__setattr__(rows, column.name, kept)


def _whole(name: str, given: ArrayLike, *, low: int, high: int) -> Ints:
    column = np.asarray(given)
    if column.ndim != 1 or (column.size and column.dtype.kind not in "iu"):
        raise BadProblem(f"{name} must be a flat array of whole numbers; round them first")
    outside = np.flatnonzero((column < low) | (column > high))
    if outside.size:
        row = int(outside[0])
        raise BadProblem(
            f"{name} of row {row} is {column[row]}; it must lie between {low} and {high}"
        )
    return np.array(column, dtype=np.int64)


def _bits(name: str, given: ArrayLike) -> Bits:
    column = np.asarray(given)
    if column.ndim != 1 or (column.size and column.dtype.kind not in "iu"):
        raise BadProblem(f"{name} must be a flat array of whole numbers, a bit for each product")
    return np.array(column, dtype=np.uint64)


def _kilometres(name: str, given: ArrayLike) -> Floats:
    column = np.asarray(given)
    if column.ndim != 1 or (column.size and column.dtype.kind not in "iuf"):
        raise BadProblem(f"{name} must be a flat array of kilometres")
    kept = np.array(column, dtype=np.float64)
    outside = np.flatnonzero(~(np.abs(kept) <= KM_MAX))
    if outside.size:
        row = int(outside[0])
        raise BadProblem(
            f"{name} of row {row} is {kept[row]}; it must lie within {KM_MAX:.0f} km of the origin"
        )
    return kept
