"""What a pairing is asked: who helps, who is helped, ties that exist, weights; all as arrays.

Rows are numbered from 0 in the order given; a plan names helpers and helped by these numbers.
Places are kilometres on a flat map, shares whole thousandths, what things weigh whole points
(what a point is worth is the caller's; only their proportions matter). Nothing is repaired: an
array that cannot be meant is refused with one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moli.planner.columns import BadProblem, Bits, Floats, Ints, settle

PER_MILLE = 1_000
# Whatever a pair gains, with all that its tie and the price of a change add to it, stays below
# 2^30, so that passes over all pairs may reckon in 32 bits.
POINTS_MAX = 10**8
POINTS_PER_KM_MAX = 1_000.0
NOBODY = -1


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
        settle(self, {"capacity": (0, 10**6)}, bits=("products",))

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
        settle(
            self,
            {"need": (0, PER_MILLE), "tie": (NOBODY, 10**9), "stay": (0, POINTS_MAX)},
            bits=("products",),
        )

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
