"""Account numbers in part, and the number by which a payout is found in a bank's file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.settlement.rules.bank_numbers import (
    PayoutPlace,
    is_mistyped_card,
    masked_number,
    payout_number,
    payout_place,
)


def test_an_account_is_shown_by_its_last_four_digits() -> None:
    assert masked_number("6222020200112233445") == "****3445"
    assert masked_number("12345678") == "****5678"
    assert masked_number("") == ""


def test_one_of_ten_last_digits_is_right_for_a_card() -> None:
    card = "622202020011223344"

    assert [is_mistyped_card(f"{card}{digit}") for digit in range(10)].count(False) == 1


def test_a_passbook_has_no_check_digit() -> None:
    assert not any(is_mistyped_card(f"80123456789{digit}") for digit in range(10))


def test_a_known_test_card_passes() -> None:
    assert not is_mistyped_card("6200000000000005")
    assert is_mistyped_card("6200000000000006")


@given(batch=st.integers(1, 999_999_999), place=st.integers(1, 99_999))
def test_a_payout_is_found_again_by_its_number(batch: int, place: int) -> None:
    number = payout_number(PayoutPlace(batch, place))

    assert payout_place(f"茉莉打款 {number.lower()} 9月") == PayoutPlace(batch, place)


@pytest.mark.parametrize("text", ["", "ML12", "ML12-", "ML1-1 ML1-2", "ML1-123456", "12-0003"])
def test_a_remark_that_names_none_or_two_names_nothing(text: str) -> None:
    assert payout_place(text) is None


def test_a_remark_that_names_one_twice_names_it() -> None:
    assert payout_number(PayoutPlace(12, 3)) == "ML12-0003"
    assert payout_place("ML12-0003/ML12-0003") == PayoutPlace(12, 3)
