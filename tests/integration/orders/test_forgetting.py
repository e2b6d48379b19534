"""Buyers are forgotten a year after their order ended; sums stay."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from moli.audit.models import Event
from moli.gateways.payment import Channel
from moli.households.rules.time_limits import add_months
from moli.orders.models import Order, Refund
from moli.orders.queries.laws import order_laws
from moli.orders.rules.paying import PAY_WITHIN, PaymentFacts
from moli.orders.rules.retention import buyer_retention
from moli.orders.rules.states import OrderState
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.expiring import expire_orders
from moli.orders.services.forgetting import forget_buyers
from moli.orders.services.packing import complete_order, send_order
from moli.orders.services.paying import record_payment
from moli.orders.services.repaying import repaid_by_hand, send_back
from tests.concurrency import at_once
from tests.factories import NOW, TESTER
from tests.factories.orders import packed, placed, stocked
from tests.factories.settlement import brought_back
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def a_year_later(at: datetime = NOW) -> datetime:
    day = add_months(at.date(), buyer_retention().months)
    return at.replace(year=day.year, month=day.month, day=day.day)


def forgotten(order: Order) -> bool:
    return Order.objects.get(pk=order.pk).forgotten_at is not None


def done() -> Order:
    order = packed(placed())
    send_order(order_uid=order.uid, by=TESTER, at=NOW)
    return complete_order(order_uid=order.uid, by=TESTER, at=NOW)


def test_it_is_a_year_with_its_reason() -> None:
    assert buyer_retention().months == 12
    assert "个人信息保护法" in buyer_retention().basis


def test_a_year_after_it_ended_an_order_names_nobody_and_costs_the_same() -> None:
    stocked(5)
    order = done()
    before = Order.objects.values("number", "total_fen", "placed_at", "state").get(pk=order.pk)

    assert forget_buyers(by=TESTER, at=a_year_later() - timedelta(days=1)) == 0
    assert forget_buyers(by=TESTER, at=a_year_later()) == 1

    row = Order.objects.get(pk=order.pk)
    assert (row.buyer_name, row.phone, row.address, row.buyer_key) == ("", "", "", "")
    assert row.forgotten_at == a_year_later()
    assert Order.objects.values("number", "total_fen", "placed_at", "state").get() == before
    assert row.lines.get().units == 1
    told = Event.objects.get(verb="orders.forget_buyers")
    assert (told.subject_key, told.facts) == ("2017-09-12", {"orders": 1})
    assert [check.law for check in order_laws() if not check.holds] == []
    with unchanged():
        assert forget_buyers(by=TESTER, at=a_year_later()) == 0


def test_every_end_counts_and_nothing_else_does() -> None:
    stocked(20)
    cancelled, expired, returned = placed(), placed(), packed(placed())
    sent = packed(placed())
    send_order(order_uid=sent.uid, by=TESTER, at=NOW)
    cancel_order(order_uid=cancelled.uid, by=TESTER, at=NOW)
    expire_orders(by=TESTER, at=NOW + PAY_WITHIN)
    waiting = placed(at=NOW + 2 * PAY_WITHIN)

    # What came back is owed until it is paid back, so its buyer stays.
    brought_back(returned, units=1)
    assert forget_buyers(by=TESTER, at=a_year_later()) == 2
    assert [forgotten(each) for each in (cancelled, expired)] == [True, True]
    assert [forgotten(each) for each in (returned, sent, waiting)] == [False] * 3
    assert Order.objects.get(pk=returned.pk).state == OrderState.RETURNED


def test_while_money_is_owed_back_the_buyer_is_still_known() -> None:
    stocked(5)
    order = placed()
    facts = PaymentFacts(Channel.OFFLINE, "slip-1", order.total_fen)
    record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=NOW)
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)
    send_back(gateways={}, by=TESTER, at=NOW)
    later = a_year_later()

    assert forget_buyers(by=TESTER, at=later) == 0
    repaid_by_hand(refund_id=Refund.objects.get().pk, slip_no="B-1", by=TESTER, at=later)
    assert forget_buyers(by=TESTER, at=later) == 1


def test_the_oldest_go_first_when_there_are_many() -> None:
    stocked(5)
    first, second = placed(), placed()
    for order in (first, second):
        cancel_order(order_uid=order.uid, by=TESTER, at=NOW)

    assert forget_buyers(by=TESTER, at=a_year_later(), most=1) == 1
    assert [forgotten(first), forgotten(second)] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_forget_once() -> None:
    stocked(5)
    cancel_order(order_uid=placed().uid, by=TESTER, at=NOW)

    outcomes = at_once([lambda: forget_buyers(by=TESTER, at=a_year_later())] * 2)

    assert sorted(each.result for each in outcomes) == [0, 1]
    assert Event.objects.filter(verb="orders.forget_buyers").count() == 1
