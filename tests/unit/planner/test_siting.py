"""The siting planner: lawful, best, proved, and the same whatever the order of its rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import hypot, inf
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.planner.siting import BadProblem, Plan, Problem, Villages, check, explain, solve
from moli.planner.siting.engine import answer
from moli.planner.siting.instances import Size, random_problem
from moli.planner.siting.layout import Layout
from moli.planner.siting.solve import bound_of

Row = tuple[float, float, int, int, int, int]


def problem(rows: list[Row], *, count: int, reach_km: float = 3.0, poor: int = 1_000) -> Problem:
    """Villages as (x, y, people, poor, has_station, may_open)."""
    columns = [np.array(column) for column in zip(*rows, strict=True)] or [np.zeros(0, int)] * 6
    return Problem(Villages(*columns), reach_km=reach_km, count=count, poor_per_mille=poor)


def brute_force(asked: Problem) -> int:
    """The most that any choice covers more than today, each written out in Python's numbers."""
    villages = asked.villages
    rows = range(len(villages))
    near = [
        {
            other
            for other in rows
            if hypot(
                float(villages.x_km[row] - villages.x_km[other]),
                float(villages.y_km[row] - villages.y_km[other]),
            )
            <= asked.reach_km + 1e-4
        }
        for row in rows
    ]
    standing = {row for row in rows if villages.has_station[row]}
    left = [row for row in rows if not near[row] & standing]
    may = [row for row in rows if villages.may_open[row] and row not in standing]
    best = 0
    for some in combinations(may, min(asked.count, len(may))):
        covered = [row for row in left if near[row] & set(some)]
        best = max(best, sum(int(asked.weights[row]) for row in covered))
    return best


@st.composite
def small_counties(draw: Any) -> Problem:
    """Up to nine villages on a small map, so that many reach each other."""
    spot = st.integers(0, 12).map(float)
    rows = []
    for _ in range(draw(st.integers(1, 9))):
        people = draw(st.integers(0, 40))
        rows.append(
            (
                *(draw(spot), draw(spot)),
                *(people, draw(st.integers(0, people))),
                *(draw(st.integers(0, 1)) * draw(st.integers(0, 1)), draw(st.integers(0, 1))),
            )
        )
    return problem(
        rows,
        count=draw(st.integers(0, 4)),
        reach_km=draw(st.integers(0, 6)),
        poor=draw(st.sampled_from([0, 1_000, 3_000])),
    )


# Docs: a row of villages two kilometres apart, and one that is far from all.
ON_PAPER: list[Row] = [
    (0, 0, 900, 0, 1, 1),
    (4, 0, 500, 100, 0, 1),
    (6, 0, 800, 0, 0, 1),
    (8, 0, 500, 300, 0, 1),
    (20, 0, 1_200, 0, 0, 1),
    (10, 0, 400, 0, 0, 0),
]


def test_the_example_on_paper_opens_between_the_three_and_in_the_one_that_is_far() -> None:
    asked = problem(ON_PAPER, count=2)
    plan = solve(asked)
    # 500 + 100 poor, 800, 500 + 300 poor; and 1,200.
    assert plan.opened.tolist() == [2, 4]
    assert plan.value == (600 + 800 + 800 + 1_200) * 1_000 == plan.bound
    assert check(asked, plan) == []


def test_with_one_station_the_three_that_lie_together_come_first() -> None:
    # From kilometre 6 it is 600 + 800 + 800; from 8 it would be 800 + 800 + 400 without the first.
    assert solve(problem(ON_PAPER, count=1)).opened.tolist() == [2]


def test_whoever_counts_the_poor_alike_opens_by_heads() -> None:
    plan = solve(problem(ON_PAPER, count=1, poor=0))
    assert (plan.opened.tolist(), plan.value) == ([2], 1_800_000)


def test_reasons_say_whom_each_place_adds_and_how_far_the_next_station_is() -> None:
    asked = problem(ON_PAPER, count=2)
    first, second = explain(asked, solve(asked))
    assert (first.row, first.villages, first.people, first.poor) == (2, 3, 1_800, 400)
    assert (second.row, second.people, second.only_people) == (4, 1_200, 1_200)
    assert (first.nearest_km, second.nearest_km) == (6.0, 20.0)


def test_where_no_station_stands_the_nearest_is_infinitely_far() -> None:
    asked = problem([(0, 0, 10, 0, 0, 1)], count=1)
    assert explain(asked, solve(asked))[0].nearest_km == inf


def test_no_more_open_than_reach_somebody_new() -> None:
    plan = solve(problem(ON_PAPER, count=6))
    assert len(plan) == 3
    assert plan.is_proved_best


def test_villages_that_a_station_covers_already_bring_nothing() -> None:
    plan = solve(problem([(0, 0, 900, 0, 1, 1), (1, 0, 900, 900, 0, 1)], count=1))
    assert (len(plan), plan.value, plan.bound) == (0, 0, 0)


def test_a_county_without_villages_has_an_empty_plan() -> None:
    assert len(solve(problem([], count=3))) == 0


@given(small_counties())
def test_the_plan_covers_as_much_as_the_best_of_all_choices(asked: Problem) -> None:
    plan = solve(asked)
    assert plan.value == brute_force(asked)
    assert plan.value <= plan.bound
    assert plan.is_proved_best


@given(small_counties(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(asked: Problem, chance: Any) -> None:
    order = list(range(len(asked.villages)))
    chance.shuffle(order)
    rows = asked.villages
    mixed = Villages(
        *(
            getattr(rows, name)[order]
            for name in ("x_km", "y_km", "people", "poor", "has_station", "may_open")
        )
    )
    plan, other = solve(asked), solve(replace(asked, villages=mixed))
    assert (plan.value, plan.bound, len(plan)) == (other.value, other.bound, len(other))

    def places(villages: Villages, opened: Any) -> list[tuple[float, float]]:
        return sorted((float(villages.x_km[row]), float(villages.y_km[row])) for row in opened)

    assert places(rows, plan.opened) == places(mixed, other.opened)


def test_the_judge_measures_as_the_planner_does_to_the_last_digit() -> None:
    # Two kilometres and a half apart, and ten centimetres: on the edge of what is within reach.
    asked = problem(
        [(8.091, 3.9703, 900, 0, 0, 1), (9.59106, 5.97038, 900, 0, 0, 1)], count=1, reach_km=2.5
    )
    assert check(asked, solve(asked)) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_county_is_solved_to_the_proof(seed: int) -> None:
    plan = solve(random_problem(Size(311, 60.0, 120, 12), seed=seed, reach_km=4.0))
    assert plan.is_proved_best
    assert plan.gap < 0.001


def test_where_prices_prove_too_little_the_search_does() -> None:
    # Seven villages, seven places that reach three each, any two of which share a village (the
    # Fano plane): two places reach five, while two thirds of a place here and there reach six.
    lines = [(0, 1, 2), (0, 3, 4), (0, 5, 6), (1, 3, 5), (1, 4, 6), (2, 3, 6), (2, 4, 5)]
    links = np.array([(village, line) for line, of in enumerate(lines) for village in of])
    everything = np.arange(7)
    layout = Layout(everything, np.full(7, 10), everything, links[:, 0], links[:, 1])
    found = answer(layout, count=2)
    reached = {village for line in found.chosen for village in lines[line]}
    assert (len(found.chosen), len(reached), found.is_searched) == (2, 5, True)
    assert bound_of(layout, np.rint(found.prices).astype(np.int64), count=2) == 60


@pytest.mark.parametrize(
    ("law", "change"),
    [
        ("value", {"value": 3_399_999}),
        ("bound", {"bound": 3_399_999}),
        ("bound", {"bound": 3_400_001}),
        ("once", {"opened": np.array([4, 2])}),
        ("once", {"opened": np.array([2, 2])}),
        ("place", {"opened": np.array([0, 2])}),
        ("place", {"opened": np.array([2, 5])}),
        ("count", {"opened": np.array([1, 2, 4])}),
        ("shape", {"opened": np.array([2, 6])}),
        ("shape", {"prices": np.zeros(2, dtype=np.int64)}),
        ("prices", {"prices": np.full(6, -1)}),
    ],
)
def test_the_judge_refuses_whatever_is_changed(law: str, change: dict[str, Any]) -> None:
    asked = problem(ON_PAPER, count=2)
    changed: Plan = replace(solve(asked), **change)
    assert law in {finding.law for finding in check(asked, changed)}


@pytest.mark.parametrize(
    ("words", "make"),
    [
        ("poor of row 0", lambda: problem([(0, 0, 5, 6, 0, 1)], count=1)),
        ("reach_km", lambda: problem(ON_PAPER, count=1, reach_km=-1)),
        ("count", lambda: problem(ON_PAPER, count=-1)),
        ("poor_per_mille", lambda: problem(ON_PAPER, count=1, poor=-1)),
        ("may_open", lambda: problem([(0, 0, 5, 5, 0, 2)], count=1)),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(words: str, make: Any) -> None:
    with pytest.raises(BadProblem, match=words):
        make()
