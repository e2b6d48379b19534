"""What a siting is asked: villages, their people, where stations stand, and how many may open.

Rows are numbered from 0 in the order given. Places are kilometres on a flat map. Nothing is
repaired: an array that cannot be meant is refused with one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from moli.planner.columns import KM_MAX, BadProblem, Floats, Ints, settle

PER_MILLE = 1_000
# Twice everybody on earth, so that sums of all villages stay far within 64 bits.
PEOPLE_MAX = 10**9
_VILLAGES_MAX = 100_000


@dataclass(frozen=True, eq=False)
class Villages:
    """One row each: where it is, how many live there, and how many of them are poor.

    `has_station` is 1 where a station stands already, `may_open` 1 where one could open.
    """

    x_km: Floats
    y_km: Floats
    people: Ints
    poor: Ints
    has_station: Ints
    may_open: Ints

    def __post_init__(self) -> None:
        """Check every column and keep a copy that nobody changes."""
        settle(
            self,
            {
                "people": (0, PEOPLE_MAX),
                "poor": (0, PEOPLE_MAX),
                "has_station": (0, 1),
                "may_open": (0, 1),
            },
        )
        more = np.flatnonzero(self.poor > self.people)
        if more.size:
            row = int(more[0])
            raise BadProblem(
                f"villages.poor of row {row} is {self.poor[row]}, more than its "
                f"{self.people[row]} people; count the poor among the people"
            )
        if len(self) > _VILLAGES_MAX:
            raise BadProblem(
                f"there are {len(self)} villages; plan for at most {_VILLAGES_MAX} at a time"
            )

    def __len__(self) -> int:
        """How many there are."""
        return len(self.people)


@dataclass(frozen=True, eq=False)
class Problem:
    """The next stations of a county, planned together.

    A village is covered when a station stands within `reach_km` of it (itself included). A
    covered person counts 1,000, a poor one `poor_per_mille` more. `count` stations may open.
    """

    villages: Villages
    reach_km: float
    count: int
    poor_per_mille: int = PER_MILLE

    def __post_init__(self) -> None:
        """Refuse a reach, a count or a weight that nobody can mean."""
        if not (isfinite(self.reach_km) and 0 <= self.reach_km <= KM_MAX):
            raise BadProblem(f"reach_km is {self.reach_km}; it must lie between 0 and {KM_MAX:.0f}")
        if self.count < 0:
            raise BadProblem(f"count is {self.count}; it must not be less than nothing")
        if not 0 <= self.poor_per_mille <= 100 * PER_MILLE:
            raise BadProblem(
                f"poor_per_mille is {self.poor_per_mille}; it must lie between 0 and "
                f"{100 * PER_MILLE}"
            )

    @property
    def weights(self) -> Ints:
        """What each village counts when it is covered, in thousandths of a person."""
        rows = self.villages
        return rows.people * PER_MILLE + rows.poor * self.poor_per_mille
