"""The planner: best, proved, the same twice, and whole even when stopped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moli.planner.matching import Problem, check, solve
from moli.planner.matching.instances import random_problem
from moli.planner.matching.layout import lay_out
from moli.planner.matching.links import build_links
from moli.planner.stop import AfterRounds, AfterSeconds, Never
from tests.unit.planner.problems import (
    PLAIN,
    best_value,
    demands_of,
    flows_of,
    lots_of,
    one_large_product,
    permuted,
    problems,
    value_of,
    with_conditions,
)


@given(problems())
@settings(max_examples=150, deadline=None)
def test_no_plan_whatever_is_worth_more(problem):
    assert solve(problem).objective == best_value(problem)


@given(problems())
@settings(max_examples=60, deadline=None)
def test_prices_prove_every_plan_to_the_micro_yuan(problem):
    plan = solve(problem)

    assert plan.bound == plan.objective
    assert plan.gap == 0.0
    for lot in range(len(problem.lots)):
        for demand in range(len(problem.demands)):
            value = value_of(problem, lot, demand)
            covered = plan.lot_prices[lot] + plan.demand_prices[demand]
            assert value is None or covered >= value


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_never_changes_the_value(problem, chance):
    lot_order = list(range(len(problem.lots)))
    demand_order = list(range(len(problem.demands)))
    chance.shuffle(lot_order)
    chance.shuffle(demand_order)

    other = permuted(problem, np.array(lot_order, int), np.array(demand_order, int))

    assert solve(other).objective == solve(problem).objective


@given(problems())
@settings(max_examples=30, deadline=None)
def test_the_same_problem_and_seed_give_the_same_plan(problem):
    first, second = solve(problem, seed=4), solve(problem, seed=4)

    assert flows_of(first) == flows_of(second)
    assert first.demand_prices.tolist() == second.demand_prices.tolist()
    assert first.seed == 4


@given(problems())
@settings(max_examples=40, deadline=None)
def test_a_stop_that_fires_at_once_leaves_a_lawful_plan_with_an_honest_gap(problem):
    plan = solve(problem, stop=AfterRounds(0))

    assert check(problem, plan) == []
    assert plan.objective <= best_value(problem) <= plan.bound


def test_an_empty_round_gives_an_empty_proved_plan():
    plan = solve(Problem(lots=lots_of([]), demands=demands_of([]), freight=PLAIN))

    assert len(plan) == 0
    assert plan.summary() == {
        "flows": 0,
        "matched_grams": 0,
        "value": 0,
        "bound": 0,
        "gap": 0.0,
        "seed": 0,
        "engine": "none",
    }


def test_a_link_worth_nothing_still_sells_the_produce():
    problem = Problem(
        lots=lots_of([(1, 1, 5_000, 90, 0)]),
        demands=demands_of([(1, 1, 9_000, 100, 0)]),
        freight=PLAIN,
    )

    plan = solve(problem)

    assert flows_of(plan) == {(0, 0, 5_000)}
    assert plan.objective == 0


def test_under_a_days_drive_arrives_the_same_day_and_a_full_day_costs_a_night():
    # Fruit of a single day: 99 km arrive on it, 100 km do not.
    problem = Problem(
        lots=lots_of([(1, 1, 1_000, 0, 0)], ready_to=0, shelf_days=0),
        demands=demands_of([(1, 1, 1_000, 900, 99), (1, 1, 1_000, 999, 100)]),
        freight=PLAIN,
    )

    assert flows_of(solve(problem)) == {(0, 0, 1_000)}


def test_a_forbidden_pair_is_never_proposed():
    problem = Problem(
        lots=lots_of([(1, 1, 5_000, 10, 0)]),
        demands=demands_of([(1, 1, 5_000, 100, 0), (1, 1, 5_000, 90, 0)]),
        freight=PLAIN,
    )

    plan = solve(with_conditions(problem, forbidden=np.array([[0, 0]])))

    assert flows_of(plan) == {(0, 1, 5_000)}
    assert plan.gap == 0.0


@pytest.mark.parametrize("preferred", [0, 1, 2])
def test_a_paired_village_goes_first_among_equals(preferred):
    problem = Problem(
        lots=lots_of([(1, 1, 5_000, 10, 0)] * 3),
        demands=demands_of([(1, 1, 5_000, 100, 0)]),
        freight=PLAIN,
    )

    plan = solve(with_conditions(problem, preferred=np.array([[preferred, 0]])))

    assert flows_of(plan) == {(preferred, 0, 5_000)}


def test_preference_never_costs_a_li():
    problem = Problem(
        lots=lots_of([(1, 1, 5_000, 10, 0), (1, 1, 5_000, 9, 0)]),
        demands=demands_of([(1, 1, 5_000, 100, 0)]),
        freight=PLAIN,
    )

    plan = solve(with_conditions(problem, preferred=np.array([[0, 0]])))

    assert flows_of(plan) == {(1, 0, 5_000)}


@given(problems(), st.integers(0, 4_000), st.one_of(st.none(), st.integers(1, 3)))
@settings(max_examples=60, deadline=None)
def test_conditions_on_loads_are_kept_and_the_bound_stays_true(problem, smallest, most):
    shaped = with_conditions(problem, smallest_load_grams=smallest, most_lots_per_demand=most)

    plan = solve(shaped)

    assert check(shaped, plan) == []
    assert plan.objective <= plan.bound <= best_value(problem)


def test_at_most_two_villages_for_one_buyer_keeps_the_heaviest():
    problem = Problem(
        lots=lots_of([(1, 1, 3_000, 10, 0), (1, 1, 4_000, 10, 0), (1, 1, 5_000, 10, 0)]),
        demands=demands_of([(1, 1, 20_000, 100, 0)]),
        freight=PLAIN,
    )

    plan = solve(with_conditions(problem, most_lots_per_demand=2))

    assert flows_of(plan) == {(1, 0, 4_000), (2, 0, 5_000)}
    assert plan.bound == 12_000 * 80
    assert plan.barred.tolist() == [[0, 0]]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1])
def test_a_large_product_equals_ortools_on_all_links(seed):
    from ortools.graph.python import min_cost_flow

    problem = one_large_product(seed)
    layout = lay_out(problem)
    links = build_links(layout, layout.parts)
    lots, demands = len(problem.lots), len(problem.demands)
    engine = min_cost_flow.SimpleMinCostFlow()
    # What a lot keeps goes to one more node, and what a demand lacks comes from it.
    rest = lots + demands
    tail = np.concatenate([links.lot, np.arange(lots), np.full(demands, rest)])
    head = np.concatenate([links.demand + lots, np.full(lots, rest), np.arange(lots, rest)])
    cost = np.concatenate([-links.value, np.zeros(rest, int)])
    engine.add_arcs_with_capacity_and_unit_cost(tail, head, np.full(len(tail), 10**9), cost)
    supply = np.concatenate([layout.lot_grams, -layout.demand_grams]) // 1_000
    engine.set_nodes_supplies(np.arange(rest + 1), np.append(supply, -supply.sum()))
    assert engine.solve() == engine.OPTIMAL

    plan = solve(problem, seed=seed)

    assert "column generation" in plan.engine
    assert plan.objective == -engine.optimal_cost() * 1_000
    assert plan.gap == 0.0


@pytest.mark.slow
def test_a_large_product_stopped_after_a_round_has_an_honest_gap():
    problem = one_large_product()
    best = solve(problem, stop=Never()).objective

    stopped = [solve(problem, stop=AfterRounds(rounds)) for rounds in (0, 1)]

    for plan in stopped:
        assert check(problem, plan) == []
        assert plan.objective <= best <= plan.bound
    assert stopped[0].objective < stopped[1].objective


@pytest.mark.slow
def test_a_large_product_respects_forbidden_pairs_and_the_order_of_rows():
    problem = one_large_product(2)
    free = solve(problem)
    forbidden = np.stack([free.lot[:40], free.demand[:40]], axis=1)
    chance = np.random.default_rng(5)

    narrow = with_conditions(problem, forbidden=forbidden)
    plan = solve(narrow)
    shuffled = solve(permuted(problem, chance.permutation(500), chance.permutation(320)))

    assert check(narrow, plan) == []
    assert plan.gap == 0.0
    assert plan.objective < free.objective
    assert shuffled.objective == free.objective
    assert flows_of(solve(problem)) == flows_of(free)


def test_stops_fire_when_they_say():
    assert not Never()(rounds=10**9)
    assert [AfterRounds(2)(rounds=done) for done in (0, 1, 2)] == [False, False, True]
    assert AfterSeconds(0)(rounds=0)
    assert not AfterSeconds(3_600)(rounds=0)


def test_a_county_is_matched_and_proved():
    plan = solve(random_problem("county"))

    assert plan.gap == 0.0
    assert plan.objective == 3_945_043_754_000
