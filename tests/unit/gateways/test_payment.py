"""The words that every channel shares, and the one comparison that lets money count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from moli.gateways.alipay import AlipayGateway
from moli.gateways.offline import OfflineGateway
from moli.gateways.payment import (
    Charge,
    Payment,
    PaymentGateway,
    PaymentState,
    Refund,
    checked_number,
    fits,
)
from moli.gateways.wechat import WeChatGateway
from tests.factories.moments import NOW

PAID = Payment(order_no="M0001A", transaction_no="1", total_fen=8888, state=PaymentState.PAID)
CHARGE = Charge(
    order_no="M0001A",
    total_fen=8888,
    subject="茉莉花茶",
    notify_url="https://moli.example/pay",
    expires_at=NOW + timedelta(minutes=15),
)
REFUND = Refund(order_no="M0001A", refund_no="R0001A", refund_fen=8888, total_fen=8888)


def test_only_the_exact_sum_fits() -> None:
    assert fits(PAID, total_fen=8888)
    assert not fits(PAID, total_fen=8887)
    assert not fits(PAID, total_fen=8889)


@pytest.mark.parametrize("state", [each for each in PaymentState if each is not PaymentState.PAID])
def test_nothing_but_paid_fits(state: PaymentState) -> None:
    assert not fits(replace(PAID, state=state), total_fen=8888)


@pytest.mark.parametrize("number", ["M0001A", "0" * 32, "ABCDEF"])
def test_a_number_that_every_channel_takes_passes(number: str) -> None:
    assert checked_number(number) == number


@pytest.mark.parametrize(
    "number", ["", "M0001", "0" * 33, "m0001a", "M0001A\n", "M/001A", "M０００１A", "M0001茶"]
)
def test_any_other_number_is_a_mistake(number: str) -> None:
    with pytest.raises(ValueError, match="6 to 32"):
        checked_number(number)


@pytest.mark.parametrize("total_fen", [0, -1])
def test_a_charge_of_nothing_is_a_mistake(total_fen: int) -> None:
    with pytest.raises(ValueError, match="at least 1 fen"):
        replace(CHARGE, total_fen=total_fen)


def test_a_charge_needs_to_know_when_it_ends() -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(CHARGE, expires_at=NOW.replace(tzinfo=None))


@pytest.mark.parametrize("refund_fen", [0, -1, 8889])
def test_a_refund_of_nothing_or_of_too_much_is_a_mistake(refund_fen: int) -> None:
    with pytest.raises(ValueError, match="at most the order's sum"):
        replace(REFUND, refund_fen=refund_fen)


def test_three_channels_have_the_one_interface() -> None:
    # The type checker proves it of these lines; a test sees that no name is missing.
    kinds: list[type[PaymentGateway]] = [OfflineGateway, WeChatGateway, AlipayGateway]
    names = {name for name in vars(PaymentGateway) if not name.startswith("_")}

    assert len(names) == 8
    assert [kind for kind in kinds if not names <= set(dir(kind))] == []
