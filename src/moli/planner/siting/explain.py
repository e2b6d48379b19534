"""Why a station opens where the plan says: whom it reaches, and what would be lost without it.

Structured data, not sentences: doors choose the words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moli.planner.columns import Ints
from moli.planner.siting.plan import Plan
from moli.planner.siting.problem import Problem

_ROUNDING_KM = 1e-4


@dataclass(frozen=True)
class Reason:
    """What speaks for one place, in the order in which places should open.

    Each place is told what it adds to those before it: `villages`, `people` and `poor` that
    come within reach. `only_people` are reached by no other place of the plan; `nearest_km` is
    how far the nearest station is today, infinite when there is none.
    """

    row: int
    villages: int
    people: int
    poor: int
    only_people: int
    nearest_km: float


def explain(problem: Problem, plan: Plan) -> list[Reason]:
    """The places of a plan, whichever adds most first; equal ones in the order of their rows."""
    villages, weights = problem.villages, problem.weights
    standing = np.flatnonzero(villages.has_station)
    covered = reached_today(problem)
    reached = {row: _reached(problem, row) & ~covered for row in plan.opened.tolist()}
    times = sum((there.astype(np.int64) for there in reached.values()), np.zeros(len(villages)))
    reasons = []
    while reached:
        row = max(reached, key=lambda one: (int(weights[reached[one] & ~covered].sum()), -one))
        there = reached.pop(row)
        new, alone = there & ~covered, there & (times == 1)
        covered |= there
        reasons.append(
            Reason(
                row=row,
                villages=int(new.sum()),
                people=int(villages.people[new].sum()),
                poor=int(villages.poor[new].sum()),
                only_people=int(villages.people[alone].sum()),
                nearest_km=_nearest(problem, row, standing),
            )
        )
    return reasons


def reached_today(problem: Problem) -> np.typing.NDArray[np.bool_]:
    """Which villages have a station within reach already."""
    reached = np.zeros(len(problem.villages), dtype=bool)
    for row in np.flatnonzero(problem.villages.has_station).tolist():
        reached |= _reached(problem, row)
    return reached


def _reached(problem: Problem, row: int) -> np.typing.NDArray[np.bool_]:
    villages = problem.villages
    away = np.hypot(villages.x_km - villages.x_km[row], villages.y_km - villages.y_km[row])
    return np.asarray(away <= problem.reach_km + _ROUNDING_KM)


def _nearest(problem: Problem, row: int, standing: Ints) -> float:
    villages = problem.villages
    if not len(standing):
        return float("inf")
    dx = villages.x_km[standing] - villages.x_km[row]
    dy = villages.y_km[standing] - villages.y_km[row]
    return float(np.hypot(dx, dy).min())
