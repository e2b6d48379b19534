"""Problems that cannot be meant are refused with one sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from moli.planner.matching import BadProblem, Conditions, Freight, Problem, Weights
from moli.planner.matching.instances import random_problem, yaobu
from tests.unit.planner.problems import PLAIN, demands_of, lots_of

LOT = (1, 1, 1_000, 10, 0.0)
DEMAND = (1, 1, 1_000, 90, 0.0)


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("grams", [0], "lots.grams of row 0 is 0; it must lie between 1 and 9007199254740991"),
        ("grams", [-5], "lots.grams of row 0 is -5; it must lie between 1 and 9007199254740991"),
        ("floor", [10**8 + 1], "lots.floor of row 0 is 100000001; it must lie between 0 and"),
        ("poor_share", [1_001], "lots.poor_share of row 0 is 1001; it must lie between 0 and 1000"),
        ("grade", [0], "lots.grade of row 0 is 0; it must lie between 1 and 1000"),
        ("grams", [1.5], "lots.grams must hold whole numbers, not float64; round them first"),
        ("grams", [[1]], "lots.grams must be a flat array, not one of 2 dimensions"),
        ("grams", [1, 2], "lots.grams has 2 rows but product has 1; give every column one row"),
        ("x_km", [np.nan], "lots.x_km of row 0 is nan; it must lie within 20000 km of the origin"),
        ("x_km", ["east"], "lots.x_km must be a flat array of kilometres"),
        ("ready_to", [-1], "lots row 0: the ready window ends on day -1, before it begins on day"),
    ],
)
def test_a_bad_column_is_refused_by_name_and_row(column, value, sentence):
    lots = lots_of([LOT])

    with pytest.raises(BadProblem) as refusal:
        replace(lots, **{column: np.array(value)})

    assert str(refusal.value).startswith(sentence)


def test_a_delivery_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadProblem, match="demands row 1: the delivery window ends on day 2"):
        demands_of([DEMAND, DEMAND], deliver_from=[0, 3], deliver_to=[5, 2])


@pytest.mark.parametrize(
    "make",
    [
        lambda: Freight(handling_li_per_kg=-1, li_per_kg_km=1.0),
        lambda: Freight(handling_li_per_kg=1, li_per_kg_km=float("nan")),
        lambda: Freight(handling_li_per_kg=1, li_per_kg_km=1.0, circuity=0.9),
        lambda: Freight(handling_li_per_kg=1, li_per_kg_km=1.0, km_per_day=0.0),
        lambda: Weights(poor=-1),
        lambda: Weights(poor=10_001),
        lambda: Conditions(most_lots_per_demand=0),
        lambda: Conditions(smallest_load_grams=-1),
        lambda: Conditions(forbidden=np.array([1, 2])),
        lambda: Conditions(preferred=np.array([[0.5, 1.0]])),
    ],
)
def test_settings_beyond_reason_are_refused(make):
    with pytest.raises(BadProblem):
        make()


def test_a_pair_that_does_not_exist_is_refused():
    with pytest.raises(BadProblem, match="names lot 0 and demand 1: no such"):
        Problem(
            lots=lots_of([LOT]),
            demands=demands_of([DEMAND]),
            freight=PLAIN,
            conditions=Conditions(forbidden=np.array([[0, 1]])),
        )


def test_sums_that_64_bits_cannot_hold_are_refused():
    with pytest.raises(BadProblem, match="is too much to reckon exactly; split the round"):
        Problem(
            lots=lots_of([(1, 1, 10**12, 0, 0.0)]),
            demands=demands_of([(1, 1, 10**12, 10**8, 0.0)]),
            freight=PLAIN,
        )


def test_weights_that_doubles_cannot_tell_apart_are_refused_unless_they_share_a_measure():
    most = 2**53 - 1

    with pytest.raises(BadProblem, match="too much to reckon exactly in steps of 1 g"):
        Problem(
            lots=lots_of([(1, 1, most, 9, 0.0), (1, 1, 2, 9, 0.0)]),
            demands=demands_of([(1, 1, 1, 10, 0.0)]),
            freight=PLAIN,
        )
    # In whole tonnes the same weight is exact.
    tonnes = most // 10**6 * 10**6
    shared = Problem(
        lots=lots_of([(1, 1, tonnes, 9, 0.0), (1, 1, 2 * 10**6, 9, 0.0)]),
        demands=demands_of([(1, 1, 10**6, 10, 0.0)]),
        freight=PLAIN,
    )
    assert shared.unit_grams == 10**6


def test_columns_cannot_be_changed_afterwards():
    lots = yaobu().lots

    with pytest.raises(ValueError, match="read-only"):
        lots.grams[0] = 1


def test_random_instances_are_the_same_twice():
    first, second = random_problem("tiny", seed=9), random_problem("tiny", seed=9)

    assert first.lots.grams.tolist() == second.lots.grams.tolist()
    assert first.demands.ceiling.tolist() == second.demands.ceiling.tolist()
    assert (len(first.lots), len(first.demands)) == (60, 20)
