"""WeChat Pay from the first scan to the refund, before a server that proves what we send."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from moli.gateways.failures import GatewayFailed, GatewayFault
from moli.gateways.payment import Charge, ChargeKind, PaymentState, Refund, RefundState
from moli.gateways.wechat import WeChatGateway, WeChatMerchant
from tests.factories.channels.fake_wechat import FakeWeChat
from tests.factories.channels.fixtures import SECONDS
from tests.factories.channels.provider import Mood
from tests.factories.moments import NOW

ORDER = "M20160912000001"
CHARGE = Charge(
    order_no=ORDER,
    total_fen=8888,
    subject="横县茉莉花茶 250 克",
    notify_url="https://moli.example/pay/wechat",
    expires_at=NOW + timedelta(minutes=15),
)
REFUND = Refund(order_no=ORDER, refund_no="R20160912000001", refund_fen=1200, total_fen=8888)


def paid(gateway: WeChatGateway, fake: FakeWeChat) -> None:
    gateway.start(CHARGE, at=NOW)
    fake.pay(ORDER, at=NOW)


def test_a_charge_becomes_a_text_for_a_qr_code(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    started = wechat_gateway.start(CHARGE, at=NOW)

    assert started.kind is ChargeKind.QR_TEXT
    assert started.value.startswith("weixin://wxpay/")
    asked = wechat.orders[ORDER]
    assert asked["amount"] == {"total": 8888, "currency": "CNY"}
    assert asked["time_expire"] == "2016-09-12T09:15:00+08:00"
    assert asked["notify_url"] == "https://moli.example/pay/wechat"


def test_a_charge_started_twice_is_one_order(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    first = wechat_gateway.start(CHARGE, at=NOW)

    assert wechat_gateway.start(CHARGE, at=NOW) == first
    assert len(wechat.orders) == 1


def test_a_long_subject_is_cut_between_two_signs(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    wechat_gateway.start(replace(CHARGE, subject="茉莉花茶" * 50), at=NOW)

    assert wechat.orders[ORDER]["description"] == ("茉莉花茶" * 50)[:40]


def test_an_order_paid_already_is_not_charged_again(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    paid(wechat_gateway, wechat)

    with pytest.raises(GatewayFailed) as failure:
        wechat_gateway.start(CHARGE, at=NOW)
    assert (failure.value.fault, failure.value.detail) == (GatewayFault.REFUSED, "ORDERPAID")
    assert failure.value.is_certain


def test_a_query_tells_waiting_then_paid(wechat_gateway: WeChatGateway, wechat: FakeWeChat) -> None:
    wechat_gateway.start(CHARGE, at=NOW)
    before = wechat_gateway.query(ORDER, at=NOW)
    wechat.pay(ORDER, at=NOW)
    after = wechat_gateway.query(ORDER, at=NOW)

    assert before is not None
    assert before.state is PaymentState.WAITING
    assert after is not None
    assert after.state is PaymentState.PAID
    assert (after.total_fen, after.paid_at, after.order_no) == (8888, NOW, ORDER)


def test_an_order_that_wechat_does_not_know_is_none(wechat_gateway: WeChatGateway) -> None:
    assert wechat_gateway.query("M20160912999999", at=NOW) is None
    assert not wechat_gateway.close("M20160912999999", at=NOW)


def test_a_closed_order_stays_closed(wechat_gateway: WeChatGateway) -> None:
    wechat_gateway.start(CHARGE, at=NOW)

    assert wechat_gateway.close(ORDER, at=NOW)
    assert wechat_gateway.close(ORDER, at=NOW)
    found = wechat_gateway.query(ORDER, at=NOW)
    assert found is not None
    assert found.state is PaymentState.CLOSED


def test_a_paid_order_is_not_closed(wechat_gateway: WeChatGateway, wechat: FakeWeChat) -> None:
    paid(wechat_gateway, wechat)

    with pytest.raises(GatewayFailed, match="REFUSED ORDERPAID"):
        wechat_gateway.close(ORDER, at=NOW)


def test_a_refund_runs_and_is_done_later(wechat_gateway: WeChatGateway, wechat: FakeWeChat) -> None:
    paid(wechat_gateway, wechat)
    assert wechat_gateway.query_refund(REFUND, at=NOW) is None

    assert wechat_gateway.refund(REFUND, at=NOW).state is RefundState.RUNNING
    wechat.refunds[REFUND.refund_no]["status"] = "SUCCESS"
    found = wechat_gateway.query_refund(REFUND, at=NOW)
    order = wechat_gateway.query(ORDER, at=NOW)

    assert found is not None
    assert found.state is RefundState.DONE
    assert order is not None
    assert order.state is PaymentState.REFUNDED


def test_a_refund_sent_twice_goes_back_once(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    paid(wechat_gateway, wechat)

    assert wechat_gateway.refund(REFUND, at=NOW) == wechat_gateway.refund(REFUND, at=NOW)
    assert len(wechat.refunds) == 1
    with pytest.raises(GatewayFailed, match="REFUSED INVALID_REQUEST"):
        wechat_gateway.refund(replace(REFUND, refund_fen=1300), at=NOW)


@pytest.mark.parametrize(
    ("mood", "fault"),
    [
        (Mood.UNSIGNED, GatewayFault.UNTRUSTED),
        (Mood.STRANGER, GatewayFault.UNTRUSTED),
        (Mood.TAMPERED, GatewayFault.UNTRUSTED),
        (Mood.TRUNCATED, GatewayFault.UNREADABLE),
        (Mood.STALLED, GatewayFault.NO_ANSWER),
        (Mood.HUNG_UP, GatewayFault.NO_ANSWER),
        (Mood.OUT_OF_ORDER, GatewayFault.NO_ANSWER),
        (Mood.BUSY, GatewayFault.NO_ANSWER),
    ],
)
def test_a_bad_answer_is_never_taken_for_a_payment(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, mood: Mood, fault: GatewayFault
) -> None:
    paid(wechat_gateway, wechat)
    wechat.mood = mood

    with pytest.raises(GatewayFailed) as failure:
        wechat_gateway.query(ORDER, at=NOW)
    assert failure.value.fault is fault
    assert not failure.value.is_certain


def test_a_refund_without_an_answer_is_asked_again_and_goes_back_once(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    paid(wechat_gateway, wechat)
    wechat.mood = Mood.TRUNCATED
    with pytest.raises(GatewayFailed) as failure:
        wechat_gateway.refund(REFUND, at=NOW)
    wechat.mood = Mood.GOOD

    assert not failure.value.is_certain
    assert wechat_gateway.refund(REFUND, at=NOW).state is RefundState.RUNNING
    assert len(wechat.refunds) == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"out_trade_no": "M20160912000002"}, GatewayFault.UNTRUSTED),
        ({"mchid": "1900000110"}, GatewayFault.UNTRUSTED),
        ({"appid": "wxffffffffffffffff"}, GatewayFault.UNTRUSTED),
        ({"amount": {"total": 8888, "currency": "USD"}}, GatewayFault.UNTRUSTED),
        ({"amount": {"total": 88.88}}, GatewayFault.UNREADABLE),
        ({"amount": {"total": True}}, GatewayFault.UNREADABLE),
        ({"trade_state": "HEARSAY"}, GatewayFault.UNREADABLE),
        ({"success_time": "yesterday"}, GatewayFault.UNREADABLE),
        ({"transaction_id": ""}, GatewayFault.UNREADABLE),
    ],
)
def test_a_signed_answer_about_something_else_is_not_taken(
    wechat_gateway: WeChatGateway,
    wechat: FakeWeChat,
    changes: dict[str, object],
    fault: GatewayFault,
) -> None:
    paid(wechat_gateway, wechat)
    wechat.changes = changes

    with pytest.raises(GatewayFailed) as failure:
        wechat_gateway.query(ORDER, at=NOW)
    assert failure.value.fault is fault


def test_an_answer_about_another_refund_is_not_taken(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    paid(wechat_gateway, wechat)
    wechat.changes = {"out_refund_no": "R20160912000009"}

    with pytest.raises(GatewayFailed, match="UNTRUSTED"):
        wechat_gateway.refund(REFUND, at=NOW)


def test_a_request_with_a_wrong_key_is_refused(
    wechat: FakeWeChat, wechat_merchant: WeChatMerchant
) -> None:
    stranger = replace(wechat_merchant, private_key=wechat.keys.stranger.private_pem)
    gateway = WeChatGateway(stranger, address=wechat.address, seconds=SECONDS)

    with pytest.raises(GatewayFailed, match="REFUSED SIGN_ERROR"):
        gateway.start(CHARGE, at=NOW)
    assert wechat.orders == {}


def test_a_number_never_becomes_another_path(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    for number in ("../refunds/R1", "M1?mchid=2", "", "m20160912000001"):
        with pytest.raises(ValueError, match="6 to 32"):
            wechat_gateway.query(number, at=NOW)
        with pytest.raises(ValueError, match="6 to 32"):
            wechat_gateway.close(number, at=NOW)
    assert wechat.asked == []


def test_making_a_gateway_asks_nothing_of_the_network(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    assert wechat.asked == []
    wechat_gateway.start(CHARGE, at=NOW)
    assert [urlsplit(each.path).path for each in wechat.asked] == ["/v3/pay/transactions/native"]


def test_a_channel_is_never_spoken_to_in_the_clear(wechat_merchant: WeChatMerchant) -> None:
    with pytest.raises(ValueError, match="https"):
        WeChatGateway(wechat_merchant, address="http://api.mch.weixin.qq.com")
