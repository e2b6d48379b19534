"""What is believed of what arrives at WeChat's notification address."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from moli.gateways.failures import NotificationFault, NotificationRefused
from moli.gateways.payment import Channel, Notification, PaymentState, fits
from moli.gateways.wechat import WeChatGateway
from tests.factories.channels.fake_wechat import FakeWeChat, Report, changed
from tests.factories.channels.provider import Mood
from tests.factories.moments import NOW
from tests.integration.gateways.test_wechat import ORDER, REFUND, paid


@pytest.fixture
def report(wechat_gateway: WeChatGateway, wechat: FakeWeChat) -> Report:
    """WeChat's own report of a paid order."""
    paid(wechat_gateway, wechat)
    return wechat.report(ORDER, at=NOW)


def read(gateway: WeChatGateway, report: Report, **late: timedelta) -> Notification:
    return gateway.read_notification(
        report.headers, report.body, at=NOW + late.get("late", timedelta())
    )


def refused(gateway: WeChatGateway, report: Report, **late: timedelta) -> NotificationFault:
    with pytest.raises(NotificationRefused) as refusal:
        read(gateway, report, **late)
    return refusal.value.code


def test_a_good_report_is_opened(wechat_gateway: WeChatGateway, report: Report) -> None:
    notification = read(wechat_gateway, report)

    assert notification == Notification(
        channel=Channel.WECHAT,
        notice_id=json.loads(report.body)["id"],
        order_no=ORDER,
        transaction_no="420000001",
        total_fen=8888,
        state=PaymentState.PAID,
        paid_at=NOW,
    )
    assert fits(notification, total_fen=8888)
    assert not fits(notification, total_fen=8889)


def test_the_library_opens_the_same_report(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report
) -> None:
    opened = wechat_gateway._client.callback(report.headers, report.body)

    assert opened["resource"]["out_trade_no"] == read(wechat_gateway, report).order_no


def test_headers_are_read_in_any_case(wechat_gateway: WeChatGateway, report: Report) -> None:
    shouted = {name.upper(): value for name, value in report.headers.items()}

    assert wechat_gateway.read_notification(shouted, report.body, at=NOW).order_no == ORDER


@pytest.mark.parametrize("seconds", [-300, -299, 0, 299, 300])
def test_clocks_may_differ_by_300_seconds(
    wechat_gateway: WeChatGateway, report: Report, seconds: int
) -> None:
    assert read(wechat_gateway, report, late=timedelta(seconds=seconds)).order_no == ORDER


@pytest.mark.parametrize("seconds", [-86_400, -301, 301, 86_400])
def test_an_old_report_or_one_from_the_future_is_refused(
    wechat_gateway: WeChatGateway, report: Report, seconds: int
) -> None:
    late = timedelta(seconds=seconds)

    assert refused(wechat_gateway, report, late=late) is NotificationFault.STALE


def test_an_old_report_is_not_made_young_by_its_header(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report
) -> None:
    yesterday = wechat.report(ORDER, at=NOW - timedelta(days=1))
    younger = changed(yesterday, timestamp=str(int(NOW.timestamp())))

    assert refused(wechat_gateway, younger) is NotificationFault.UNTRUSTED


def test_a_report_read_twice_has_one_notice_id(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report
) -> None:
    again = wechat.report(
        ORDER, at=NOW + timedelta(minutes=1), notice_id=json.loads(report.body)["id"]
    )

    assert read(wechat_gateway, report) == read(wechat_gateway, report)
    assert read(wechat_gateway, again, late=timedelta(minutes=1)) == read(wechat_gateway, report)


def test_a_refund_reported_before_its_payment_is_no_payment(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report
) -> None:
    wechat_gateway.refund(REFUND, at=NOW)
    said = wechat.refund_said(REFUND.refund_no, status="SUCCESS")
    about_refund = wechat.report(ORDER, at=NOW, event="REFUND.SUCCESS", said=said)

    first, second = read(wechat_gateway, about_refund), read(wechat_gateway, report)

    assert (first.state, first.refund_no) == (PaymentState.REFUNDED, REFUND.refund_no)
    assert not fits(first, total_fen=8888)
    assert fits(second, total_fen=8888)
    assert first.notice_id != second.notice_id


def test_a_tampered_body_is_refused(wechat_gateway: WeChatGateway, report: Report) -> None:
    body = report.body.replace(b"TRANSACTION.SUCCESS", b"TRANSACTION.SUCCESs")

    assert refused(wechat_gateway, Report(report.headers, body)) is NotificationFault.UNTRUSTED


@pytest.mark.parametrize(
    "headers",
    [
        {"nonce": "another"},
        {"serial": "PUB_KEY_ID_OF_A_STRANGER"},
        {"serial": "not hexadecimal"},
        {"signature": "bm8gc2lnbmF0dXJl"},
        {"signature": "not base64 茶"},
        # What WeChat itself sends from time to time, to see whether we look.
        {"signature": "WECHATPAY/SIGNTEST/bm8gc2lnbmF0dXJl"},
    ],
)
def test_changed_headers_are_refused_without_asking_the_network(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report, headers: dict[str, str]
) -> None:
    before = len(wechat.asked)

    assert refused(wechat_gateway, changed(report, **headers)) is NotificationFault.UNTRUSTED
    assert len(wechat.asked) == before


@pytest.mark.parametrize("stamp", ["soon", "-1", "1e9", "１４７３６４１２００", "9" * 30])
def test_a_timestamp_that_is_none_is_refused(
    wechat_gateway: WeChatGateway, report: Report, stamp: str
) -> None:
    assert refused(wechat_gateway, changed(report, timestamp=stamp)) is NotificationFault.STALE


@pytest.mark.parametrize("name", ["Signature", "Timestamp", "Nonce", "Serial"])
def test_a_report_that_lacks_a_header_is_refused(
    wechat_gateway: WeChatGateway, report: Report, name: str
) -> None:
    fewer = {key: value for key, value in report.headers.items() if not key.endswith(f"-{name}")}

    assert refused(wechat_gateway, Report(fewer, report.body)) is NotificationFault.INCOMPLETE


def test_a_report_by_a_stranger_is_refused(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report
) -> None:
    wechat.mood = Mood.STRANGER

    assert refused(wechat_gateway, wechat.report(ORDER, at=NOW)) is NotificationFault.UNTRUSTED


def test_a_report_sealed_with_another_key_is_refused(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report
) -> None:
    wechat.api_key = "0" * 32

    assert refused(wechat_gateway, wechat.report(ORDER, at=NOW)) is NotificationFault.SEALED


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"text"', b"{}", b'{"id":1,"resource":{},"event_type":2}']
)
def test_a_signed_body_that_makes_no_sense_is_refused(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, body: bytes
) -> None:
    report = wechat.signed(body, at=NOW)

    assert refused(wechat_gateway, report) is NotificationFault.UNREADABLE


def test_a_truncated_body_is_refused_even_when_it_is_signed(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report
) -> None:
    for length in range(0, len(report.body), 37):
        half = wechat.signed(report.body[:length], at=NOW)
        assert refused(wechat_gateway, half) is NotificationFault.UNREADABLE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mchid": "1900000110"}, NotificationFault.NOT_OURS),
        ({"appid": "wxffffffffffffffff"}, NotificationFault.NOT_OURS),
        ({"amount": {"total": 8888, "currency": "USD"}}, NotificationFault.NOT_OURS),
        ({"amount": {"total": "8888"}}, NotificationFault.UNREADABLE),
        ({"amount": {"total": -8888}}, NotificationFault.UNREADABLE),
        ({"out_trade_no": None}, NotificationFault.UNREADABLE),
        ({"success_time": "2016-09-12T09:00:00"}, NotificationFault.UNREADABLE),
    ],
)
def test_a_report_for_somebody_else_or_about_nothing_is_refused(
    wechat_gateway: WeChatGateway,
    wechat: FakeWeChat,
    report: Report,
    changes: dict[str, Any],
    code: NotificationFault,
) -> None:
    said = wechat._told(wechat.orders[ORDER]) | changes

    assert refused(wechat_gateway, wechat.report(ORDER, at=NOW, said=said)) is code


def test_a_report_about_something_else_than_money_is_refused(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report
) -> None:
    other = wechat.report(ORDER, at=NOW, event="COMPLAINT.CREATE")

    assert refused(wechat_gateway, other) is NotificationFault.UNKNOWN_KIND


def test_a_report_with_another_sum_is_read_but_does_not_fit(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat, report: Report
) -> None:
    said = wechat._told(wechat.orders[ORDER]) | {"amount": {"total": 1, "currency": "CNY"}}

    notification = read(wechat_gateway, wechat.report(ORDER, at=NOW, said=said))

    assert notification.total_fen == 1
    assert not fits(notification, total_fen=8888)
