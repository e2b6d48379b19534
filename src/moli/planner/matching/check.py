"""The judge: whether a plan is lawful, is worth what it says, and has a proof that holds.

It shares no line with the planner. It reads the problem's own columns, reckons each pair anew as
docs/matching.md defines it, and looks at every pair of the round, not only at those that the
planner considered. It never repairs anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moli.planner.columns import Ints
from moli.planner.findings import Finding, refuse
from moli.planner.matching.plan import Plan
from moli.planner.matching.problem import Problem

_CHUNK_PAIRS = 1 << 15


def must_hold(problem: Problem, plan: Plan) -> None:
    """Refuse a plan with any finding."""
    refuse(check(problem, plan))


def check(problem: Problem, plan: Plan) -> list[Finding]:
    """Everything wrong with a plan; an empty list accepts it.

    A plan is accepted when loads are whole, positive, single and within both sides' weights, lie
    on lawful pairs and keep the conditions; when values and objective are as reckoned here; and
    when the prices are dual prices on all pairs, so that `bound` truly bounds every plan. A bound
    equal to the objective then proves the plan best (and implies complementary slackness).
    """
    findings = _shape(problem, plan)
    if findings:
        return findings
    return [
        *_weights(problem, plan),
        *_flows(problem, plan),
        *_conditions(problem, plan),
        *_sums(problem, plan),
        *_prices(problem, plan),
    ]


def _shape(problem: Problem, plan: Plan) -> list[Finding]:
    """Arrays that belong together have one length and name rows that exist."""
    flows = (plan.lot, plan.demand, plan.grams, plan.value, plan.margin, plan.freight)
    if len({column.shape for column in flows}) != 1 or plan.lot.ndim != 1:
        return [Finding("shape", "the columns of the flows differ in length")]
    if any(column.dtype.kind != "i" for column in flows):
        return [Finding("shape", "a column of the flows does not hold whole numbers")]
    sides = ((plan.lot_prices, len(problem.lots)), (plan.demand_prices, len(problem.demands)))
    if any(prices.shape != (rows,) or prices.dtype.kind != "i" for prices, rows in sides):
        return [Finding("shape", "there is not one whole price for each lot and demand")]
    for name, rows, count in (
        ("lot", plan.lot, len(problem.lots)),
        ("demand", plan.demand, len(problem.demands)),
    ):
        outside = np.flatnonzero((rows < 0) | (rows >= count))
        if outside.size:
            row = int(outside[0])
            return [Finding("shape", f"flow {row} names {name} {rows[row]}, which is not there")]
    return []


def _weights(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Loads are positive, single and within what there is."""
    for row in np.flatnonzero(plan.grams <= 0)[:1].tolist():
        yield Finding("grams", f"flow {row} carries {plan.grams[row]} g")
    pairs = np.stack([plan.lot, plan.demand], axis=1)
    different, counts = np.unique(pairs, axis=0, return_counts=True)
    for lot, demand in different[counts > 1][:1].tolist():
        yield Finding("single", f"lot {lot} to demand {demand} appears more than once")
    for name, rows, there_is in (
        ("lot", plan.lot, problem.lots.grams),
        ("demand", plan.demand, problem.demands.grams),
    ):
        used = np.zeros(len(there_is), dtype=np.int64)
        np.add.at(used, rows, plan.grams)
        for row in np.flatnonzero(used > there_is)[:1].tolist():
            yield Finding(
                "capacity", f"{name} {row} has {there_is[row]} g but the plan moves {used[row]} g"
            )


@dataclass(frozen=True, eq=False)
class _Reckoned:
    """Some pairs, reckoned anew."""

    lawful: NDArray[np.bool_]
    value: Ints
    margin: Ints
    freight: Ints


def _reckon(problem: Problem, lot: Ints, demand: Ints) -> _Reckoned:
    """Whether pairs are lawful and what they are worth, from the definitions alone."""
    lots, demands, terms = problem.lots, problem.demands, problem.freight
    east = demands.x_km[demand] - lots.x_km[lot]
    north = demands.y_km[demand] - lots.y_km[lot]
    road = terms.circuity * np.sqrt(east * east + north * north)
    carried = np.rint(terms.li_per_kg_km * road).astype(np.int64)
    freight = int(terms.handling_li_per_kg) + carried
    nights = np.floor_divide(road, terms.km_per_day).astype(np.int64)
    margin = demands.ceiling[demand] - lots.floor[lot] - freight
    lawful = (
        (lots.product[lot] == demands.product[demand])
        & (lots.grade[lot] <= demands.lowest_grade[demand])
        & (lots.ready_from[lot] + nights <= demands.deliver_to[demand])
        & (lots.ready_to[lot] + lots.shelf_days[lot] >= demands.deliver_from[demand])
        & (nights <= lots.shelf_days[lot])
        & (margin >= 0)
    )
    poor = _to_nearest(problem.weights.poor * lots.poor_share[lot] * margin, 10**6)
    urgent = _to_nearest(problem.weights.urgent * lots.urgency[lot], 10**3)
    return _Reckoned(lawful, margin + poor + urgent, margin, freight)


def _to_nearest(number: Ints, divisor: int) -> Ints:
    """Whole-number division to the nearest, halves to the even neighbour."""
    quotient, rest = np.divmod(number, divisor)
    up = (2 * rest > divisor) | ((2 * rest == divisor) & (quotient % 2 == 1))
    return np.asarray(quotient + up)


def _flows(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Each flow lies on a lawful pair and is worth what the plan says."""
    anew = _reckon(problem, plan.lot, plan.demand)
    for row in np.flatnonzero(~anew.lawful)[:1].tolist():
        yield Finding("lawful", f"lot {plan.lot[row]} may not go to demand {plan.demand[row]}")
    for name, told, right in (
        ("value", plan.value, anew.value),
        ("margin", plan.margin, anew.margin),
        ("freight", plan.freight, anew.freight),
    ):
        for row in np.flatnonzero(told != right)[:1].tolist():
            yield Finding(
                name, f"flow {row} has a {name} of {right[row]} li per kg, not {told[row]}"
            )


def _conditions(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Side conditions and forbidden pairs."""
    conditions = problem.conditions
    for row in np.flatnonzero(plan.grams < conditions.smallest_load_grams)[:1].tolist():
        yield Finding("smallest load", f"flow {row} carries {plan.grams[row]} g, too little")
    if conditions.most_lots_per_demand is not None and len(plan):
        lots = np.bincount(plan.demand)
        for row in np.flatnonzero(lots > conditions.most_lots_per_demand)[:1].tolist():
            yield Finding("most lots", f"demand {row} deals with {lots[row]} lots, too many")
    for name, pairs in (("forbidden", conditions.forbidden), ("barred", plan.barred)):
        for row in np.flatnonzero(_in_pairs(plan.lot, plan.demand, pairs))[:1].tolist():
            yield Finding(name, f"lot {plan.lot[row]} to demand {plan.demand[row]} was ruled out")


def _in_pairs(lot: Ints, demand: Ints, pairs: Ints) -> NDArray[np.bool_]:
    """Which pairs are in a list of pairs."""
    if not len(pairs) or not len(lot):
        return np.zeros(len(lot), dtype=np.bool_)
    width = 1 + max(int(demand.max()), int(pairs[:, 1].max()))
    return np.isin(lot * width + demand, pairs[:, 0] * width + pairs[:, 1])


def _sums(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Objective and bound, added up in Python's own integers, which cannot overflow."""
    objective = sum(
        value * grams for value, grams in zip(plan.value.tolist(), plan.grams.tolist(), strict=True)
    )
    if objective != plan.objective:
        yield Finding("objective", f"the flows are worth {objective}, not {plan.objective}")
    bound = sum(
        price * grams
        for prices, rows in (
            (plan.lot_prices, problem.lots.grams),
            (plan.demand_prices, problem.demands.grams),
        )
        for price, grams in zip(prices.tolist(), rows.tolist(), strict=True)
    )
    if bound != plan.bound:
        yield Finding("bound", f"the prices add up to {bound}, not {plan.bound}")
    if bound < objective:
        yield Finding("bound", f"the bound {bound} is below the objective {objective}")


def _prices(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Dual prices: none negative, and every lawful pair covered by its two prices."""
    for name, prices in (("lot", plan.lot_prices), ("demand", plan.demand_prices)):
        for row in np.flatnonzero(prices < 0)[:1].tolist():
            yield Finding("dual prices", f"{name} {row} has a negative price")
    for lot, demand in _doubtful_pairs(problem, plan):
        anew = _reckon(problem, lot, demand)
        short = anew.lawful & (anew.value > plan.lot_prices[lot] + plan.demand_prices[demand])
        short &= ~_in_pairs(lot, demand, problem.conditions.forbidden)
        if short.any():
            row = int(np.flatnonzero(short)[0])
            yield Finding(
                "dual prices",
                f"lot {lot[row]} to demand {demand[row]} is worth {anew.value[row]} li per kg, "
                "more than both prices together",
            )
            return


def _doubtful_pairs(problem: Problem, plan: Plan) -> Iterator[tuple[Ints, Ints]]:
    """Pairs that might be worth more than their prices: all but those plainly below.

    Runs over all pairs of a product in blocks, with a value that is certainly not too small;
    the exact reckoning, in whole numbers, is then left to do for a handful.
    """
    conditions = problem.conditions
    heavy_lots = np.flatnonzero(problem.lots.grams >= conditions.smallest_load_grams)
    heavy_demands = np.flatnonzero(problem.demands.grams >= conditions.smallest_load_grams)
    lot_order = heavy_lots[np.argsort(problem.lots.product[heavy_lots], kind="stable")]
    demand_order = heavy_demands[np.argsort(problem.demands.product[heavy_demands], kind="stable")]
    lot_products = problem.lots.product[lot_order]
    demand_products = problem.demands.product[demand_order]
    for product in np.intersect1d(lot_products, demand_products).tolist():
        lot_from, lot_to = np.searchsorted(lot_products, [product, product + 1]).tolist()
        first, last = np.searchsorted(demand_products, [product, product + 1]).tolist()
        demands = _Buyers.of(problem, plan, demand_order[first:last])
        step = max(1, _CHUNK_PAIRS // (last - first))
        for start in range(lot_from, lot_to, step):
            lots = lot_order[start : min(start + step, lot_to)]
            lot, demand = np.nonzero(_doubtful(problem, plan, lots, demands))
            if lot.size:
                yield lots[lot], demands.rows[demand]


@dataclass(frozen=True, eq=False)
class _Buyers:
    """One product's demands as the block pass reads them."""

    rows: Ints
    x_km: NDArray[np.float64]
    y_km: NDArray[np.float64]
    # What is left of the ceiling once the demand has had its price, in doubles.
    offer: NDArray[np.float64]
    price: NDArray[np.float64]

    @classmethod
    def of(cls, problem: Problem, plan: Plan, rows: Ints) -> _Buyers:
        demands = problem.demands
        return cls(
            rows,
            demands.x_km[rows],
            demands.y_km[rows],
            demands.ceiling[rows].astype(np.float64),
            plan.demand_prices[rows].astype(np.float64),
        )


def _doubtful(problem: Problem, plan: Plan, lots: Ints, demands: _Buyers) -> NDArray[np.bool_]:
    """Which pairs of some lots with all demands of their product need the exact reckoning."""
    side, terms, weights = problem.lots, problem.freight, problem.weights
    east = demands.x_km - side.x_km[lots, np.newaxis]
    north = demands.y_km - side.y_km[lots, np.newaxis]
    east *= east
    north *= north
    east += north
    km = np.sqrt(east, out=east)
    km *= terms.circuity * terms.li_per_kg_km
    # Two li more than any rounding can add.
    margin = np.subtract(demands.offer, km, out=km)
    margin += (2.0 - terms.handling_li_per_kg - side.floor[lots])[:, np.newaxis]
    there = margin >= 0
    margin *= (1.0 + weights.poor * side.poor_share[lots] / 1e6)[:, np.newaxis]
    margin += (weights.urgent * side.urgency[lots] / 1e3 + 4.0 - plan.lot_prices[lots])[
        :, np.newaxis
    ]
    grade_fits = side.grade[lots, np.newaxis] <= problem.demands.lowest_grade[demands.rows]
    return np.asarray(there & grade_fits & (margin > demands.price))
