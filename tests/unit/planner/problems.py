"""Small problems for tests, and an independent way to solve them."""

from __future__ import annotations

from dataclasses import fields, replace
from math import floor, sqrt

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from moli.planner.matching import Conditions, Demands, Freight, Lots, Problem, Weights


def lots_of(rows, **same):
    """Lots from rows of (product, grade, grams, floor, x_km), the rest as given or usual."""
    columns = {name: [row[i] for row in rows] for i, name in enumerate(LOT_ROW)}
    usual = {"ready_from": 0, "ready_to": 5, "shelf_days": 10, "y_km": 0.0}
    usual |= {"poor_share": 0, "urgency": 0} | same
    return Lots(**_filled(columns, usual, len(rows)))


def demands_of(rows, **same):
    """Demands from rows of (product, lowest_grade, grams, ceiling, x_km)."""
    columns = {name: [row[i] for row in rows] for i, name in enumerate(DEMAND_ROW)}
    usual = {"deliver_from": 0, "deliver_to": 9, "y_km": 0.0} | same
    return Demands(**_filled(columns, usual, len(rows)))


LOT_ROW = ("product", "grade", "grams", "floor", "x_km")
DEMAND_ROW = ("product", "lowest_grade", "grams", "ceiling", "x_km")
PLAIN = Freight(handling_li_per_kg=10, li_per_kg_km=1.0, circuity=1.0, km_per_day=100.0)


def _filled(columns, usual, count):
    filled = columns | {
        name: value if isinstance(value, list | np.ndarray) else [value] * count
        for name, value in usual.items()
    }
    return {
        name: np.array(column, dtype=float if name.endswith("_km") else int)
        for name, column in filled.items()
    }


@st.composite
def problems(draw, rows_max=6, weights=True):
    """Rounds of up to six lots and demands with many ties, gaps and near misses."""

    def column(count, low, high):
        return np.array(draw(st.lists(st.integers(low, high), min_size=count, max_size=count)), int)

    lots, demands = draw(st.integers(0, rows_max)), draw(st.integers(0, rows_max))
    ready, deliver = column(lots, 0, 6), column(demands, 0, 8)
    unit = draw(st.sampled_from([1, 500, 1000]))
    return Problem(
        lots=Lots(
            product=column(lots, 1, 2),
            grade=column(lots, 1, 3),
            grams=unit * column(lots, 1, 9),
            floor=column(lots, 0, 60),
            ready_from=ready,
            ready_to=ready + column(lots, 0, 3),
            shelf_days=column(lots, 0, 4),
            x_km=column(lots, 0, 40).astype(float),
            y_km=column(lots, 0, 40).astype(float),
            poor_share=column(lots, 0, 1000),
            urgency=column(lots, 0, 1000),
        ),
        demands=Demands(
            product=column(demands, 1, 2),
            lowest_grade=column(demands, 1, 3),
            grams=unit * column(demands, 1, 9),
            ceiling=column(demands, 40, 140),
            deliver_from=deliver,
            deliver_to=deliver + column(demands, 0, 4),
            x_km=column(demands, 0, 40).astype(float),
            y_km=column(demands, 0, 40).astype(float),
        ),
        freight=Freight(
            handling_li_per_kg=draw(st.integers(0, 9)),
            li_per_kg_km=draw(st.sampled_from([0.0, 0.5, 1.0])),
            circuity=1.3,
            km_per_day=draw(st.sampled_from([20.0, 400.0])),
        ),
        weights=Weights(
            poor=draw(st.sampled_from([0, 500, 1000])) if weights else 0,
            urgent=draw(st.sampled_from([0, 7])) if weights else 0,
        ),
    )


def value_of(problem, lot, demand):
    """One pair by the definition in docs/matching.md, in plain Python; None where no link is."""
    lots, demands, freight, weights = (
        problem.lots,
        problem.demands,
        problem.freight,
        problem.weights,
    )
    east = float(demands.x_km[demand] - lots.x_km[lot])
    north = float(demands.y_km[demand] - lots.y_km[lot])
    road = freight.circuity * sqrt(east * east + north * north)
    nights = floor(road / freight.km_per_day)
    cost = freight.handling_li_per_kg + round(freight.li_per_kg_km * road)
    margin = int(demands.ceiling[demand]) - int(lots.floor[lot]) - cost
    pair = [lot, demand]
    if (
        lots.product[lot] != demands.product[demand]
        or lots.grade[lot] > demands.lowest_grade[demand]
        or lots.ready_from[lot] + nights > demands.deliver_to[demand]
        or lots.ready_to[lot] + lots.shelf_days[lot] < demands.deliver_from[demand]
        or nights > lots.shelf_days[lot]
        or margin < 0
        or pair in problem.conditions.forbidden.tolist()
    ):
        return None
    poor = round(weights.poor * int(lots.poor_share[lot]) * margin / 10**6)
    urgent = round(weights.urgent * int(lots.urgency[lot]) / 10**3)
    return margin + poor + urgent


def linear_program(problem):
    """All links with their values, and the constraint matrix of the transportation problem."""
    links = [
        (lot, demand, value)
        for lot in range(len(problem.lots))
        for demand in range(len(problem.demands))
        if (value := value_of(problem, lot, demand)) is not None
    ]
    matrix = np.zeros((len(problem.lots) + len(problem.demands), len(links)))
    for column, (lot, demand, _) in enumerate(links):
        matrix[lot, column] = matrix[len(problem.lots) + demand, column] = 1
    limits = np.concatenate([problem.lots.grams, problem.demands.grams]).astype(float)
    return links, matrix, limits


def best_value(problem):
    """The greatest value of any plan, by a general LP solver over all pairs."""
    links, matrix, limits = linear_program(problem)
    if not links:
        return 0
    found = linprog([-value for *_, value in links], A_ub=matrix, b_ub=limits, method="highs")
    assert found.status == 0
    return round(-found.fun)


def permuted(problem, lot_order, demand_order):
    """The same round with its rows in another order."""
    lots = {c.name: getattr(problem.lots, c.name)[lot_order] for c in fields(problem.lots)}
    demands = {
        c.name: getattr(problem.demands, c.name)[demand_order] for c in fields(problem.demands)
    }
    return replace(problem, lots=Lots(**lots), demands=Demands(**demands))


def with_conditions(problem, **conditions):
    """The same round under conditions."""
    return replace(problem, conditions=Conditions(**conditions))


def flows_of(plan):
    """A plan as a set of (lot, demand, grams)."""
    rows = (plan.lot.tolist(), plan.demand.tolist(), plan.grams.tolist())
    return set(zip(*rows, strict=True))


def one_large_product(seed=0, lots=500, demands=320):
    """A product of 160,000 pairs: too many to be solved on all its links at once."""
    chance = np.random.default_rng(seed)
    ready, deliver = chance.integers(0, 20, lots), chance.integers(0, 20, demands)
    return Problem(
        lots=Lots(
            product=np.full(lots, 3),
            grade=chance.integers(1, 4, lots),
            grams=chance.integers(1, 5_000, lots) * 1_000,
            floor=chance.integers(2_000, 4_000, lots),
            ready_from=ready,
            ready_to=ready + 3,
            shelf_days=chance.integers(2, 9, lots),
            x_km=chance.uniform(0, 200, lots),
            y_km=chance.uniform(0, 200, lots),
            poor_share=chance.integers(0, 1001, lots),
            urgency=chance.integers(0, 1001, lots),
        ),
        demands=Demands(
            product=np.full(demands, 3),
            lowest_grade=chance.integers(1, 4, demands),
            grams=chance.integers(1, 6_000, demands) * 1_000,
            ceiling=chance.integers(3_000, 5_000, demands),
            deliver_from=deliver,
            deliver_to=deliver + 6,
            x_km=chance.uniform(0, 200, demands),
            y_km=chance.uniform(0, 200, demands),
        ),
        freight=Freight(handling_li_per_kg=60, li_per_kg_km=1.0),
        weights=Weights(poor=500, urgent=100),
    )
