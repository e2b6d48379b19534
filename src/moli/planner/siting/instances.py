"""Problems to measure and to test with: seeded, of a county's size and of a province's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moli.planner.siting.problem import Problem, Villages


@dataclass(frozen=True)
class Size:
    """How many villages on a square of what side, how many have a station, how many open."""

    villages: int
    side_km: float
    stations: int
    count: int


SIZES = {"county": Size(311, 60.0, 100, 20), "province": Size(14_000, 480.0, 6_000, 300)}


def random_problem(size: str | Size, *, seed: int = 0, reach_km: float = 2.5) -> Problem:
    """A problem of a named size: villages at random, 500 to 5,000 people, a third poor at most."""
    wanted = SIZES[size] if isinstance(size, str) else size
    chance = np.random.default_rng(seed)
    people = chance.integers(500, 5_001, wanted.villages)
    has_station = np.zeros(wanted.villages, dtype=np.int64)
    has_station[chance.permutation(wanted.villages)[: wanted.stations]] = 1
    return Problem(
        Villages(
            x_km=chance.uniform(0, wanted.side_km, wanted.villages),
            y_km=chance.uniform(0, wanted.side_km, wanted.villages),
            people=people,
            poor=people * chance.integers(0, 34, wanted.villages) // 100,
            has_station=has_station,
            may_open=np.ones(wanted.villages, dtype=np.int64),
        ),
        reach_km=reach_km,
        count=wanted.count,
    )
