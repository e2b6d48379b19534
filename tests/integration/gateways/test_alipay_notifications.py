"""What is believed of what arrives at Alipay's notification address."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

import pytest

from moli.gateways.alipay import AlipayGateway
from moli.gateways.failures import NotificationFault, NotificationRefused
from moli.gateways.payment import Channel, Notification, PaymentState, fits
from tests.factories.channels.fake_alipay import FakeAlipay
from tests.factories.channels.provider import Mood
from tests.factories.moments import NOW
from tests.integration.gateways.test_alipay import ORDER, opened, paid


@pytest.fixture
def report(alipay_gateway: AlipayGateway, alipay: FakeAlipay) -> bytes:
    """Alipay's own report of a paid order."""
    paid(alipay_gateway, alipay)
    return alipay.report(ORDER, at=NOW)


def read(gateway: AlipayGateway, body: bytes, *, late: timedelta = timedelta()) -> Notification:
    return gateway.read_notification({}, body, at=NOW + late)


def refused(
    gateway: AlipayGateway, body: bytes, *, late: timedelta = timedelta()
) -> NotificationFault:
    with pytest.raises(NotificationRefused) as refusal:
        read(gateway, body, late=late)
    return refusal.value.code


def mended(body: bytes, /, **changes: str) -> bytes:
    """A report changed after it was signed."""
    form = dict(parse_qsl(body.decode(), keep_blank_values=True)) | changes
    return urlencode({name: value for name, value in form.items() if value != "-"}).encode()


def test_a_good_report_is_read(alipay_gateway: AlipayGateway, report: bytes) -> None:
    notification = read(alipay_gateway, report)

    assert notification == Notification(
        channel=Channel.ALIPAY,
        notice_id=dict(parse_qsl(report.decode()))["notify_id"],
        order_no=ORDER,
        transaction_no="2016091200000001",
        total_fen=8888,
        state=PaymentState.PAID,
        paid_at=NOW,
    )
    assert fits(notification, total_fen=8888)
    assert not fits(notification, total_fen=8800)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("WAIT_BUYER_PAY", PaymentState.WAITING),
        ("TRADE_FINISHED", PaymentState.PAID),
        ("TRADE_CLOSED", PaymentState.CLOSED),
    ],
)
def test_every_state_is_told(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay, status: str, state: PaymentState
) -> None:
    opened(alipay_gateway, alipay)
    body = alipay.report(ORDER, at=NOW, trade_status=status)

    assert read(alipay_gateway, body).state is state


@pytest.mark.parametrize("status", ["TRADE_SUCCESS", "TRADE_CLOSED"])
def test_a_refund_is_no_second_payment(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay, report: bytes, status: str
) -> None:
    body = alipay.report(
        ORDER, at=NOW, trade_status=status, refund_fee="12.00", out_biz_no="R20160912000001"
    )

    notification = read(alipay_gateway, body)

    assert notification.state is PaymentState.REFUNDED
    assert notification.refund_no == "R20160912000001"
    assert not fits(notification, total_fen=8888)


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_clocks_may_differ_by_300_seconds(
    alipay_gateway: AlipayGateway, report: bytes, seconds: int
) -> None:
    assert read(alipay_gateway, report, late=timedelta(seconds=seconds)).order_no == ORDER


@pytest.mark.parametrize("seconds", [-86_400, -301, 301, 86_400])
def test_an_old_report_or_one_from_the_future_is_refused(
    alipay_gateway: AlipayGateway, report: bytes, seconds: int
) -> None:
    late = timedelta(seconds=seconds)

    assert refused(alipay_gateway, report, late=late) is NotificationFault.STALE


def test_an_old_report_is_not_made_young_by_its_time(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay, report: bytes
) -> None:
    yesterday = alipay.report(ORDER, at=NOW - timedelta(days=1))
    younger = mended(yesterday, notify_time="2016-09-12 09:00:00")

    assert refused(alipay_gateway, younger) is NotificationFault.UNTRUSTED


def test_a_report_read_twice_has_one_notice_id(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay, report: bytes
) -> None:
    notice_id = read(alipay_gateway, report).notice_id
    minute = timedelta(minutes=4)
    again = alipay.report(ORDER, at=NOW + minute, notify_id=notice_id)

    assert read(alipay_gateway, report) == read(alipay_gateway, again, late=minute)


def test_reports_out_of_order_each_say_what_they_are(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay
) -> None:
    opened(alipay_gateway, alipay)
    waiting = alipay.report(ORDER, at=NOW)
    alipay.pay(ORDER, at=NOW)
    done = alipay.report(ORDER, at=NOW)

    first, second = read(alipay_gateway, done), read(alipay_gateway, waiting)

    assert (first.state, second.state) == (PaymentState.PAID, PaymentState.WAITING)
    assert first.notice_id != second.notice_id
    assert not fits(second, total_fen=8888)


@pytest.mark.parametrize(
    "changes",
    [
        {"total_amount": "0.01"},
        {"out_trade_no": "M20160912000002"},
        {"trade_status": "TRADE_FINISHED"},
        {"extra": "field"},
        {"body": ""},
        {"subject": "-"},
        {"sign": "bm8gc2lnbmF0dXJl"},
        {"sign": "no base64 茶"},
        {"sign_type": "RSA"},
    ],
)
def test_a_tampered_report_is_refused(
    alipay_gateway: AlipayGateway, report: bytes, changes: dict[str, str]
) -> None:
    assert refused(alipay_gateway, mended(report, **changes)) is NotificationFault.UNTRUSTED


def test_a_report_by_a_stranger_is_refused(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay, report: bytes
) -> None:
    alipay.mood = Mood.STRANGER

    assert refused(alipay_gateway, alipay.report(ORDER, at=NOW)) is NotificationFault.UNTRUSTED


@pytest.mark.parametrize(
    "name", ["sign", "sign_type", "notify_time", "notify_id", "notify_type", "app_id", "seller_id"]
)
def test_a_report_that_lacks_a_field_is_refused(
    alipay_gateway: AlipayGateway, report: bytes, name: str
) -> None:
    assert refused(alipay_gateway, mended(report, **{name: "-"})) is NotificationFault.INCOMPLETE
    assert refused(alipay_gateway, mended(report, **{name: ""})) is NotificationFault.INCOMPLETE
    assert refused(alipay_gateway, b"") is NotificationFault.INCOMPLETE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"app_id": "2016091200494383"}, NotificationFault.NOT_OURS),
        ({"seller_id": "2088102146225136"}, NotificationFault.NOT_OURS),
        ({"notify_type": "open_app_auth_notify"}, NotificationFault.UNKNOWN_KIND),
        ({"total_amount": "88.888"}, NotificationFault.UNREADABLE),
        ({"trade_status": "HEARSAY"}, NotificationFault.UNREADABLE),
        ({"trade_no": "-"}, NotificationFault.UNREADABLE),
        ({"out_trade_no": ""}, NotificationFault.UNREADABLE),
        ({"gmt_payment": "yesterday"}, NotificationFault.UNREADABLE),
        ({"notify_time": "now"}, NotificationFault.UNREADABLE),
        ({"charset": "gbk"}, NotificationFault.UNREADABLE),
    ],
)
def test_a_signed_report_for_somebody_else_or_about_nothing_is_refused(
    alipay_gateway: AlipayGateway,
    alipay: FakeAlipay,
    report: bytes,
    changes: dict[str, str],
    code: NotificationFault,
) -> None:
    assert refused(alipay_gateway, alipay.report(ORDER, at=NOW, **changes)) is code


@pytest.mark.parametrize(
    "body",
    [
        b"paid",
        b"{}",
        b"a=1&a=2",
        b"a=%FF%FE",
        b"\xff",
        b"&".join([b"a%d=1" % number for number in range(101)]),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(alipay_gateway: AlipayGateway, body: bytes) -> None:
    assert refused(alipay_gateway, body) is NotificationFault.UNREADABLE


def test_a_field_that_stands_twice_is_refused(alipay_gateway: AlipayGateway, report: bytes) -> None:
    twice = report + b"&total_amount=88.88"

    assert refused(alipay_gateway, twice) is NotificationFault.UNREADABLE


def test_a_truncated_report_is_refused(alipay_gateway: AlipayGateway, report: bytes) -> None:
    codes = {refused(alipay_gateway, report[:length]) for length in range(0, len(report), 23)}

    assert codes <= {
        NotificationFault.UNREADABLE,
        NotificationFault.INCOMPLETE,
        NotificationFault.UNTRUSTED,
    }


def test_a_report_with_another_sum_is_read_but_does_not_fit(
    alipay_gateway: AlipayGateway, alipay: FakeAlipay, report: bytes
) -> None:
    notification = read(alipay_gateway, alipay.report(ORDER, at=NOW, total_amount="0.01"))

    assert notification.total_fen == 1
    assert not fits(notification, total_fen=8888)
