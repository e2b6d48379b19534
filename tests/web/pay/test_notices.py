"""Reports of channels: believed when proven, booked once, answered as the channel expects."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.audit.models import Event
from moli.interfaces import clock
from moli.interfaces.web.pay.notices import BYTES_MAX
from moli.orders.models import Article, Charge, Order, Payment, Refund
from moli.orders.queries.laws import order_laws
from moli.orders.rules.charging import PUZZLE_VERB
from moli.orders.rules.paying import PAY_WITHIN
from moli.orders.rules.states import OrderState
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.expiring import expire_orders
from tests.concurrency import at_once
from tests.factories import TESTER
from tests.factories.channels.fake_alipay import FakeAlipay
from tests.factories.channels.fake_wechat import FakeWeChat, Report
from tests.factories.channels.provider import Mood
from tests.factories.orders import placed, stocked
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db

FAIL = {"code": "FAIL", "message": "refused"}


@pytest.fixture(autouse=True)
def _laws_hold_afterwards() -> object:
    yield
    assert [check.law for check in order_laws() if not check.holds] == []


@pytest.fixture
def order() -> Order:
    stocked(5)
    return placed(units=2, at=clock.now())


def started(order: Order, way: str, client: Client | None = None) -> None:
    answer = (client or Client()).post(reverse("web:pay_way", args=[order.uid, way]))
    assert answer["Location"].endswith(f"/{way}/")


def told_by_wechat(report: Report) -> HttpResponse:
    """As WeChat calls: a stranger without a cookie, under the check of forged requests."""
    return Client(enforce_csrf_checks=True).post(
        reverse("web:pay_notify_wechat"),
        report.body,
        content_type="application/json",
        headers=report.headers,
    )


def told_by_alipay(body: bytes) -> HttpResponse:
    return Client(enforce_csrf_checks=True).post(
        reverse("web:pay_notify_alipay"),
        body,
        content_type="application/x-www-form-urlencoded; charset=utf-8",
    )


def paid_report(wechat: FakeWeChat, order: Order, *, at: datetime | None = None) -> Report:
    started(order, "wechat")
    wechat.pay(order.number, at=at or clock.now())
    return wechat.report(order.number, at=at or clock.now())


def state_of(order: Order) -> str:
    return Order.objects.values_list("state", flat=True).get(pk=order.pk)


def test_a_report_of_wechat_makes_the_order_paid_and_twice_is_once(
    order: Order, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    report = paid_report(wechat, order)
    first = told_by_wechat(report)

    assert (first.status_code, first.content) == (200, b"")
    assert state_of(order) == OrderState.PAID
    row = Payment.objects.get()
    assert (row.channel, row.total_fen) == ("WECHAT", order.total_fen)
    assert row.reference == wechat.orders[order.number]["transaction_id"]
    assert Charge.objects.get().ended_at is not None
    with unchanged():
        assert told_by_wechat(report).status_code == 200
        # A second report about the same payment, under a number of its own.
        assert told_by_wechat(wechat.report(order.number, at=clock.now())).status_code == 200


def test_a_report_of_alipay_makes_the_order_paid_and_is_answered_with_its_word(
    order: Order, channels: Mapping[str, str], alipay: FakeAlipay
) -> None:
    started(order, "alipay")
    alipay.open_page(Charge.objects.get().value)
    alipay.pay(order.number, at=clock.now())
    body = alipay.report(order.number, at=clock.now())

    answer = told_by_alipay(body)

    assert (answer.status_code, answer.content) == (200, b"success")
    assert state_of(order) == OrderState.PAID
    assert Payment.objects.get().channel == "ALIPAY"
    with unchanged():
        assert told_by_alipay(body).content == b"success"


def test_reports_out_of_order_leave_it_paid(
    order: Order, channels: Mapping[str, str], alipay: FakeAlipay
) -> None:
    started(order, "alipay")
    alipay.open_page(Charge.objects.get().value)
    waiting = alipay.report(order.number, at=clock.now())
    alipay.pay(order.number, at=clock.now())
    told_by_alipay(alipay.report(order.number, at=clock.now()))

    with unchanged():
        assert told_by_alipay(waiting).content == b"success"
    assert state_of(order) == OrderState.PAID


def test_late_after_expiry_it_takes_the_units_once_more(
    channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    stocked(2)
    order = placed(units=2, at=clock.now())
    report = paid_report(wechat, order)
    _expired_without_asking(order)

    assert told_by_wechat(report).status_code == 200
    assert state_of(order) == OrderState.PAID
    assert Article.objects.get().reserved_units == 2
    assert not Refund.objects.exists()


def test_late_after_expiry_and_sold_again_it_is_owed_back(
    channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    stocked(2)
    order = placed(units=2, at=clock.now())
    report = paid_report(wechat, order)
    _expired_without_asking(order)
    placed(units=1, at=clock.now())

    assert told_by_wechat(report).status_code == 200
    assert state_of(order) == OrderState.EXPIRED
    refund = Refund.objects.get()
    assert (refund.reason, refund.total_fen) == ("PAID_TOO_LATE", order.total_fen)


def _expired_without_asking(order: Order) -> None:
    """The channel was silent for two hours, so its charge was given up."""
    Charge.objects.update(ended_at=clock.now())
    expire_orders(by=TESTER, at=clock.now() + PAY_WITHIN)
    assert state_of(order) == OrderState.EXPIRED


def test_after_cancellation_it_is_owed_back(
    order: Order, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    report = paid_report(wechat, order)
    cancel_order(order_uid=order.uid, by=TESTER, at=clock.now())

    assert told_by_wechat(report).status_code == 200
    assert state_of(order) == OrderState.CANCELLED
    assert Refund.objects.get().reason == "CANCELLED"


def test_paid_at_both_channels_one_is_owed_back(
    order: Order, channels: Mapping[str, str], wechat: FakeWeChat, alipay: FakeAlipay
) -> None:
    started(order, "alipay")
    alipay.open_page(Charge.objects.get().value)
    told_by_wechat(paid_report(wechat, order))
    alipay.pay(order.number, at=clock.now())

    assert told_by_alipay(alipay.report(order.number, at=clock.now())).content == b"success"
    assert Refund.objects.get().reason == "PAID_TWICE"


def test_another_sum_is_booked_nowhere_told_to_the_office_and_acknowledged(
    order: Order, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    started(order, "wechat")
    wechat.orders[order.number]["amount"]["total"] = 1
    wechat.pay(order.number, at=clock.now())
    report = wechat.report(order.number, at=clock.now())

    answers = [told_by_wechat(report).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert not Payment.objects.exists()
    assert state_of(order) == OrderState.PLACED
    facts = Event.objects.get(verb=PUZZLE_VERB).facts
    assert (facts["value_fen"], facts["order_fen"]) == (1, order.total_fen)


def test_a_payment_for_an_order_that_we_do_not_have_is_told_and_acknowledged(
    order: Order, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    report = paid_report(wechat, order)
    said = wechat._told(wechat.orders[order.number]) | {"out_trade_no": "160912ZZZZZZZZZZ"}
    report = wechat.report(order.number, at=clock.now(), said=said)

    assert told_by_wechat(report).status_code == 200
    assert Event.objects.get(verb=PUZZLE_VERB).facts["puzzle"] == "UNKNOWN_ORDER"
    assert not Payment.objects.exists()


def test_a_report_of_a_refund_is_acknowledged_and_changes_nothing(
    order: Order, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    told_by_wechat(paid_report(wechat, order))
    amount = {"total": order.total_fen, "refund": 100, "payer_total": 1, "payer_refund": 1}
    said = {
        "mchid": "1900000109",
        "out_trade_no": order.number,
        "transaction_id": Payment.objects.get().reference,
        "out_refund_no": f"{order.number}R1",
        "refund_status": "SUCCESS",
        "amount": amount,
    }
    report = wechat.report(order.number, at=clock.now(), event="REFUND.SUCCESS", said=said)

    with unchanged():
        assert told_by_wechat(report).status_code == 200


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_stale_report_is_refused_and_so_is_one_of_the_future(
    order: Order, channels: Mapping[str, str], wechat: FakeWeChat, minutes: int
) -> None:
    report = paid_report(wechat, order, at=clock.now() + timedelta(minutes=minutes))

    with unchanged():
        answer = told_by_wechat(report)
    assert (answer.status_code, answer.json()) == (400, FAIL)


@pytest.mark.parametrize("change", ["stranger", "body", "header", "missing"])
def test_a_report_that_is_not_signed_by_the_channel_is_refused_and_logs_no_more_than_a_code(
    order: Order,
    channels: Mapping[str, str],
    wechat: FakeWeChat,
    change: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    report = paid_report(wechat, order)
    if change == "stranger":
        wechat.mood = Mood.STRANGER
        report = wechat.report(order.number, at=clock.now())
    elif change == "body":
        report = replace(report, body=report.body.replace(b"TRANSACTION", b"transaction"))
    elif change == "header":
        report = replace(report, headers=report.headers | {"Wechatpay-Nonce": "other"})
    else:
        report = replace(report, headers={})

    with unchanged(), caplog.at_level(logging.INFO, logger="moli"):
        answer = told_by_wechat(report)

    assert (answer.status_code, answer.json()) == (400, FAIL)
    (said,) = [each.getMessage() for each in caplog.records if each.name.startswith("moli")]
    code = "INCOMPLETE" if change == "missing" else "UNTRUSTED"
    assert said == f"report of WECHAT refused: {code}"


def test_a_forged_report_of_alipay_is_answered_failure(
    order: Order, channels: Mapping[str, str], alipay: FakeAlipay
) -> None:
    started(order, "alipay")
    alipay.open_page(Charge.objects.get().value)
    alipay.pay(order.number, at=clock.now())
    body = alipay.report(order.number, at=clock.now()).replace(b"76.00", b"76.01")

    with unchanged():
        answer = told_by_alipay(body)
    assert (answer.status_code, answer.content) == (400, b"failure")


def test_what_no_channel_would_send_is_not_read(channels: Mapping[str, str]) -> None:
    with unchanged():
        answer = told_by_wechat(Report({}, b"x" * (BYTES_MAX + 1)))

    assert answer.status_code == 413


def test_a_channel_that_is_off_has_no_address(client: Client) -> None:
    for name in ("web:pay_notify_wechat", "web:pay_notify_alipay"):
        assert client.post(reverse(name), b"", content_type="text/plain").status_code == 404


def test_a_report_is_posted(client: Client, channels: Mapping[str, str]) -> None:
    assert client.get(reverse("web:pay_notify_wechat")).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_reports_at_once_are_one_payment(
    channels: Mapping[str, str], wechat: FakeWeChat, transactional_db: Any
) -> None:
    stocked(5)
    order = placed(at=clock.now())
    report = paid_report(wechat, order)
    other = wechat.report(order.number, at=clock.now())

    outcomes = at_once([lambda: told_by_wechat(report), lambda: told_by_wechat(other)] * 3)

    assert [(each.error, each.result.status_code) for each in outcomes] == [(None, 200)] * 6
    assert Payment.objects.count() == 1
    assert Event.objects.filter(verb="orders.record_payment").count() == 1
    assert state_of(order) == OrderState.PAID
