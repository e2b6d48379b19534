"""The chart, amounts and months, judged without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.ledger.rules.chart import LIMITED, SIDES, AccountKind, Side, on_its_side
from moli.ledger.rules.months import last_day_of_month
from moli.ledger.rules.transfers import (
    AMOUNT_FEN_MAX,
    ENTRIES_MAX,
    AmountOutOfRange,
    EntriesOutOfRange,
    NotBalanced,
    NotYetHappened,
    judge_amounts,
    judge_day,
)


def test_every_kind_of_account_has_a_side() -> None:
    assert set(SIDES) == set(AccountKind)


def test_what_can_run_out_is_money_at_hand_and_money_owed() -> None:
    assert {kind for kind in LIMITED if SIDES[kind] is Side.DEBIT} == {
        AccountKind.CASH,
        AccountKind.BANK,
    }
    assert {kind for kind in LIMITED if SIDES[kind] is Side.CREDIT} == {
        AccountKind.PROCEEDS,
        AccountKind.HELD,
        AccountKind.PAYABLE,
    }


def test_growth_is_positive_on_either_side() -> None:
    assert on_its_side(AccountKind.BANK, 100) == 100
    assert on_its_side(AccountKind.PAYABLE, -100) == 100


@given(st.lists(st.integers(1, AMOUNT_FEN_MAX // 100), min_size=1, max_size=50))
def test_amounts_and_their_counterweight_are_let_pass(amounts: list[int]) -> None:
    judge_amounts([*amounts, -sum(amounts)])


@given(
    st.lists(st.integers(-1_000, 1_000).filter(bool), min_size=2, max_size=20).filter(
        lambda amounts: sum(amounts) != 0
    )
)
def test_any_other_sum_is_refused_with_what_is_over(amounts: list[int]) -> None:
    with pytest.raises(NotBalanced) as refusal:
        judge_amounts(amounts)

    assert refusal.value.facts == {"over_fen": sum(amounts)}


@pytest.mark.parametrize("amounts", [[], [1], [1, -1] * (ENTRIES_MAX // 2) + [1]])
def test_a_transfer_has_from_two_to_ten_thousand_entries(amounts: list[int]) -> None:
    with pytest.raises(EntriesOutOfRange):
        judge_amounts(amounts)


@pytest.mark.parametrize("amounts", [[0, 0], [AMOUNT_FEN_MAX + 1, -AMOUNT_FEN_MAX - 1]])
def test_an_entry_is_neither_nothing_nor_too_much(amounts: list[int]) -> None:
    with pytest.raises(AmountOutOfRange):
        judge_amounts(amounts)


def test_the_largest_transfer_fits_a_number_of_the_database() -> None:
    judge_amounts([AMOUNT_FEN_MAX, -AMOUNT_FEN_MAX] * (ENTRIES_MAX // 2))

    assert AMOUNT_FEN_MAX * ENTRIES_MAX < 2**63


def test_the_books_know_today_and_not_tomorrow() -> None:
    judge_day(date(2016, 9, 12), today=date(2016, 9, 12))

    with pytest.raises(NotYetHappened):
        judge_day(date(2016, 9, 13), today=date(2016, 9, 12))


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2016, 2, 1), date(2016, 2, 29)),
        (date(2017, 2, 28), date(2017, 2, 28)),
        (date(2016, 12, 31), date(2016, 12, 31)),
        (date(2016, 9, 12), date(2016, 9, 30)),
    ],
)
def test_a_month_ends_on_its_last_day(day: date, last: date) -> None:
    assert last_day_of_month(day) == last
