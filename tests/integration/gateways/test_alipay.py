"""Alipay from the address that the payer opens to the refund, before a server that proves us."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest

from moli.gateways.alipay import AlipayGateway, AlipayMerchant
from moli.gateways.failures import GatewayFailed, GatewayFault
from moli.gateways.payment import Charge, ChargeKind, PaymentState, Refund, RefundState
from tests.factories.channels.fake_alipay import FakeAlipay
from tests.factories.channels.fixtures import SECONDS
from tests.factories.channels.provider import STALL_SECONDS, Mood
from tests.factories.moments import NOW

ORDER = "M20160912000001"
CHARGE = Charge(
    order_no=ORDER,
    total_fen=8888,
    subject="横县 a=1&b/2 茉莉花茶",
    notify_url="https://moli.example/pay/alipay",
    return_url="https://moli.example/orders/1?from=alipay&lang=zh",
    expires_at=NOW + timedelta(minutes=15),
)
REFUND = Refund(
    order_no=ORDER,
    refund_no="R20160912000001",
    refund_fen=1200,
    total_fen=8888,
    reason="两袋受潮",
)


def opened(gateway: AlipayGateway, fake: FakeAlipay) -> None:
    fake.open_page(gateway.start(CHARGE, at=NOW).value)


def paid(gateway: AlipayGateway, fake: FakeAlipay) -> None:
    opened(gateway, fake)
    fake.pay(ORDER, at=NOW)


def test_a_charge_becomes_an_address_that_alipay_proves(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay
) -> None:
    started = alipay_gateway.start(CHARGE, at=NOW)
    form = alipay.open_page(started.value)

    assert started.kind is ChargeKind.REDIRECT
    assert alipay.asked == []
    assert (form["notify_url"], form["return_url"]) == (CHARGE.notify_url, CHARGE.return_url)
    assert (form["timestamp"], form["sign_type"]) == ("2016-09-12 09:00:00", "RSA2")
    order = alipay.orders[ORDER]
    assert (order["total_amount"], order["time_expire"]) == ("88.88", "2016-09-12 09:15:00")
    assert order["subject"] == "横县 a 1 b 2 茉莉花茶"
    assert order["product_code"] == "FAST_INSTANT_TRADE_PAY"


def test_an_address_that_was_changed_is_not_proven(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay
) -> None:
    address = alipay_gateway.start(CHARGE, at=NOW).value

    with pytest.raises(AssertionError, match="not signed"):
        alipay.open_page(address.replace("88.88", "00.01"))


def test_an_order_that_nobody_opened_is_none(alipay_gateway: AlipayGateway) -> None:
    alipay_gateway.start(CHARGE, at=NOW)

    assert alipay_gateway.query(ORDER, at=NOW) is None
    assert alipay_gateway.query_refund(REFUND, at=NOW) is None
    # It may still be opened and paid, so it does not count as closed.
    assert not alipay_gateway.close(ORDER, at=NOW)


def test_a_query_tells_waiting_then_paid(alipay_gateway: AlipayGateway, alipay: FakeAlipay) -> None:
    opened(alipay_gateway, alipay)
    before = alipay_gateway.query(ORDER, at=NOW)
    alipay.pay(ORDER, at=NOW)
    after = alipay_gateway.query(ORDER, at=NOW)

    assert before is not None
    assert before.state is PaymentState.WAITING
    assert after is not None
    assert after.state is PaymentState.PAID
    assert (after.total_fen, after.paid_at, after.order_no) == (8888, NOW, ORDER)


def test_a_closed_order_stays_closed(alipay_gateway: AlipayGateway, alipay: FakeAlipay) -> None:
    opened(alipay_gateway, alipay)

    assert alipay_gateway.close(ORDER, at=NOW)
    assert alipay_gateway.close(ORDER, at=NOW)
    found = alipay_gateway.query(ORDER, at=NOW)
    assert found is not None
    assert found.state is PaymentState.CLOSED


def test_a_paid_order_is_not_closed(alipay_gateway: AlipayGateway, alipay: FakeAlipay) -> None:
    paid(alipay_gateway, alipay)

    with pytest.raises(GatewayFailed, match=r"REFUSED ACQ\.TRADE_STATUS_ERROR"):
        alipay_gateway.close(ORDER, at=NOW)


def test_a_refund_is_done_and_known(alipay_gateway: AlipayGateway, alipay: FakeAlipay) -> None:
    paid(alipay_gateway, alipay)
    assert alipay_gateway.query_refund(REFUND, at=NOW) is None

    answer = alipay_gateway.refund(REFUND, at=NOW)

    assert (answer.state, answer.refund_fen) == (RefundState.DONE, 1200)
    assert alipay_gateway.query_refund(REFUND, at=NOW) == answer
    assert alipay.refunds[REFUND.refund_no]["refund_reason"] == "两袋受潮"


def test_a_refund_sent_twice_goes_back_once(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay
) -> None:
    paid(alipay_gateway, alipay)
    alipay_gateway.refund(REFUND, at=NOW)

    # The second call moves nothing and says so; asking tells that the first did.
    assert alipay_gateway.refund(REFUND, at=NOW).state is RefundState.RUNNING
    found = alipay_gateway.query_refund(REFUND, at=NOW)
    assert found is not None
    assert found.state is RefundState.DONE
    assert len(alipay.refunds) == 1


def test_an_order_refunded_in_whole_is_no_order_closed_unpaid(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay
) -> None:
    paid(alipay_gateway, alipay)
    alipay_gateway.refund(replace(REFUND, refund_fen=8888), at=NOW)

    found = alipay_gateway.query(ORDER, at=NOW)
    assert found is not None
    assert found.state is PaymentState.REFUNDED


@pytest.mark.parametrize(
    ("mood", "fault"),
    [
        (Mood.UNSIGNED, GatewayFault.UNTRUSTED),
        (Mood.STRANGER, GatewayFault.UNTRUSTED),
        (Mood.TAMPERED, GatewayFault.UNTRUSTED),
        (Mood.TRUNCATED, GatewayFault.UNREADABLE),
        (Mood.STALLED, GatewayFault.NO_ANSWER),
        (Mood.DRIPPING, GatewayFault.NO_ANSWER),
        (Mood.HUNG_UP, GatewayFault.NO_ANSWER),
        (Mood.OUT_OF_ORDER, GatewayFault.NO_ANSWER),
        (Mood.BUSY, GatewayFault.NO_ANSWER),
        (Mood.ELSEWHERE, GatewayFault.NO_ANSWER),
    ],
)
def test_a_bad_answer_is_never_taken_for_a_payment(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay, mood: Mood, fault: GatewayFault
) -> None:
    paid(alipay_gateway, alipay)
    alipay.mood = mood
    began = monotonic()

    with pytest.raises(GatewayFailed) as failure:
        alipay_gateway.query(ORDER, at=NOW)
    assert failure.value.fault is fault
    assert not failure.value.is_certain
    assert monotonic() - began < STALL_SECONDS
    assert len(alipay.asked) == 1


def test_a_refund_without_an_answer_is_asked_again_and_goes_back_once(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay
) -> None:
    paid(alipay_gateway, alipay)
    alipay.mood = Mood.TRUNCATED
    with pytest.raises(GatewayFailed) as failure:
        alipay_gateway.refund(REFUND, at=NOW)
    alipay.mood = Mood.GOOD

    assert not failure.value.is_certain
    found = alipay_gateway.query_refund(REFUND, at=NOW)
    assert found is not None
    assert found.state is RefundState.DONE
    assert len(alipay.refunds) == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"out_trade_no": "M20160912000002"}, GatewayFault.UNTRUSTED),
        ({"total_amount": "88.888"}, GatewayFault.UNREADABLE),
        ({"total_amount": 88.88}, GatewayFault.UNREADABLE),
        ({"trade_status": "HEARSAY"}, GatewayFault.UNREADABLE),
        ({"trade_no": ""}, GatewayFault.UNREADABLE),
        ({"send_pay_date": "yesterday"}, GatewayFault.UNREADABLE),
    ],
)
def test_a_signed_answer_about_something_else_is_not_taken(
    alipay_gateway: AlipayGateway,
    alipay: FakeAlipay,
    changes: dict[str, object],
    fault: GatewayFault,
) -> None:
    paid(alipay_gateway, alipay)
    alipay.changes = changes

    with pytest.raises(GatewayFailed) as failure:
        alipay_gateway.query(ORDER, at=NOW)
    assert failure.value.fault is fault


@pytest.mark.parametrize(
    "changes", [{"out_request_no": "R20160912000009"}, {"refund_amount": "12.01"}]
)
def test_an_answer_about_another_refund_is_not_taken(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay, changes: dict[str, object]
) -> None:
    paid(alipay_gateway, alipay)
    alipay_gateway.refund(REFUND, at=NOW)
    alipay.changes = changes

    with pytest.raises(GatewayFailed, match="UNTRUSTED"):
        alipay_gateway.query_refund(REFUND, at=NOW)


@pytest.mark.parametrize(
    ("code", "sub_code", "is_certain"),
    [
        ("40004", "ACQ.SELLER_BALANCE_NOT_ENOUGH", True),
        ("40004", "ACQ.SYSTEM_ERROR", False),
        ("20000", "isp.unknow-error", False),
        ("20000", None, False),
    ],
)
def test_a_no_is_certain_only_when_alipay_says_so(
    alipay_gateway: AlipayGateway,
    alipay: FakeAlipay,
    code: str,
    sub_code: str | None,
    is_certain: bool,
) -> None:
    paid(alipay_gateway, alipay)
    alipay.forced = {"code": code, "msg": "no", "sub_code": sub_code}

    with pytest.raises(GatewayFailed) as failure:
        alipay_gateway.refund(REFUND, at=NOW)
    assert failure.value.is_certain is is_certain
    assert failure.value.detail == (sub_code or "CODE_20000")


def test_an_unsigned_no_proves_nothing_but_names_its_cause(
    alipay: FakeAlipay, alipay_merchant: AlipayMerchant
) -> None:
    stranger = replace(alipay_merchant, private_key=alipay.keys.stranger.private_pem)
    gateway = AlipayGateway(stranger, address=f"{alipay.address}/gateway.do", seconds=SECONDS)

    with pytest.raises(GatewayFailed, match=r"UNTRUSTED isv\.invalid-signature") as failure:
        gateway.query(ORDER, at=NOW)
    assert not failure.value.is_certain


def test_a_number_never_becomes_another_question(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay
) -> None:
    for number in ("M1", '","x":"', "m20160912000001"):
        with pytest.raises(ValueError, match="6 to 32"):
            alipay_gateway.query(number, at=NOW)
    assert alipay.asked == []


def test_a_channel_is_never_spoken_to_in_the_clear(alipay_merchant: AlipayMerchant) -> None:
    with pytest.raises(ValueError, match="https"):
        AlipayGateway(alipay_merchant, address="http://openapi.alipay.com/gateway.do")
