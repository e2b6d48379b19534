"""Spoken weights become whole grams."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.spoken.numerals import Doubt, in_chinese
from moli.kernel.spoken.shape import fold
from moli.kernel.spoken.text import level
from moli.kernel.spoken.weights import SpokenWeight, weights_in


def _one(text: str, **packs: int) -> SpokenWeight:
    found = weights_in(fold(level(text)), pack_grams=packs)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("words", "grams"),
    [
        ("8万斤", 40_000_000),
        ("80,000 斤", 40_000_000),
        ("8W斤", 40_000_000),
        ("１２００市斤", 600_000),
        ("5000公斤", 5_000_000),
        ("5000kg", 5_000_000),
        ("5000KG", 5_000_000),
        ("五千千克", 5_000_000),
        ("四十吨", 40_000_000),
        ("40t", 40_000_000),
        ("40顿", 40_000_000),
        ("半吨", 500_000),
        ("半斤", 250),
        ("一吨半", 1_500_000),
        ("两斤半", 1_250),
        ("一百担", 5_000_000),
        ("3斤2两", 1_600),
        ("2吨500斤", 2_250_000),
        ("1吨200公斤", 1_200_000),
        ("80克", 80),
        ("0.5公斤", 500),
    ],
)
def test_a_weight_is_exact(words: str, grams: int) -> None:
    weight = _one(words)

    assert (weight.low_grams, weight.high_grams, weight.doubt) == (grams, grams, None)
    assert (weight.span.start, weight.span.end) == (0, len(words))


@pytest.mark.parametrize(
    ("words", "low", "high", "doubt"),
    [
        ("3到4万斤", 15_000_000, 20_000_000, Doubt.RANGE),
        ("3-4万斤", 15_000_000, 20_000_000, Doubt.RANGE),
        ("三万到四万斤", 15_000_000, 20_000_000, Doubt.RANGE),
        ("3万斤~4万斤", 15_000_000, 20_000_000, Doubt.RANGE),
        ("500到1千斤", 250_000, 500_000, Doubt.RANGE),
        ("七八吨", 7_000_000, 8_000_000, Doubt.RANGE),
        ("4到3吨", 4_000_000, 3_000_000, Doubt.BROKEN),
        ("十来吨", 10_000_000, 10_000_000, Doubt.OR_MORE),
        ("3吨多", 3_000_000, 3_000_000, Doubt.OR_MORE),
        ("四十吨左右", 40_000_000, 40_000_000, Doubt.ABOUT),
        ("一吨二", 1_200_000, 1_200_000, Doubt.SHORTENED),
        ("几千斤", 500_000, 500_000, Doubt.VAGUE),
    ],
)
def test_a_weight_that_is_not_exact_says_so(words: str, low: int, high: int, doubt: Doubt) -> None:
    weight = _one(words)

    assert (weight.low_grams, weight.high_grams, weight.doubt) == (low, high, doubt)


def test_about_in_front_counts_and_stays_outside_the_words() -> None:
    weight = _one("大概有8万斤")

    assert (weight.low_grams, weight.doubt) == (40_000_000, Doubt.ABOUT)
    assert (weight.span.start, weight.span.end) == (3, 6)


def test_a_grade_behind_a_tonne_is_no_tenth_of_it() -> None:
    weight = _one("一吨二级果")

    assert (weight.low_grams, weight.doubt) == (1_000_000, None)


def test_a_known_pack_has_grams_and_an_unknown_one_none() -> None:
    assert _one("200筐", 筐=25_000).low_grams == 5_000_000
    assert _one("200筐").low_grams is None
    assert _one("200筐").unit == "筐"


def test_a_fraction_of_a_gram_is_no_weight() -> None:
    assert _one("0.5克").low_grams is None


@given(st.integers(min_value=1, max_value=9_999_999))
def test_jin_said_in_chinese_are_read_back(jin: int) -> None:
    weight = _one(f"有{in_chinese(jin)}斤")

    assert (weight.low_grams, weight.doubt) == (jin * 500, None)


@given(st.integers(min_value=1, max_value=999), st.sampled_from([("吨", 10**6), ("公斤", 10**3)]))
def test_arabic_weights_are_read_back(count: int, unit: tuple[str, int]) -> None:
    assert _one(f"{count}{unit[0]}").low_grams == count * unit[1]
