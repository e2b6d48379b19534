"""Whole fen: what a weight costs, and sharing a sum so that no fen is lost."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.money import (
    FEN_PER_KG_PER_FEN_PER_JIN,
    FEN_PER_YUAN,
    LI_PER_FEN,
    MICRO_YUAN_PER_FEN,
    split_fen,
    total_fen,
)

GRAMS = st.integers(min_value=0, max_value=10**11)
PRICES = st.integers(min_value=0, max_value=4_000_000)
# At least one weight above 0: nothing can be shared among nobody.
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=60).filter(any)


def test_yaobus_passion_fruit_brings_256_000_yuan() -> None:
    # 80,000 jin × 3.20 yuan = 256,000 yuan; 3.20 yuan/jin is 640 fen/kg.
    assert total_fen(grams=40_000_000, fen_per_kg=640) == 256_000 * FEN_PER_YUAN


@pytest.mark.parametrize(
    ("grams", "fen_per_kg", "fen"),
    [
        (1_000, 1, 1),
        (499, 1, 0),
        (500, 1, 1),  # half a fen goes up
        (1_499, 1, 1),
        (1_500, 1, 2),
        (333, 3, 1),  # 0.999
        (0, 640, 0),
        (1, 0, 0),
    ],
)
def test_a_total_goes_to_the_nearest_fen(grams: int, fen_per_kg: int, fen: int) -> None:
    assert total_fen(grams=grams, fen_per_kg=fen_per_kg) == fen


@given(grams=GRAMS, fen_per_kg=PRICES)
def test_a_total_is_never_half_a_fen_off(grams: int, fen_per_kg: int) -> None:
    error = total_fen(grams=grams, fen_per_kg=fen_per_kg) - Fraction(grams * fen_per_kg, 1_000)

    assert Fraction(-1, 2) < error <= Fraction(1, 2)


def test_one_hundred_fen_among_three_equal_shares() -> None:
    assert split_fen(total_fen=100, weights=[1, 1, 1]) == [34, 33, 33]


def test_odd_fen_go_to_the_largest_remainders() -> None:
    # 10 × 1/6, 2/6, 3/6 = 1.67, 3.33, 5.00: one fen is left, and the first lost most.
    assert split_fen(total_fen=10, weights=[1, 2, 3]) == [2, 3, 5]


def test_who_weighs_nothing_gets_nothing() -> None:
    assert split_fen(total_fen=7, weights=[0, 3, 0]) == [0, 7, 0]


@given(total=st.integers(min_value=0, max_value=10**12), weights=WEIGHTS)
def test_shares_add_up_to_the_fen(total: int, weights: list[int]) -> None:
    shares = split_fen(total_fen=total, weights=weights)

    assert sum(shares) == total
    assert len(shares) == len(weights)


@given(total=st.integers(min_value=0, max_value=10**12), weights=WEIGHTS)
def test_nobody_is_a_whole_fen_off_the_exact_share(total: int, weights: list[int]) -> None:
    whole = sum(weights)

    for share, weight in zip(split_fen(total_fen=total, weights=weights), weights, strict=True):
        assert abs(share - Fraction(total * weight, whole)) < 1


@given(total=st.integers(min_value=0, max_value=10**9), weights=WEIGHTS)
def test_who_weighs_more_never_gets_less(total: int, weights: list[int]) -> None:
    shares = split_fen(total_fen=total, weights=weights)

    by_weight = sorted(zip(weights, shares, strict=True), key=lambda pair: pair[0])
    for (lighter, less), (heavier, more) in pairwise(by_weight):
        assert lighter == heavier or less <= more


@pytest.mark.parametrize(
    ("total", "weights"), [(-1, [1]), (1, [-1, 2]), (1, [0, 0]), (1, []), (0, [])]
)
def test_a_sum_that_cannot_be_shared_is_refused(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="split_fen needs"):
        split_fen(total_fen=total, weights=weights)


def test_units_fit_each_other() -> None:
    assert FEN_PER_KG_PER_FEN_PER_JIN == 2
    assert LI_PER_FEN == 10
    # One fen is 10,000 micro-yuan, and a li per kilogram on a gram is one of them.
    assert MICRO_YUAN_PER_FEN * FEN_PER_YUAN == 1_000_000
