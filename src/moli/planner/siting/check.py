"""The judge: whether a siting is lawful, covers what it says, and has a proof that holds.

It shares no line with the planner. It reads the problem's own columns and looks at every village
and every place where a station could open. It never repairs anything.
"""

from __future__ import annotations

import numpy as np

from moli.planner.columns import Ints
from moli.planner.findings import Finding, refuse
from moli.planner.siting.plan import Plan
from moli.planner.siting.problem import PER_MILLE, Problem

_ROUNDING_KM = 1e-4


def must_hold(problem: Problem, plan: Plan) -> None:
    """Refuse a plan with any finding."""
    refuse(check(problem, plan))


def check(problem: Problem, plan: Plan) -> list[Finding]:
    """Everything wrong with a plan; an empty list accepts it.

    A plan is accepted when no more stations open than may, each once, where one may open and
    none stands; when it covers as much more as it says; and when its prices bound every plan as
    it says.
    """
    if findings := _places(problem, plan):
        return findings
    return [*_value(problem, plan), *_proof(problem, plan)]


def _places(problem: Problem, plan: Plan) -> list[Finding]:
    villages = problem.villages
    if plan.opened.ndim != 1 or plan.opened.dtype.kind != "i":
        return [Finding("shape", "the rows that open are no flat array of whole numbers")]
    if plan.prices.shape != (len(villages),) or plan.prices.dtype.kind != "i":
        return [Finding("shape", "there is not one whole price for each village")]
    for row in plan.opened.tolist():
        if not 0 <= row < len(villages):
            return [Finding("shape", f"row {row} opens, of {len(villages)} villages")]
        if villages.has_station[row] or not villages.may_open[row]:
            return [Finding("place", f"none may open in row {row}, or one stands there")]
    if (np.diff(plan.opened) <= 0).any():
        return [Finding("once", "the rows that open are not in order, or one stands there twice")]
    if len(plan.opened) > problem.count:
        return [Finding("count", f"{len(plan.opened)} open, at most {problem.count} may")]
    return []


def _value(problem: Problem, plan: Plan) -> list[Finding]:
    gained = 0
    for row in range(len(problem.villages)):
        if _is_near(problem, row, np.flatnonzero(problem.villages.has_station)):
            continue
        if _is_near(problem, row, plan.opened):
            gained += _weight(problem, row)
    if gained != plan.value:
        return [Finding("value", f"it covers {gained} more, not {plan.value}")]
    return []


def _proof(problem: Problem, plan: Plan) -> list[Finding]:
    """Prices within what villages count bound every plan; the bound says so, and no less."""
    villages, paid, left = problem.villages, [], 0
    standing = np.flatnonzero(villages.has_station)
    is_open = np.array(
        [not _is_near(problem, row, standing) for row in range(len(villages))], dtype=bool
    )
    prices = np.where(is_open, plan.prices, 0)
    for row in np.flatnonzero(is_open).tolist():
        weight = _weight(problem, row)
        if not 0 <= plan.prices[row] <= weight:
            sentence = f"row {row} has the price {plan.prices[row]}, it counts {weight}"
            return [Finding("prices", sentence)]
        left += weight - int(plan.prices[row])
    for row in np.flatnonzero((villages.may_open == 1) & (villages.has_station == 0)).tolist():
        paid.append(int(prices[_near(problem, row)].sum()))
    bound = left + sum(sorted(paid, reverse=True)[: problem.count])
    if bound != plan.bound:
        return [Finding("bound", f"the prices bound every plan by {bound}, not {plan.bound}")]
    if plan.value > bound:
        return [Finding("bound", f"it covers {plan.value}, more than its bound of {bound}")]
    return []


def _near(problem: Problem, row: int) -> Ints:
    """The villages within reach of one."""
    villages = problem.villages
    away = np.hypot(villages.x_km - villages.x_km[row], villages.y_km - villages.y_km[row])
    return np.flatnonzero(away <= problem.reach_km + _ROUNDING_KM)


def _is_near(problem: Problem, row: int, stations: Ints) -> bool:
    villages = problem.villages
    away = np.hypot(
        villages.x_km[stations] - villages.x_km[row], villages.y_km[stations] - villages.y_km[row]
    )
    return bool((away <= problem.reach_km + _ROUNDING_KM).any())


def _weight(problem: Problem, row: int) -> int:
    villages = problem.villages
    return int(villages.people[row]) * PER_MILLE + int(villages.poor[row]) * problem.poor_per_mille
