"""The judge finds every kind of corruption."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from moli.planner.matching import PlanRefused, check, first_come_first_served, must_hold, solve
from moli.planner.matching.instances import random_problem, yaobu
from tests.unit.planner.problems import problems, with_conditions


def changed(column, row, value):
    other = column.copy()
    other[row] = value
    return other


CORRUPTIONS = {
    "capacity": lambda p: {"grams": changed(p.grams, 1, 9_000_000)},
    "grams": lambda p: {"grams": changed(p.grams, 1, 0)},
    "single": lambda p: {"lot": changed(p.lot, 1, 0)},
    "lawful": lambda p: {"demand": changed(p.demand, 0, 1)},
    "value": lambda p: {"value": changed(p.value, 0, 741)},
    "margin": lambda p: {"margin": changed(p.margin, 0, 741)},
    "freight": lambda p: {"freight": changed(p.freight, 0, 459)},
    "objective": lambda p: {"objective": p.objective + 1},
    "bound": lambda p: {"bound": p.bound - 1},
    "dual prices": lambda p: {"lot_prices": changed(p.lot_prices, 0, 399)},
    "barred": lambda _: {"barred": np.array([[0, 0]])},
}


@pytest.mark.parametrize("law", CORRUPTIONS)
def test_a_corrupted_plan_is_refused_by_the_law_it_breaks(law):
    problem = yaobu()
    plan = solve(problem)

    corrupted = replace(plan, **CORRUPTIONS[law](plan))

    assert law in {finding.law for finding in check(problem, corrupted)}
    with pytest.raises(PlanRefused):
        must_hold(problem, corrupted)


@pytest.mark.parametrize(
    "change",
    [
        {"lot": np.array([0, 1, 2, 3])},
        {"lot": np.array([0, 1, 2, 3, 5])},
        {"demand": np.array([0, 0, 0, -1, 1])},
        {"grams": np.array([1.0, 1.0, 1.0, 1.0, 1.0])},
        {"lot_prices": np.zeros(4, int)},
        {"demand_prices": np.zeros(3)},
    ],
)
def test_arrays_that_do_not_belong_together_are_refused(change):
    problem = yaobu()

    findings = check(problem, replace(solve(problem), **change))

    assert [finding.law for finding in findings] == ["shape"]


def test_a_negative_price_is_refused_even_when_the_sums_agree():
    problem = yaobu()
    plan = solve(problem)
    prices = changed(plan.lot_prices, 4, -1)

    corrupted = replace(plan, lot_prices=prices, bound=plan.bound - 30_000_000)

    laws = [finding.law for finding in check(problem, corrupted)]
    assert laws == ["bound", "dual prices", "dual prices"]


def test_a_better_looking_proof_is_refused_on_a_pair_that_carries_nothing():
    # Lowering Junqiao's price and raising its villages' keeps every used link tight; the orchard,
    # which sends nothing to Nanning, shows that the prices prove nothing.
    problem = yaobu()
    plan = solve(problem)
    shift = 340 - 229
    prices = plan.lot_prices + np.array([shift] * 4 + [0])

    corrupted = replace(plan, lot_prices=prices, demand_prices=changed(plan.demand_prices, 0, 229))

    (finding,) = check(problem, corrupted)
    assert finding.law == "dual prices"
    assert "lot 4 to demand 0" in finding.sentence


def test_conditions_are_judged():
    problem = yaobu()
    plan = solve(problem)

    def laws(**conditions):
        return {finding.law for finding in check(with_conditions(problem, **conditions), plan)}

    assert laws(smallest_load_grams=6_000_000) == {"smallest load"}
    assert laws(most_lots_per_demand=3) == {"most lots"}
    assert laws(forbidden=np.array([[0, 0]])) == {"forbidden"}
    assert laws(smallest_load_grams=5_000_000, most_lots_per_demand=4) == set()


@given(problems())
@settings(max_examples=100, deadline=None)
def test_the_judge_accepts_every_plan_and_every_baseline(problem):
    first_come = first_come_first_served(
        problem,
        lot_posted=np.arange(len(problem.lots)),
        demand_posted=np.arange(len(problem.demands)),
    )

    assert check(problem, solve(problem)) == []
    assert check(problem, first_come) == []


def test_a_tampered_county_is_refused():
    problem = random_problem("county", seed=3)
    plan = solve(problem)
    used = int(plan.lot[0])

    cheaper = replace(plan, lot_prices=changed(plan.lot_prices, used, plan.lot_prices[used] - 1))

    assert check(problem, plan) == []
    assert "dual prices" in {finding.law for finding in check(problem, cheaper)}
