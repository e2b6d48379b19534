"""Reasons: runners-up are the best plans without a link; who stays alone learns what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from moli.planner.matching import Obstacle, Problem, check, explain, solve, unmatched
from tests.unit.planner.problems import (
    PLAIN,
    best_value,
    demands_of,
    flows_of,
    lots_of,
    one_large_product,
    problems,
    value_of,
    with_conditions,
)


@given(problems(rows_max=5))
@settings(max_examples=60, deadline=None)
def test_a_runner_up_is_the_best_plan_without_the_link(problem):
    plan = solve(problem)

    for flow, reason in enumerate(explain(problem, plan)):
        pair = [int(plan.lot[flow]), int(plan.demand[flow])]
        without = with_conditions(problem, forbidden=np.array([pair]))
        assert reason.runner_up.is_exact
        assert reason.runner_up.loss == plan.objective - best_value(without)


@given(problems(rows_max=5))
@settings(max_examples=60, deadline=None)
def test_the_changes_lead_from_the_plan_to_a_lawful_runner_up(problem):
    plan = solve(problem)

    for flow, reason in enumerate(explain(problem, plan)):
        grams = Counter({(lot, demand): load for lot, demand, load in flows_of(plan)})
        del grams[int(plan.lot[flow]), int(plan.demand[flow])]
        for change in reason.runner_up.changes:
            grams[change.lot, change.demand] += change.grams
        assert min(grams.values(), default=0) >= 0
        for side, there_is in ((0, problem.lots.grams), (1, problem.demands.grams)):
            used = Counter()
            for pair, load in grams.items():
                used[pair[side]] += load
            assert all(load <= there_is[row] for row, load in used.items())
        worth = sum(load * value_of(problem, *pair) for pair, load in grams.items() if load)
        assert worth == plan.objective - reason.runner_up.loss


def test_days_left_count_the_waiting_for_a_late_window():
    # Picked by day 2, wanted from day 6 on, keeps 10 days: 4 days are spent waiting.
    problem = Problem(
        lots=lots_of([(1, 1, 1_000, 10, 0)], ready_to=2),
        demands=demands_of([(1, 1, 1_000, 500, 150)], deliver_from=6),
        freight=PLAIN,
    )

    (reason,) = explain(problem, solve(problem))

    assert reason.transit_days == 1
    assert reason.days_left == 6


def test_a_large_product_bounds_the_loss_from_below():
    problem = one_large_product(lots=300, demands=160)
    plan = solve(problem)
    flows = [0, 7, 31]

    reasons = explain(problem, plan, flows=flows)

    assert [reason.lot for reason in reasons] == plan.lot[flows].tolist()
    for reason in reasons:
        without = with_conditions(problem, forbidden=np.array([[reason.lot, reason.demand]]))
        assert not reason.runner_up.is_exact
        assert 0 <= reason.runner_up.loss <= plan.objective - solve(without).objective


@given(problems(rows_max=5))
@settings(max_examples=80, deadline=None)
def test_a_lot_that_falls_by_what_it_is_short_enters_and_by_one_less_does_not(problem):
    plan = solve(problem)

    for alone in unmatched(problem, plan).lots:
        if alone.short_li_per_kg is None or alone.short_li_per_kg > problem.lots.floor[alone.row]:
            continue
        for step, enters in ((0, True), (1, False)):
            floor = problem.lots.floor.copy()
            floor[alone.row] -= alone.short_li_per_kg - step
            cheaper = solve(replace(problem, lots=replace(problem.lots, floor=floor)))
            assert (cheaper.objective > plan.objective) is enters
            assert not enters or alone.row in cheaper.lot


@given(problems(rows_max=5))
@settings(max_examples=80, deadline=None)
def test_a_demand_that_rises_by_what_it_is_short_enters_and_by_one_less_does_not(problem):
    plan = solve(problem)

    for alone in unmatched(problem, plan).demands:
        if alone.short_li_per_kg is None:
            continue
        for step, enters in ((0, True), (1, False)):
            ceiling = problem.demands.ceiling.copy()
            ceiling[alone.row] += alone.short_li_per_kg - step
            dearer = solve(replace(problem, demands=replace(problem.demands, ceiling=ceiling)))
            assert (dearer.objective > plan.objective) is enters
            assert not enters or alone.row in dearer.demand


def test_a_lot_is_short_of_what_its_strongest_rival_could_still_give_up():
    # The rival is worth 80, the idle lot 30. Any price of the buyer from 30 to 80 proves the plan;
    # only above 80 is the idle lot surely worth more.
    problem = Problem(
        lots=lots_of([(1, 1, 1_000, 10, 0.0), (1, 1, 1_000, 60, 0.0)]),
        demands=demands_of([(1, 1, 1_000, 100, 0.0)]),
        freight=PLAIN,
    )

    (alone,) = unmatched(problem, solve(problem)).lots

    assert (alone.row, alone.obstacle, alone.partner) == (1, Obstacle.OUTBID, 0)
    assert alone.short_li_per_kg == 51


def obstacle(lot=(1, 1, 1_000, 10, 0.0), demand=(1, 1, 1_000, 100, 0.0), **lot_days):
    problem = Problem(
        lots=lots_of([lot], **lot_days),
        demands=demands_of([demand], deliver_from=4, deliver_to=6),
        freight=PLAIN,
    )
    (alone,) = unmatched(problem, solve(problem)).lots
    return alone.obstacle, alone.partner, alone.short_li_per_kg


def test_every_obstacle_is_named():
    assert obstacle(lot=(2, 1, 1_000, 10, 0.0)) == (Obstacle.NO_PARTNER, None, None)
    assert obstacle(lot=(1, 2, 1_000, 10, 0.0)) == (Obstacle.GRADE, 0, None)
    assert obstacle(lot=(1, 1, 1_000, 10, 0.0), demand=(1, 1, 1_000, 900, 300.0), shelf_days=2) == (
        Obstacle.SHELF_LIFE,
        0,
        None,
    )
    assert obstacle(ready_from=7, ready_to=8) == (Obstacle.TOO_LATE, 0, None)
    assert obstacle(ready_to=1, shelf_days=2) == (Obstacle.TOO_EARLY, 0, None)
    # 100 − 10 − (10 + 85) = −5; a margin of 0 is worth nothing yet, so 6 li make it worthwhile.
    assert obstacle(demand=(1, 1, 1_000, 100, 85.0)) == (Obstacle.PRICE, 0, 6)


def test_a_forbidden_pair_and_a_load_too_light_are_named():
    problem = Problem(
        lots=lots_of([(1, 1, 1_000, 10, 0.0)]),
        demands=demands_of([(1, 1, 1_000, 100, 0.0)]),
        freight=PLAIN,
    )

    forbidden = with_conditions(problem, forbidden=np.array([[0, 0]]))
    light = with_conditions(problem, smallest_load_grams=2_000)

    (ruled_out,) = unmatched(forbidden, solve(forbidden)).lots
    (too_light,) = unmatched(light, solve(light)).lots
    assert ruled_out.obstacle is Obstacle.RULED_OUT
    assert too_light.obstacle is Obstacle.TOO_LIGHT
    assert too_light.partner == 0
    assert check(light, solve(light)) == []
