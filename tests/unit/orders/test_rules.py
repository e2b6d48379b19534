"""States, baskets, numbers and amounts, judged without a database."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.orders.rules.basket import BasketEmpty, Buyer, UnitsOutOfRange, Wanted, merged, tidied
from moli.orders.rules.numbers import as_trace_code, order_number, trace_code
from moli.orders.rules.producing import Input, InputsDoNotAddUp, judge_amounts, oldest_first
from moli.orders.rules.states import (
    DROPPED_STATES,
    FILLED_STATES,
    HOLDING_STATES,
    OrderMovedOn,
    OrderState,
    may_become,
    must_become,
)
from moli.orders.rules.stock import best_before


def test_every_state_holds_units_or_has_them_out_or_has_dropped_them() -> None:
    kinds = [*HOLDING_STATES, *FILLED_STATES, *DROPPED_STATES]

    assert sorted(kinds) == sorted(OrderState)


def test_only_a_late_payment_brings_an_order_back() -> None:
    back = {
        (state, later)
        for state in DROPPED_STATES
        for later in OrderState
        if may_become(state, later)
    }

    assert back == {(OrderState.EXPIRED, OrderState.PAID)}


def test_nothing_is_sent_that_was_not_paid() -> None:
    before = {state for state in OrderState if may_become(state, OrderState.PACKED)}
    assert before == {OrderState.PAID}
    with pytest.raises(OrderMovedOn):
        must_become("PLACED", OrderState.SENT)


def test_lines_of_one_article_are_one_line() -> None:
    assert merged([Wanted("a", 1), Wanted("b", 2), Wanted("a", 3)]) == {"a": 4, "b": 2}


@pytest.mark.parametrize(
    ("wanted", "no"),
    [
        ([], BasketEmpty),
        ([Wanted(str(place), 1) for place in range(21)], BasketEmpty),
        ([Wanted("a", 3), Wanted("a", -2)], UnitsOutOfRange),
        ([Wanted("a", 600), Wanted("a", 600)], UnitsOutOfRange),
    ],
)
def test_a_basket_out_of_range_is_refused(wanted: list[Wanted], no: type[Exception]) -> None:
    with pytest.raises(no):
        merged(wanted)


def test_an_order_number_says_its_day_and_is_taken_by_every_channel() -> None:
    number = order_number(uuid4(), on=date(2016, 9, 12))

    assert number.startswith("160912")
    assert len(number) == 16
    assert number.isalnum()
    assert number.isupper()
    assert not set(number) & set("ILOU")


def test_numbers_of_many_orders_differ() -> None:
    uids = [uuid4() for _ in range(2_000)]

    assert len({order_number(uid, on=date(2016, 9, 12)) for uid in uids}) == 2_000
    assert len({trace_code(uid) for uid in uids}) == 2_000


@given(
    units=st.integers(1, 5_000),
    grams_per_unit=st.integers(1, 50_000),
    loss_grams=st.integers(0, 10**6),
    off=st.sampled_from([-1, 0, 1]),
)
def test_to_the_gram_what_goes_in_comes_out(
    units: int, grams_per_unit: int, loss_grams: int, off: int
) -> None:
    given_grams = units * grams_per_unit + loss_grams + off
    inputs = [Input("a", given_grams)] if given_grams else []

    def judge() -> None:
        judge_amounts(
            units=units, grams_per_unit=grams_per_unit, loss_grams=loss_grams, inputs=inputs
        )

    if off:
        with pytest.raises(InputsDoNotAddUp):
            judge()
    else:
        judge()


def test_produce_keeps_for_its_shelf_life() -> None:
    assert best_before(harvested_on=date(2016, 9, 10), shelf_days=540) == date(2018, 3, 4)


def test_what_spoils_first_is_taken_first_until_it_is_enough() -> None:
    left = [Input("a", 300), Input("b", 0), Input("c", 200), Input("d", 500)]

    assert oldest_first(left, needed_grams=450) == [Input("a", 300), Input("c", 150)]
    assert oldest_first(left, needed_grams=0) == []
    assert oldest_first(left, needed_grams=5_000) == [left[0], left[2], left[3]]
    assert oldest_first([], needed_grams=100) == []


@pytest.mark.parametrize(
    "typed",
    [
        "1A0B 2C3D-4E5F",
        "ia0b2c3d4e5f",
        "1aob2c3d4e5f",
        "１Ａ0Ｂ2C3D4E5F",
        " 1a0b_2c3d\t4e5f\n",
        "１Ａ０Ｂ＿２Ｃ３Ｄ\u3000４Ｅ５Ｆ",
    ],
)
def test_a_trace_code_is_understood_as_people_type_it(typed: str) -> None:
    assert as_trace_code(typed) == "1A0B2C3D4E5F"


@pytest.mark.parametrize(
    "typed", ["", "1A0B2C3D4E5", "1A0B2C3D4E5F6", "1A0B2C3D4E5U", "溯源码溯源码溯源码溯源码"]
)
def test_what_can_be_no_trace_code_is_none(typed: str) -> None:
    assert as_trace_code(typed) == ""


def test_every_trace_code_is_understood_as_itself() -> None:
    for _ in range(50):
        code = trace_code(uuid4())
        assert as_trace_code(code.lower()) == code


def test_signs_that_nobody_sees_are_no_part_of_a_buyer() -> None:
    copied = Buyer("韦\u202e小花", "\u202d138 0000 0001\u202c", "南宁\n民族大道\ufeff 1 号")

    assert tidied(copied) == Buyer("韦小花", "13800000001", "南宁\n民族大道 1 号")
