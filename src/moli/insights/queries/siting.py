"""Where the next stations of a county open, planned from its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from moli.insights.queries.station_reach import StationReach
from moli.kernel.distance import flat_kilometres
from moli.places.models import Division
from moli.places.queries.directory import divisions_of_codes
from moli.planner.siting import Problem, Reason, Villages, explain, reached_today, solve


@dataclass(frozen=True)
class Asked:
    """So many stations, each reaching so far; a poor person counts so much more.

    `only_active`: stations in which nothing is done count as if they were not there.
    """

    count: int
    reach_km: float
    poor_per_mille: int = 1_000
    only_active: bool = True


@dataclass(frozen=True)
class NextPlace:
    """A village in which a station should open, and what speaks for it.

    `reason` tells villages, people and poor that it adds to those before it, how many only it
    reaches, and how far the nearest station is today.
    """

    village: Division
    reason: Reason
    has_quiet_station: bool


@dataclass(frozen=True)
class Siting:
    """The plan: its places, whichever adds most first, and people within reach before and after.

    `unplaced` villages have no point on the map and cannot be planned for. `is_proved` says that
    no other choice of as many places reaches more.
    """

    places: Sequence[NextPlace]
    people: int
    poor: int
    people_before: int
    people_after: int
    poor_before: int
    poor_after: int
    unplaced: int
    is_proved: bool


def siting(asked: Asked, *, county_code: str, on: date) -> Siting:
    """Plan the next stations of a county: people on record, places from the map.

    A village has a station when one is open (or active, as asked) in it; stations may open where
    there is none. Deterministic. Raises `planner.columns.BadProblem` for what cannot be meant.
    """
    reached = StationReach(county_code, on).villages()
    rows = {row.code: row for row in divisions_of_codes([row.code for row in reached])}
    placed = [each for each in reached if rows[each.code].longitude is not None]
    villages = [rows[each.code] for each in placed]
    at = _on_the_map(villages)
    standing = [bool(each.active if asked.only_active else each.stations) for each in placed]
    problem = Problem(
        villages=Villages(
            x_km=at[:, 0],
            y_km=at[:, 1],
            people=np.array([each.people for each in placed], dtype=np.int64),
            poor=np.array([each.poor for each in placed], dtype=np.int64),
            has_station=np.array(standing, dtype=np.int64),
            may_open=np.array([not there for there in standing], dtype=np.int64),
        ),
        reach_km=asked.reach_km,
        count=asked.count,
        poor_per_mille=asked.poor_per_mille,
    )
    plan = solve(problem)
    covered = reached_today(problem)
    reasons = explain(problem, plan)
    people_before = int(problem.villages.people[covered].sum())
    poor_before = int(problem.villages.poor[covered].sum())
    return Siting(
        places=[
            NextPlace(villages[each.row], each, has_quiet_station=bool(placed[each.row].stations))
            for each in reasons
        ],
        people=int(problem.villages.people.sum()),
        poor=int(problem.villages.poor.sum()),
        people_before=people_before,
        people_after=people_before + sum(each.people for each in reasons),
        poor_before=poor_before,
        poor_after=poor_before + sum(each.poor for each in reasons),
        unplaced=len(reached) - len(placed),
        is_proved=plan.is_proved_best,
    )


def _on_the_map(villages: Sequence[Division]) -> np.typing.NDArray[np.float64]:
    """East and north of the first village, in kilometres."""
    if not villages:
        return np.zeros((0, 2))
    first = villages[0]
    return np.array(
        [
            flat_kilometres(
                longitude=row.longitude or 0.0,
                latitude=row.latitude or 0.0,
                origin_longitude=first.longitude or 0.0,
                origin_latitude=first.latitude or 0.0,
            )
            for row in villages
        ]
    )
