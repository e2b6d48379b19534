"""The judge: whether a pairing is lawful, costs what it says, and has a proof that holds.

It shares no line with the planner. It reads the problem's own columns, reckons each pair anew as
docs/pairing.md defines it, and looks at every pair there could be. It never repairs anything.
"""

from __future__ import annotations

import numpy as np

from moli.planner.columns import Bits, Floats, Ints
from moli.planner.findings import Finding, refuse
from moli.planner.pairing.plan import Plan
from moli.planner.pairing.problem import NOBODY, Problem

_CHUNK_PAIRS = 1 << 16


def must_hold(problem: Problem, plan: Plan) -> None:
    """Refuse a plan with any finding."""
    refuse(check(problem, plan))


def check(problem: Problem, plan: Plan) -> list[Finding]:
    """Everything wrong with a plan; an empty list accepts it.

    A plan is accepted when each helped stands in it once at most, no helper has more than its
    capacity, no more ties are changed than allowed; when costs, gains and sums are as reckoned
    here; and when its prices bound every plan as it says.
    """
    findings = _shape(problem, plan)
    if findings:
        return findings
    return [*_places(problem, plan), *_sums(problem, plan), *_proof(problem, plan)]


def _shape(problem: Problem, plan: Plan) -> list[Finding]:
    columns = (plan.helped, plan.helper, plan.costs, plan.gains)
    if len({column.shape for column in columns}) != 1 or plan.helped.ndim != 1:
        return [Finding("shape", "the columns of the pairs differ in length")]
    if any(column.dtype.kind != "i" for column in (*columns, plan.prices)):
        return [Finding("shape", "a column does not hold whole numbers")]
    if plan.prices.shape != (len(problem.helpers),):
        return [Finding("shape", "there is not one price for each helper")]
    for name, rows, count in (
        ("helped", plan.helped, len(problem.helped)),
        ("helper", plan.helper, len(problem.helpers)),
    ):
        outside = np.flatnonzero((rows < 0) | (rows >= count))
        if outside.size:
            pair = int(outside[0])
            return [Finding("shape", f"pair {pair} names {name} {rows[pair]} of {count}")]
    return []


def _places(problem: Problem, plan: Plan) -> list[Finding]:
    found = []
    if (np.diff(plan.helped) <= 0).any():
        found.append(Finding("once", "the helped are not in order, or one stands there twice"))
    count = np.bincount(plan.helper, minlength=len(problem.helpers))
    for row in np.flatnonzero(count > problem.helpers.capacity)[:1]:
        most = problem.helpers.capacity[row]
        found.append(Finding("capacity", f"helper {row} has {count[row]}, it can have {most}"))
    changed = _changed(problem, plan)
    if plan.changed != changed:
        found.append(Finding("changes", f"{changed} ties change, not {plan.changed}"))
    if problem.changes_max is not None and changed > problem.changes_max:
        sentence = f"{changed} ties change, at most {problem.changes_max} may"
        found.append(Finding("changes", sentence))
    return found


def _changed(problem: Problem, plan: Plan) -> int:
    has = np.full(len(problem.helped), NOBODY, dtype=np.int64)
    has[plan.helped] = plan.helper
    tie = problem.helped.tie
    return int(((tie != NOBODY) & (has != tie)).sum())


def _sums(problem: Problem, plan: Plan) -> list[Finding]:
    helped, found = problem.helped, []
    alone = _alone(problem)
    costs = _costs_of_pairs(problem, plan)
    stays = np.where(helped.tie[plan.helped] == plan.helper, helped.stay[plan.helped], 0)
    gains = alone[plan.helped] + stays - costs
    for law, said, reckoned in (("costs", plan.costs, costs), ("gains", plan.gains, gains)):
        wrong = np.flatnonzero(said != reckoned)
        if wrong.size:
            pair = int(wrong[0])
            sentence = f"pair {pair} says {said[pair]}, it is {reckoned[pair]}"
            found.append(Finding(law, sentence))
    gain = int(gains.sum())
    if plan.gain != gain:
        found.append(Finding("sums", f"the pairs gain {gain}, not {plan.gain}"))
    cost = int(alone.sum()) - gain
    if plan.cost != cost:
        found.append(Finding("sums", f"the plan costs {cost}, not {plan.cost}"))
    return found


def _costs_of_pairs(problem: Problem, plan: Plan) -> Ints:
    """The costs of the plan's own pairs."""
    helpers, helped = problem.helpers, problem.helped
    return _reckoned(
        problem,
        helpers.x_km[plan.helper] - helped.x_km[plan.helped],
        helpers.y_km[plan.helper] - helped.y_km[plan.helped],
        helped.products[plan.helped],
        helpers.products[plan.helper],
    )


def _costs(problem: Problem, rows: Ints) -> Ints:
    """The costs of some helped with everybody."""
    helpers, helped = problem.helpers, problem.helped
    return _reckoned(
        problem,
        helpers.x_km[None, :] - helped.x_km[rows][:, None],
        helpers.y_km[None, :] - helped.y_km[rows][:, None],
        helped.products[rows][:, None],
        helpers.products[None, :],
    )


def _reckoned(problem: Problem, dx: Floats, dy: Floats, grown: Bits, dealt: Bits) -> Ints:
    """Kilometres and products that the helper does not deal in, in whole points."""
    weights = problem.weights
    count = np.bitwise_count(grown).astype(np.int64)
    missing = count - np.bitwise_count(grown & dealt).astype(np.int64)
    step = weights.unfit / np.maximum(count, 1)
    cost = weights.points_per_km * np.sqrt(dx * dx + dy * dy) + step * missing
    return np.asarray(np.rint(cost).astype(np.int64))


def _alone(problem: Problem) -> Ints:
    weights = problem.weights
    return weights.alone + weights.need * problem.helped.need // 1_000


def _proof(problem: Problem, plan: Plan) -> list[Finding]:
    """Whatever is paired, it gains no more than prices leave to the helped and to the places.

    A plan that changes at most so many ties keeps all others, and each is worth the price of a
    change, which is why that price may be added here and taken off below.
    """
    if (plan.prices < 0).any() or plan.change_price < 0:
        return [Finding("prices", "a price is less than nothing")]
    helpers, helped = problem.helpers, problem.helped
    alone, bound = _alone(problem), int((plan.prices * helpers.capacity).sum())
    step = max(1, _CHUNK_PAIRS // max(1, len(helpers)))
    for begin in range(0, len(helped), step):
        rows = np.arange(begin, min(begin + step, len(helped)))
        left = alone[rows][:, None] - _costs(problem, rows) - plan.prices
        tied = np.flatnonzero(helped.tie[rows] != NOBODY)
        at = helped.tie[rows][tied]
        left[tied, at] += helped.stay[rows][tied] + plan.change_price
        bound += int(np.maximum(left.max(axis=1, initial=0), 0).sum())
    if problem.changes_max is not None:
        bound -= plan.change_price * (problem.ties_count - problem.changes_max)
    elif plan.change_price:
        return [Finding("prices", "changes have a price, but any number is allowed")]
    if plan.gain_bound != bound:
        return [Finding("bound", f"the prices bound every gain by {bound}, not {plan.gain_bound}")]
    if plan.gain > bound:
        return [Finding("bound", f"the plan gains {plan.gain}, more than the bound of {bound}")]
    return []
