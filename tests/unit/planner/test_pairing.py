"""The pairing planner: lawful, best, proved, and the same whatever the order of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.planner.pairing import (
    NOBODY,
    BadProblem,
    Helped,
    Helpers,
    Plan,
    Problem,
    Weights,
    check,
    explain,
    solve,
)
from moli.planner.pairing import engines as pairing_engines
from moli.planner.pairing.instances import Size, random_problem

WEIGHTS = Weights(points_per_km=10.0, unfit=1_000, alone=4_000, need=1_000)
FRUIT, TEA, CORN = 1, 2, 4


def problem(
    helpers: list[tuple[float, float, int, int]],
    helped: list[tuple[float, float, int, int, int, int]],
    *,
    changes_max: int | None = None,
    weights: Weights = WEIGHTS,
) -> Problem:
    """Helpers as (x, y, products, capacity), helped as (x, y, products, need, tie, stay)."""
    ours = [np.array(column) for column in zip(*helpers, strict=True)] or [np.zeros(0, int)] * 4
    theirs = [np.array(column) for column in zip(*helped, strict=True)] or [np.zeros(0, int)] * 6
    return Problem(Helpers(*ours), Helped(*theirs), weights, changes_max)


def costs_by_hand(asked: Problem) -> list[list[int]]:
    """What each helper costs each helped, one pair after another, in Python's own numbers."""
    helpers, helped, weights = asked.helpers, asked.helped, asked.weights
    table = []
    for j in range(len(helped)):
        grown = int(helped.products[j]).bit_count()
        row = []
        for i in range(len(helpers)):
            dx = float(helpers.x_km[i]) - float(helped.x_km[j])
            dy = float(helpers.y_km[i]) - float(helped.y_km[j])
            dealt = (int(helpers.products[i]) & int(helped.products[j])).bit_count()
            step = weights.unfit / max(grown, 1)
            row.append(
                round(weights.points_per_km * (dx * dx + dy * dy) ** 0.5 + step * (grown - dealt))
            )
        table.append(row)
    return table


def brute_force(asked: Problem) -> int:
    """The least cost of all plans there are, each written out."""
    costs, helped, weights = costs_by_hand(asked), asked.helped, asked.weights
    alone = [weights.alone + weights.need * int(need) // 1_000 for need in helped.need]
    changes_max = asked.ties_count if asked.changes_max is None else asked.changes_max

    def plans(row: int, left: list[int], changed: int) -> Iterator[int]:
        if changed > changes_max:
            return
        if row == len(helped):
            yield 0
            return
        tie = int(helped.tie[row])
        for more in plans(row + 1, left, changed + (tie != NOBODY)):
            yield alone[row] + more
        for i in range(len(left)):
            if not left[i]:
                continue
            left[i] -= 1
            here = costs[row][i] - (int(helped.stay[row]) if tie == i else 0)
            for more in plans(row + 1, left, changed + (tie not in (NOBODY, i))):
                yield here + more
            left[i] += 1

    return min(plans(0, asked.helpers.capacity.tolist(), 0))


COORDINATES = st.integers(0, 400).map(float)
BITS = st.integers(0, 7)


@st.composite
def small_problems(draw: Any, most: int = 4) -> Problem:
    """Up to four helpers and helped, with ties that fit their places."""
    helpers = draw(
        st.lists(
            st.tuples(COORDINATES, COORDINATES, BITS, st.integers(0, 3)),
            min_size=1,
            max_size=most,
        )
    )
    left = [capacity for *_, capacity in helpers]
    helped = []
    for _ in range(draw(st.integers(1, most))):
        tie = draw(st.integers(NOBODY, len(helpers) - 1))
        if tie != NOBODY and not left[tie]:
            tie = NOBODY
        if tie != NOBODY:
            left[tie] -= 1
        x, y, products = draw(COORDINATES), draw(COORDINATES), draw(BITS)
        stay = draw(st.integers(0, 900)) if tie != NOBODY else 0
        helped.append((x, y, products, draw(st.integers(0, 1_000)), tie, stay))
    ties = sum(tie != NOBODY for *_, tie, _ in helped)
    changes_max = draw(st.none() | st.integers(0, ties))
    return problem(helpers, helped, changes_max=changes_max)


@given(small_problems())
def test_small_plans_are_the_best_there_are(asked: Problem) -> None:
    plan = solve(asked)

    assert plan.cost == brute_force(asked)
    assert plan.cost_bound <= plan.cost
    assert check(asked, plan) == []
    if asked.changes_max is None:
        assert plan.gap == 0.0


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("changes_max", [None, 0, 2])
def test_six_by_six_is_the_best_there_is(seed: int, changes_max: int | None) -> None:
    size = Size(helpers=6, helped=6, capacity=1)
    asked = random_problem(size, seed=seed, tied_share=1.0, changes_max=changes_max)

    assert solve(asked).cost == brute_force(asked)


@given(small_problems(most=7), st.randoms())
def test_the_same_people_in_another_order_get_as_good_a_plan(asked: Problem, chance: Any) -> None:
    helpers, helped = asked.helpers, asked.helped
    mine, theirs = list(range(len(helpers))), list(range(len(helped)))
    chance.shuffle(mine)
    chance.shuffle(theirs)
    place = np.full(len(mine) + 1, NOBODY)
    place[mine] = np.arange(len(mine))
    columns = (helpers.x_km, helpers.y_km, helpers.products, helpers.capacity)
    other = Problem(
        Helpers(*(column[mine] for column in columns)),
        Helped(
            helped.x_km[theirs],
            helped.y_km[theirs],
            helped.products[theirs],
            helped.need[theirs],
            place[helped.tie[theirs]],
            helped.stay[theirs],
        ),
        asked.weights,
        asked.changes_max,
    )

    one, two = solve(asked), solve(other)

    assert (one.cost, one.changed, len(one)) == (two.cost, two.changed, len(two))
    assert sorted(one.costs.tolist()) == sorted(two.costs.tolist())


@given(small_problems(most=7))
def test_nobody_helps_more_than_they_can_and_few_ties_change(asked: Problem) -> None:
    plan = solve(asked)

    count = np.bincount(plan.helper, minlength=len(asked.helpers))
    assert (count <= asked.helpers.capacity).all()
    assert len(set(plan.helped.tolist())) == len(plan)
    kept = sum(int(asked.helped.tie[j]) == i for j, i in zip(plan.helped, plan.helper, strict=True))
    assert plan.changed == asked.ties_count - kept
    if asked.changes_max is not None:
        assert plan.changed <= asked.changes_max


@given(small_problems(most=6))
def test_the_same_question_gets_the_same_answer_twice(asked: Problem) -> None:
    one, two = solve(asked), solve(asked)

    assert one.summary() == two.summary()
    for column in ("helped", "helper", "costs", "gains", "prices"):
        assert (getattr(one, column) == getattr(two, column)).all()


@pytest.mark.parametrize("capacity", [8, 10, 11, 40])
def test_the_auction_comes_within_what_it_proves(
    capacity: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Places short, tight, spare and in plenty; the exact engine knows the best."""
    size = Size(helpers=60, helped=600, capacity=capacity)
    asked = random_problem(size, seed=capacity, tied_share=0.3)
    best = solve(asked)
    monkeypatch.setattr(pairing_engines, "EXACT_PAIRS", 0)

    plan = solve(asked)

    assert plan.engine == pairing_engines.AUCTION
    assert plan.cost_bound <= best.cost <= plan.cost
    assert 0 <= plan.gap <= 0.0005
    assert check(asked, plan) == []


def test_the_auction_proves_the_best_where_one_has_more_places_than_there_are_helped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A helper that cannot be full has no price, however many of its places are taken."""
    monkeypatch.setattr(pairing_engines, "EXACT_PAIRS", 0)
    helpers = [(0.0, 0.0, FRUIT, 10_000), *((300.0 + i, 0.0, FRUIT, 1) for i in range(20))]
    helped = [(float(j), 0.0, FRUIT, 0, NOBODY, 0) for j in range(20)]

    plan = solve(problem(helpers, helped))

    assert plan.engine == pairing_engines.AUCTION
    assert plan.helper.tolist() == [0] * len(helped)
    assert (plan.gap, plan.prices.tolist()) == (0.0, [0] * len(helpers))


def test_the_auction_keeps_the_bound_on_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    size = Size(helpers=40, helped=200, capacity=5)
    asked = random_problem(size, seed=3, tied_share=0.8, changes_max=10)
    best = solve(asked)
    monkeypatch.setattr(pairing_engines, "EXACT_PAIRS", 0)

    plan = solve(asked)

    assert plan.changed <= 10
    assert plan.cost_bound <= best.cost
    assert plan.cost >= best.cost_bound


def test_a_tie_stays_unless_another_is_clearly_better() -> None:
    """Twenty kilometres nearer is 200 points: less than 250 that the tie is worth, not than 150."""
    helpers = [(0.0, 0.0, FRUIT, 1), (20.0, 0.0, FRUIT, 1)]
    for stay, helper in ((250, 1), (150, 0)):
        plan = solve(problem(helpers, [(0.0, 0.0, FRUIT, 0, 1, stay)]))
        assert plan.helper.tolist() == [helper]
        assert plan.changed == (helper == 0)


def test_what_is_grown_and_who_needs_it_most_decide() -> None:
    helpers = [(0.0, 0.0, TEA, 1), (60.0, 0.0, FRUIT | CORN, 1)]
    plan = solve(problem(helpers, [(0.0, 0.0, FRUIT, 0, NOBODY, 0)]))
    # 600 points of road are less than 1,000 of a helper that deals in nothing of it.
    assert (plan.helper.tolist(), plan.costs.tolist()) == ([1], [600])

    one_place = [(0.0, 0.0, FRUIT, 1)]
    near_and_far = [(10.0, 0.0, FRUIT, 0, NOBODY, 0), (40.0, 0.0, FRUIT, 900, NOBODY, 0)]
    plan = solve(problem(one_place, near_and_far))
    assert plan.helped.tolist() == [1]


def test_who_is_too_far_from_everybody_stays_alone() -> None:
    plan = solve(problem([(0.0, 0.0, FRUIT, 1)], [(401.0, 0.0, FRUIT, 0, NOBODY, 0)]))

    assert (len(plan), plan.cost, plan.gap) == (0, 4_000, 0.0)


def test_nobody_at_all_is_a_plan_too() -> None:
    for asked in (
        problem([], [(0.0, 0.0, FRUIT, 0, NOBODY, 0)]),
        problem([(0.0, 0.0, FRUIT, 1)], []),
        problem([(0.0, 0.0, FRUIT, 0)], [(0.0, 0.0, FRUIT, 0, NOBODY, 0)]),
    ):
        assert len(solve(asked)) == 0


def test_a_reason_names_road_fit_and_who_would_step_in() -> None:
    helpers = [(3.0, 4.0, FRUIT, 1), (30.0, 40.0, FRUIT | TEA, 1)]
    asked = problem(helpers, [(0.0, 0.0, FRUIT | TEA, 200, 0, 900)])

    (reason,) = explain(asked, solve(asked))

    assert (reason.helper, reason.is_kept, reason.need) == (0, True, 200)
    assert (reason.road_km, reason.fit, reason.cost) == (5.0, 500, 550)
    # The other costs 500 and is no tie: 550 − 900 against 500.
    assert (reason.instead, reason.loss_at_least) == (1, 850)


@pytest.mark.parametrize(
    ("change", "law"),
    [
        ({"helped": np.array([0, 0])}, "once"),
        ({"helper": np.array([0, 0])}, "capacity"),
        ({"helper": np.array([0, 9])}, "shape"),
        ({"changed": 1}, "changes"),
        ({"costs": np.array([1, 0])}, "costs"),
        ({"gains": np.array([1, 0])}, "gains"),
        ({"gain": 1}, "sums"),
        ({"cost": 1}, "sums"),
        ({"prices": np.array([-1, 0])}, "prices"),
        ({"change_price": 5}, "prices"),
        ({"gain_bound": 1}, "bound"),
        ({"prices": np.array([0, 0, 0])}, "shape"),
        ({"helped": np.array([0])}, "shape"),
        ({"costs": np.array([1.0, 0.0])}, "shape"),
    ],
)
def test_the_judge_finds_every_planted_break(change: dict[str, Any], law: str) -> None:
    asked, plan = _two_and_two()

    assert law in {finding.law for finding in check(asked, replace(plan, **change))}


def test_the_judge_refuses_more_changes_than_allowed() -> None:
    asked, plan = _two_and_two()
    tied = replace(asked.helped, tie=np.array([1, 0]), stay=np.array([0, 0]))
    bounded = Problem(asked.helpers, tied, asked.weights, changes_max=1)
    changed = replace(plan, changed=2)

    assert {finding.law for finding in check(bounded, changed)} == {"changes"}


def _two_and_two() -> tuple[Problem, Plan]:
    helpers = [(0.0, 0.0, FRUIT, 1), (10.0, 0.0, TEA, 1)]
    helped = [(0.0, 1.0, FRUIT, 0, NOBODY, 0), (10.0, 2.0, TEA, 0, NOBODY, 0)]
    asked = problem(helpers, helped)
    plan = solve(asked)
    assert (plan.helper.tolist(), plan.costs.tolist()) == ([0, 1], [10, 20])
    return asked, plan


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (lambda: Helpers([0.0], [0.0], [1], [-1]), "capacity of row 0"),
        (lambda: Helpers([0.0], [0.0], [1], [1.5]), "whole numbers"),
        (lambda: Helpers([np.nan], [0.0], [1], [1]), "x_km of row 0"),
        (lambda: Helpers([0.0], [0.0, 1.0], [1], [1]), "has 2 rows"),
        (lambda: Helpers([0.0], [0.0], [0.5], [1]), "a bit for each"),
        (lambda: Helpers([[0.0]], [0.0], [1], [1]), "flat array"),
        (lambda: Weights(points_per_km=-1.0), "points_per_km"),
        (lambda: Weights(alone=-1), "alone is -1"),
        (lambda: problem([(0.0, 0.0, 1, 1)], [(0.0, 0.0, 1, 0, 1, 0)]), "there are 1 helpers"),
        (
            lambda: problem([(0.0, 0.0, 1, 0)], [(0.0, 0.0, 1, 0, 0, 0)], changes_max=0),
            "force 1 ties",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(broken: Any, says: str) -> None:
    with pytest.raises(BadProblem, match=says):
        broken()


@pytest.mark.parametrize("pairs", [pairing_engines.EXACT_PAIRS, 0])
def test_the_greatest_that_may_be_asked_still_fits(
    pairs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairing_engines, "EXACT_PAIRS", pairs)
    great = Weights(points_per_km=1_000.0, unfit=10**8, alone=10**8, need=10**8)
    helpers = [(20_000.0, 20_000.0, FRUIT, 1), (0.0, 0.0, FRUIT, 0), (0.0, 1.0, TEA, 1)]
    helped = [
        (-20_000.0, -20_000.0, FRUIT, 1_000, 0, 10**8),
        (0.0, 0.0, FRUIT, 1_000, 2, 10**8),
    ]

    plan = solve(problem(helpers, helped, changes_max=0, weights=great))

    assert (plan.helper.tolist(), plan.changed) == ([0, 2], 0)
