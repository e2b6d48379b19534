"""One weight, one price, one day out of one box: exact, or refused."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.refusal import Refusal
from moli.market.rules.amounts import (
    DayUnreadable,
    PriceTooFine,
    PriceUnreadable,
    WeightTooFine,
    WeightUnreadable,
    price_of_number,
    read_day,
    read_price,
    read_weight,
    weight_of_number,
)


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("80,000", 40_000_000),
        ("80000", 40_000_000),
        ("８０，０００", 40_000_000),
        ("8万", 40_000_000),
        ("8w", 40_000_000),
        ("八万斤", 40_000_000),
        ("40吨", 40_000_000),
        ("40 t", 40_000_000),
        ("四十吨", 40_000_000),
        ("两吨半", 2_500_000),
        ("80000斤左右", 40_000_000),
        ("100公斤", 100_000),
        ("0.5", 250),
        # A negative number is read, so that the market can say what is allowed.
        ("-500", -250_000),
    ],
)
def test_weights_that_people_type_are_read(text: str, grams: int) -> None:
    assert read_weight(text, unit="斤", field="grams") == grams


def test_a_bare_number_counts_the_unit_of_its_box() -> None:
    assert read_weight("40,000", unit="公斤", field="grams") == 40_000_000
    assert read_weight("40", unit="吨", field="grams") == 40_000_000
    assert read_weight("8万斤", unit="公斤", field="grams") == 40_000_000


@pytest.mark.parametrize("text", ["", "很多", "几万斤", "1e5", "nan", "8万斤百香果", "9" * 40, "٣"])
def test_words_that_are_no_weight_are_refused(text: str) -> None:
    with pytest.raises(WeightUnreadable):
        read_weight(text, unit="斤", field="grams")


def test_fractions_of_a_gram_are_refused() -> None:
    with pytest.raises(WeightTooFine):
        read_weight("0.0001", unit="斤", field="grams")


@pytest.mark.parametrize(
    ("text", "fen_per_kg"),
    [
        ("3", 600),
        ("3.00", 600),
        ("3.20", 640),
        ("2.605", 521),
        ("三块", 600),
        ("两块六", 520),
        ("3块5", 700),
        ("3块5毛", 700),
        ("2元6角", 520),
        ("三块二毛五", 650),
        ("8毛", 160),
        ("3元一斤", 600),
        ("3.2元/斤", 640),
        ("¥3", 600),
        ("6元/公斤", 600),
        ("-3", -600),
    ],
)
def test_prices_that_people_type_are_read(text: str, fen_per_kg: int) -> None:
    assert read_price(text, unit="斤", field="price") == fen_per_kg


def test_a_bare_price_is_per_unit_of_its_box() -> None:
    assert read_price("6.40", unit="公斤", field="price") == 640


@pytest.mark.parametrize("text", ["", "面议", "几块", "3块5斤", "3000元/吨", "1e3", "inf"])
def test_words_that_are_no_price_are_refused(text: str) -> None:
    with pytest.raises(PriceUnreadable):
        read_price(text, unit="斤", field="price")


def test_a_price_finer_than_a_fen_per_kilogram_is_refused() -> None:
    with pytest.raises(PriceTooFine):
        read_price("3.0021", unit="斤", field="price")


@pytest.mark.parametrize("text", ["2016-09-25", "2016/9/25", "2016.9.25", "2016年9月25日"])
def test_a_day_with_its_year_is_read(text: str) -> None:
    assert read_day(text, field="to_on") == date(2016, 9, 25)


@pytest.mark.parametrize("text", ["", "9月25日", "25/9/2016", "2016-02-30", "明天", "2016-9-25 x"])
def test_a_day_without_year_or_sense_is_refused(text: str) -> None:
    with pytest.raises(DayUnreadable):
        read_day(text, field="to_on")


def test_a_number_cell_counts_as_the_sheet_shows_it() -> None:
    assert price_of_number(2.6 * 1.1, unit="斤", field="price") == 572
    assert weight_of_number(80_000, unit="斤", field="grams") == 40_000_000


@pytest.mark.parametrize("number", [float("inf"), float("nan"), 1e300])
def test_a_number_cell_beyond_reason_is_refused(number: float) -> None:
    with pytest.raises(WeightUnreadable):
        weight_of_number(number, unit="斤", field="grams")


@given(st.text(max_size=60))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    for read in (read_weight, read_price):
        with suppress(Refusal):
            assert isinstance(read(text, unit="斤", field="x"), int)
    with suppress(Refusal):
        read_day(text, field="x")


@given(st.integers(min_value=1, max_value=10**12))
def test_a_weight_written_with_commas_comes_back(jin: int) -> None:
    assert read_weight(f"{jin:,}", unit="斤", field="grams") == jin * 500
