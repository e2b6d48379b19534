"""Fair prices: nobody would rather switch, and they are the middle of all such prices."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from scipy.optimize import linprog

from moli.planner.matching import Problem, fair_prices, solve, whole_fen_per_jin
from moli.planner.matching.prices import FairPrices
from moli.planner.stop import AfterRounds
from tests.unit.planner.problems import (
    PLAIN,
    demands_of,
    linear_program,
    lots_of,
    problems,
    value_of,
)


def freight_of(problem, lot, demand):
    return (
        problem.demands.ceiling[demand] - problem.lots.floor[lot] - value_of(problem, lot, demand)
    )


@given(problems(weights=False))
@settings(max_examples=80, deadline=None)
def test_without_weights_nobody_would_rather_switch(problem):
    plan = solve(problem)
    prices = fair_prices(problem, plan)
    delivered = problem.demands.ceiling - plan.demand_prices
    rents = np.zeros(len(problem.lots), int)
    for flow, lot in enumerate(plan.lot.tolist()):
        rents[lot] = prices.fair[flow] - problem.lots.floor[lot]

    for flow, demand in enumerate(plan.demand):
        # One buyer, one delivered price.
        assert prices.fair[flow] + plan.freight[flow] == delivered[demand]
    for lot in range(len(problem.lots)):
        for demand in range(len(problem.demands)):
            if value_of(problem, lot, demand) is not None:
                elsewhere = delivered[demand] - freight_of(problem, lot, demand)
                assert elsewhere - problem.lots.floor[lot] <= rents[lot]


@given(problems())
@settings(max_examples=80, deadline=None)
def test_with_weights_a_seller_gains_at_most_the_bonus_it_was_sent_for(problem):
    plan = solve(problem)
    prices = fair_prices(problem, plan)
    floor = problem.lots.floor

    assert (prices.low <= prices.fair).all()
    assert (prices.fair <= prices.high).all()
    assert (prices.low >= floor[plan.lot]).all()
    assert (prices.high + plan.freight <= problem.demands.ceiling[plan.demand]).all()
    for flow, lot in enumerate(plan.lot.tolist()):
        share = problem.weights.poor * int(problem.lots.poor_share[lot]) / 10**6
        for demand in range(len(problem.demands)):
            value = value_of(problem, lot, demand)
            if value is None:
                continue
            urgent = round(problem.weights.urgent * int(problem.lots.urgency[lot]) / 10**3)
            margin = round((value - urgent) / (1 + share))
            elsewhere = margin - plan.demand_prices[demand]
            here = prices.fair[flow] - floor[lot]
            bonus = share * (plan.margin[flow] - margin)
            assert elsewhere <= here + max(bonus, 0) + 2


@given(problems())
@settings(max_examples=60, deadline=None)
def test_the_ends_are_the_ends_of_all_prices_that_prove_the_plan(problem):
    plan = solve(problem)
    prices = fair_prices(problem, plan)
    links, matrix, limits = linear_program(problem)
    if not links:
        return
    values = np.array([value for *_, value in links], float)
    lots = len(problem.lots)

    for flow, demand in enumerate(plan.demand.tolist()):
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(limits))
            aim[lots + demand] = sign
            found = linprog(
                aim,
                A_ub=-matrix.T,
                b_ub=-values,
                A_eq=limits[np.newaxis],
                b_eq=[plan.objective],
                method="highs",
            )
            assert found.status == 0
            ends.append(round(found.x[lots + demand]))
        most = problem.demands.ceiling[demand] - plan.freight[flow]
        floor = problem.lots.floor[plan.lot[flow]]
        assert prices.high[flow] == np.clip(most - ends[0], floor, most)
        assert prices.low[flow] == np.clip(most - ends[1], floor, most)
        assert prices.fair[flow] == np.clip(most - sum(ends) // 2, floor, most)


def stopped_round():
    """Two lots that a greedy hand gives to the wrong buyers."""
    return Problem(
        lots=lots_of([(1, 1, 1_000, 10, 0), (1, 2, 1_000, 10, 0)]),
        demands=demands_of([(1, 2, 1_000, 100, 0), (1, 1, 1_000, 99, 0)]),
        freight=PLAIN,
    )


def test_a_plan_that_is_not_proved_says_so_and_splits_the_margin():
    problem = stopped_round()
    plan = solve(problem, stop=AfterRounds(0))
    assert plan.objective < solve(problem).objective

    prices = fair_prices(problem, plan)

    assert not prices.is_proved.any()
    assert prices.low.tolist() == [10]
    assert prices.high.tolist() == [90]
    assert prices.fair.tolist() == [50]


def test_where_no_whole_fen_lies_between_the_exact_price_stays():
    prices = FairPrices(
        low=np.array([101, 100]),
        fair=np.array([107, 131]),
        high=np.array([115, 150]),
        is_proved=np.array([True, True]),
    )

    said = whole_fen_per_jin(prices, floor=np.array([101, 100]), most=np.array([115, 150]))

    assert said.tolist() == [107, 140]
