"""Paying at the station: references that survive handwriting, and the office's word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.gateways.failures import NotificationFault, NotificationRefused
from moli.gateways.offline import OfflineGateway, order_no_of, reference_for
from moli.gateways.payment import (
    Channel,
    Charge,
    ChargeKind,
    PaymentState,
    Refund,
    RefundState,
    fits,
)
from tests.factories.moments import NOW

ORDER = "M20160912000001"
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERS = st.text(SIGNS, min_size=6, max_size=32)
GATEWAY = OfflineGateway()


def test_a_charge_becomes_a_reference_to_write_on_the_slip() -> None:
    charge = Charge(
        order_no=ORDER,
        total_fen=8888,
        subject="茉莉花茶",
        notify_url="https://moli.example/pay",
        expires_at=NOW + timedelta(days=3),
    )
    started = GATEWAY.start(charge, at=NOW)

    assert started == GATEWAY.start(charge, at=NOW)
    assert started.kind is ChargeKind.INSTRUCTION
    # 36² times the number, and 45 (= 19 in signs), leaves 1 when divided by 1271.
    assert started.value.startswith(f"{ORDER}-")
    assert int(started.value.replace("-", ""), 36) % 1271 == 1


@given(NUMBERS)
def test_a_reference_names_its_order(number: str) -> None:
    assert order_no_of(reference_for(number)) == number


def test_a_reference_is_read_as_people_write_it() -> None:
    body, check = reference_for(ORDER).split("-")
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in body)

    for written in (
        f"{body}{check}",
        f" {body.lower()} - {check.lower()} ",
        f"{body[:5]} {body[5:]}—{check}",
        f"{wide}－{check}",
    ):
        assert order_no_of(written) == ORDER


@given(NUMBERS, st.data())
def test_one_wrong_sign_is_noticed(number: str, data: st.DataObject) -> None:
    signs = list(reference_for(number).replace("-", ""))
    place = data.draw(st.integers(0, len(signs) - 1))
    signs[place] = data.draw(st.sampled_from(SIGNS.replace(signs[place], "")))

    assert order_no_of("".join(signs)) is None


@given(NUMBERS, st.data())
def test_two_exchanged_neighbours_are_noticed(number: str, data: st.DataObject) -> None:
    signs = list(reference_for(number).replace("-", ""))
    place = data.draw(st.integers(0, len(signs) - 2))
    signs[place], signs[place + 1] = signs[place + 1], signs[place]

    expected = number if signs[place] == signs[place + 1] else None
    assert order_no_of("".join(signs)) == expected


@pytest.mark.parametrize(
    "written", ["", "-", "M2016", "茉莉花茶", "+1234567", "1_000_000_00", "²" * 9]
)
def test_what_is_no_reference_names_nothing(written: str) -> None:
    assert order_no_of(written) is None


def test_the_channel_itself_knows_nothing() -> None:
    assert GATEWAY.query(ORDER, at=NOW) is None
    assert GATEWAY.close(ORDER, at=NOW) is False


def test_what_the_office_confirms_reads_like_any_notification() -> None:
    notification = GATEWAY.confirm(ORDER, slip_no=" 00417 ", total_fen=8888, paid_at=NOW)

    assert notification.channel is Channel.OFFLINE
    assert notification.state is PaymentState.PAID
    assert notification.notice_id == "00417"
    assert fits(notification, total_fen=8888)
    assert not fits(notification, total_fen=8880)
    assert notification == GATEWAY.confirm(ORDER, slip_no="00417", total_fen=8888, paid_at=NOW)


@pytest.mark.parametrize(("slip_no", "total_fen"), [("", 8888), ("  ", 8888), ("1", 0), ("1", -5)])
def test_a_confirmation_of_nothing_is_a_mistake(slip_no: str, total_fen: int) -> None:
    with pytest.raises(ValueError, match="a slip, a sum"):
        GATEWAY.confirm(ORDER, slip_no=slip_no, total_fen=total_fen, paid_at=NOW)


def test_nobody_outside_can_confirm() -> None:
    with pytest.raises(NotificationRefused) as refusal:
        GATEWAY.read_notification({}, b"paid", at=NOW)
    assert refusal.value.code is NotificationFault.UNKNOWN_KIND


def test_money_goes_back_by_hand() -> None:
    refund = Refund(order_no=ORDER, refund_no="R0001A", refund_fen=100, total_fen=8888)

    assert GATEWAY.refund(refund, at=NOW).state is RefundState.BY_HAND
    assert GATEWAY.query_refund(refund, at=NOW) == GATEWAY.refund(refund, at=NOW)
