"""Spoken numbers are read exactly, whole and in one pass."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.spoken.numerals import Doubt, in_chinese, read_number
from moli.kernel.spoken.text import level


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("80,000", 80_000),
        ("８０，０００", 80_000),
        ("1 200", 1_200),
        ("1,234,567", 1_234_567),
        ("8万", 80_000),
        ("8w", 80_000),
        ("８Ｗ", 80_000),
        ("8.5万", 85_000),
        ("8万5千", 85_000),
        ("2万零500", 20_500),
        ("八万", 80_000),
        ("捌萬", 80_000),
        ("三千五百", 3_500),
        ("三千零五", 3_005),
        ("两千零五十", 2_050),
        ("十二", 12),
        ("廿五", 25),
        ("卅", 30),
        ("八点五万", 85_000),
        ("二〇一六", 2_016),
        ("一亿两千万", 120_000_000),
    ],
)
def test_a_plain_number_is_read_whole(words: str, value: int) -> None:
    number = read_number(level(words), 0)

    assert number is not None
    assert (number.low, number.high, number.doubt) == (Decimal(value), Decimal(value), None)
    assert (number.start, number.end) == (0, len(words))


@pytest.mark.parametrize(
    ("words", "low", "high", "doubt"),
    [
        ("两万三", 23_000, 23_000, Doubt.SHORTENED),
        ("8万5", 85_000, 85_000, Doubt.SHORTENED),
        ("三千五", 3_500, 3_500, Doubt.SHORTENED),
        ("一百八", 180, 180, Doubt.SHORTENED),
        ("三四万", 30_000, 40_000, Doubt.RANGE),
        ("三五千", 3_000, 5_000, Doubt.RANGE),
        ("十七八", 17, 18, Doubt.RANGE),
        ("二三十", 20, 30, Doubt.RANGE),
        ("十几", 10, 10, Doubt.OR_MORE),
        ("二十多", 20, 20, Doubt.OR_MORE),
        ("20多万", 200_000, 200_000, Doubt.OR_MORE),
        ("几千", 1_000, 1_000, Doubt.VAGUE),
        ("数万", 10_000, 10_000, Doubt.VAGUE),
        ("百八十", 180, 180, Doubt.VAGUE),
        ("万", 10_000, 10_000, Doubt.VAGUE),
        ("000", 0, 0, Doubt.BROKEN),
        ("1.2.3", 0, 0, Doubt.BROKEN),
    ],
)
def test_a_number_that_is_not_exact_says_so(words: str, low: int, high: int, doubt: Doubt) -> None:
    number = read_number(words, 0)

    assert number is not None
    assert (number.low, number.high, number.doubt) == (Decimal(low), Decimal(high), doubt)
    assert number.end == len(words)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("五一斤", "五", 5),  # 三块五一斤: the 一 counts the jin
        ("三两", "三", 3),  # 50 g each
        ("一两万斤", "一两万", 10_000),
        ("5一斤", "5", 5),
        ("3千克", "3", 3),
        ("8kg", "8", 8),
        ("十来吨", "十来", 10),
        ("百把斤", "百把", 100),
        ("8万来收", "8万", 80_000),
    ],
)
def test_a_number_ends_where_its_unit_begins(text: str, words: str, value: int) -> None:
    number = read_number(text, 0)

    assert number is not None
    assert (number.words, number.low) == (words, Decimal(value))


def test_torn_digits_are_broken_on_both_sides_of_the_comma() -> None:
    before, after = read_number("8,5万", 0), read_number("8,5万", 2)

    assert before is not None
    assert after is not None
    assert (before.doubt, after.doubt) == (Doubt.BROKEN, Doubt.BROKEN)


def test_half_is_exactly_a_half() -> None:
    number = read_number("半", 0)

    assert number is not None
    assert number.low == Decimal("0.5")


@pytest.mark.parametrize("text", ["斤", "零", "多", "来", "把", "年"])
def test_what_is_no_number_is_none(text: str) -> None:
    number = read_number(text, 0)

    assert number is None or text == "零"


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_number_said_in_chinese_is_read_back(value: int) -> None:
    words = in_chinese(value)
    number = read_number(words, 0)

    assert number is not None
    assert (number.low, number.high, number.doubt) == (Decimal(value), Decimal(value), None)
    assert number.words == words


@given(st.integers(min_value=0, max_value=999_999_999))
def test_thousands_are_read_back(value: int) -> None:
    number = read_number(f"{value:,}斤", 0)

    assert number is not None
    assert (number.low, number.doubt) == (Decimal(value), None)


@given(st.decimals(min_value="0.01", max_value="9999", places=2))
def test_ten_thousands_with_decimals_are_exact(value: Decimal) -> None:
    number = read_number(f"{value}万斤", 0)

    assert number is not None
    assert number.low == value * 10_000


@pytest.mark.parametrize("value", [-1, 100_000_000])
def test_in_chinese_refuses_what_it_cannot_say(value: int) -> None:
    with pytest.raises(ValueError, match="99,999,999"):
        in_chinese(value)


@given(st.text())
def test_levelling_keeps_every_place(text: str) -> None:
    assert len(level(text)) == len(text)
    assert level(level(text)) == level(text)
