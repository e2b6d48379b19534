"""Charges at channels: started once, asked when no report came, closed before units are sold again.

The channels are those of tests/factories/channels, which prove every signature.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.gateways.failures import GatewayFailed
from moli.gateways.payment import Channel, PaymentGateway
from moli.orders.models import Article, Charge, Order, Payment, Refund
from moli.orders.queries.laws import order_laws
from moli.orders.rules.charging import (
    CHARGE_LEAST,
    CLOCKS_APART,
    GIVE_UP_AFTER,
    OrderNotWaiting,
    TooLateToCharge,
)
from moli.orders.rules.paying import PAY_WITHIN, OrderUnknown, PaymentFacts
from moli.orders.rules.states import OrderState
from moli.orders.services.asking import Answers, ask_channels
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.charging import Addresses, start_charge
from moli.orders.services.expiring import expire_orders
from moli.orders.services.paying import record_payment
from tests.concurrency import at_once
from tests.factories import NOW, TESTER
from tests.factories.channels.fake_alipay import FakeAlipay
from tests.factories.channels.fake_wechat import FakeWeChat
from tests.factories.channels.provider import Mood
from tests.factories.orders import BOX_FEN, paid_for, placed, stocked
from tests.integration.orders.conftest import Gateways
from tests.unchanged import refused

pytestmark = pytest.mark.django_db

ADDRESSES = Addresses(
    subject="横县茉莉花茶",
    notify_url="https://moli.example/pay/notify/wechat/",
    return_url="https://moli.example/pay/",
)
OVER = NOW + PAY_WITHIN


@pytest.fixture(autouse=True)
def _laws_hold_afterwards() -> object:
    yield
    assert [check.law for check in order_laws() if not check.holds] == []


def charged(order: Order, gateway: PaymentGateway, *, at: datetime = NOW) -> Charge:
    return start_charge(order_uid=order.uid, gateway=gateway, addresses=ADDRESSES, at=at)


def asked(gateways: Gateways, *, at: datetime) -> Answers:
    return ask_channels(gateways=gateways, by=TESTER, at=at)


def state_of(order: Order) -> str:
    return Order.objects.values_list("state", flat=True).get(pk=order.pk)


def reserved() -> int:
    return Article.objects.get().reserved_units


def has_ended(charge: Charge) -> bool:
    return Charge.objects.get(pk=charge.pk).ended_at is not None


# Starting


def test_a_charge_is_of_the_orders_number_and_sum_and_ends_with_its_time(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    stocked(5)
    order = placed(units=2)

    charge = charged(order, gateways[Channel.WECHAT])

    told = wechat.orders[order.number]
    assert told["amount"]["total"] == 2 * BOX_FEN
    assert datetime.fromisoformat(told["time_expire"]) == order.pay_until_at == charge.expires_at
    assert charge.value.startswith("weixin://")


def test_a_charge_started_twice_is_the_first_one_and_asks_nobody_again(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    stocked(5)
    order = placed()
    first = charged(order, gateways[Channel.WECHAT])
    before = len(wechat.asked)

    again = charged(order, gateways[Channel.WECHAT], at=NOW + timedelta(minutes=5))

    assert (again.pk, again.value, again.started_at) == (first.pk, first.value, NOW)
    assert len(wechat.asked) == before


def test_a_charge_that_got_no_answer_stands_and_is_asked_for_again_under_the_same_number(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    stocked(5)
    order = placed()
    wechat.mood = Mood.UNSIGNED  # it did its work, but the answer is not to be believed

    with pytest.raises(GatewayFailed):
        charged(order, gateways[Channel.WECHAT])
    wechat.mood = Mood.GOOD
    charge = charged(order, gateways[Channel.WECHAT])

    assert Charge.objects.get() == charge
    assert charge.value
    assert list(wechat.orders) == [order.number]


@pytest.mark.parametrize("what", ["paid", "cancelled", "expired"])
def test_an_order_that_does_not_wait_is_not_charged(gateways: Gateways, what: str) -> None:
    stocked(5)
    order = placed()
    if what == "paid":
        paid_for(order)
    elif what == "cancelled":
        cancel_order(order_uid=order.uid, by=TESTER, at=NOW)
    else:
        expire_orders(by=TESTER, at=OVER)

    with refused(OrderNotWaiting, field="order", order_state=OrderState(state_of(order))):
        charged(order, gateways[Channel.WECHAT])


def test_in_its_last_two_minutes_an_order_is_not_charged(gateways: Gateways) -> None:
    stocked(5)
    order = placed()

    with refused(TooLateToCharge, field="order"):
        charged(
            order,
            gateways[Channel.WECHAT],
            at=OVER - CHARGE_LEAST + timedelta(seconds=1),
        )


def test_an_order_that_is_not_there_is_not_charged(gateways: Gateways) -> None:
    with refused(OrderUnknown, field="order"):
        start_charge(
            order_uid=uuid4(), gateway=gateways[Channel.WECHAT], addresses=ADDRESSES, at=NOW
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_start_at_once_are_given_one_charge(gateways: Gateways, wechat: FakeWeChat) -> None:
    stocked(5)
    order = placed()

    outcomes = at_once([lambda: charged(order, gateways[Channel.WECHAT])] * 2)

    assert [each.error for each in outcomes] == [None, None]
    assert Charge.objects.count() == 1
    assert list(wechat.orders) == [order.number]


# Asking


def test_a_payment_whose_report_did_not_come_is_found_by_asking(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    stocked(5)
    order = placed()
    charge = charged(order, gateways[Channel.WECHAT])
    wechat.pay(order.number, at=NOW)

    first = asked(gateways, at=NOW + timedelta(minutes=1))

    assert first == Answers(asked=1, paid=1)
    assert state_of(order) == OrderState.PAID
    assert has_ended(charge)
    assert asked(gateways, at=NOW + timedelta(minutes=2)) == Answers()
    assert Payment.objects.count() == 1


def test_a_charge_of_this_minute_is_not_asked_about(gateways: Gateways) -> None:
    stocked(5)
    charged(placed(), gateways[Channel.WECHAT])

    assert asked(gateways, at=NOW + timedelta(seconds=30)) == Answers()


def test_an_order_that_waits_keeps_its_charge_until_its_time_is_over(gateways: Gateways) -> None:
    stocked(5)
    order = placed()
    charge = charged(order, gateways[Channel.WECHAT])

    assert asked(gateways, at=OVER - timedelta(seconds=1)) == Answers(asked=1)
    assert not has_ended(charge)
    assert asked(gateways, at=OVER) == Answers(asked=1, ended=1)
    assert expire_orders(by=TESTER, at=OVER) == 1
    assert state_of(order) == OrderState.EXPIRED


def test_units_are_not_sold_again_before_the_charge_has_ended(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    """Paid in the last second, report lost, and somebody else wants the last box."""
    stocked(1)
    order = placed()
    charged(order, gateways[Channel.WECHAT])
    wechat.pay(order.number, at=OVER - timedelta(seconds=1))

    assert expire_orders(by=TESTER, at=OVER) == 0
    assert reserved() == 1
    asked(gateways, at=OVER)

    assert expire_orders(by=TESTER, at=OVER) == 0
    assert state_of(order) == OrderState.PAID
    assert not Refund.objects.exists()


def test_after_a_false_the_units_stay_until_the_charge_is_over_by_both_clocks(
    gateways: Gateways,
) -> None:
    """Alipay knows of no trade before its payer logs in there: it cannot close what may yet be."""
    stocked(1)
    order = placed()
    charge = charged(order, gateways[Channel.ALIPAY])

    assert asked(gateways, at=OVER) == Answers(asked=1)
    assert not has_ended(charge)
    assert expire_orders(by=TESTER, at=OVER) == 0
    late = OVER + CLOCKS_APART
    assert asked(gateways, at=late) == Answers(asked=1, ended=1)
    assert expire_orders(by=TESTER, at=late) == 1


def test_a_channel_that_is_silent_keeps_the_units_for_two_hours_and_no_longer(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    stocked(1)
    order = placed()
    charge = charged(order, gateways[Channel.WECHAT])
    wechat.mood = Mood.OUT_OF_ORDER
    almost = OVER + GIVE_UP_AFTER - timedelta(seconds=1)

    assert asked(gateways, at=almost) == Answers(asked=1, failed=1)
    assert expire_orders(by=TESTER, at=almost) == 0
    assert asked(gateways, at=OVER + GIVE_UP_AFTER) == Answers(asked=1, ended=1, failed=1)
    assert has_ended(charge)
    assert expire_orders(by=TESTER, at=OVER + GIVE_UP_AFTER) == 1
    assert state_of(order) == OrderState.EXPIRED


def test_a_charge_of_a_channel_that_was_switched_off_is_given_up_too(gateways: Gateways) -> None:
    stocked(1)
    charge = charged(placed(), gateways[Channel.WECHAT])

    assert asked({}, at=OVER + GIVE_UP_AFTER - timedelta(seconds=1)) == Answers(asked=1)
    assert asked({}, at=OVER + GIVE_UP_AFTER) == Answers(asked=1, ended=1)
    assert has_ended(charge)


def test_the_charge_of_a_cancelled_order_is_closed_before_its_time(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    stocked(5)
    order = placed()
    charged(order, gateways[Channel.WECHAT])
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)

    assert asked(gateways, at=NOW) == Answers(asked=1, ended=1)
    assert wechat.orders[order.number]["trade_state"] == "CLOSED"


def test_an_order_paid_through_one_channel_is_closed_at_the_other(
    gateways: Gateways, wechat: FakeWeChat, alipay: FakeAlipay
) -> None:
    stocked(5)
    order = placed()
    alipay.open_page(charged(order, gateways[Channel.ALIPAY]).value)
    charged(order, gateways[Channel.WECHAT])
    wechat.pay(order.number, at=NOW)
    asked(gateways, at=NOW + timedelta(minutes=1))
    asked(gateways, at=NOW + timedelta(minutes=2))

    assert alipay.orders[order.number]["status"] == "TRADE_CLOSED"
    assert not Charge.objects.filter(ended_at=None).exists()
    assert not Refund.objects.exists()


def test_money_that_came_for_a_cancelled_order_is_owed_back(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    stocked(5)
    order = placed()
    charged(order, gateways[Channel.WECHAT])
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)
    wechat.pay(order.number, at=NOW)

    assert asked(gateways, at=NOW) == Answers(asked=1, paid=1)
    assert state_of(order) == OrderState.CANCELLED
    assert Refund.objects.get().total_fen == order.total_fen


def test_the_longest_unasked_is_asked_first(gateways: Gateways) -> None:
    stocked(5)
    first, second = placed(), placed()
    for order in (first, second):
        charged(order, gateways[Channel.WECHAT])
    minute = timedelta(minutes=1)

    def ask_one(at: datetime) -> None:
        ask_channels(gateways=gateways, by=TESTER, at=at, most=1)

    ask_one(NOW + minute)
    ask_one(NOW + 2 * minute)
    ask_one(NOW + 3 * minute)

    moments = dict(Charge.objects.values_list("order", "asked_at"))
    assert moments == {first.pk: NOW + 3 * minute, second.pk: NOW + 2 * minute}


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_book_a_payment_once(gateways: Gateways, wechat: FakeWeChat) -> None:
    stocked(5)
    order = placed()
    charged(order, gateways[Channel.WECHAT])
    wechat.pay(order.number, at=NOW)

    outcomes = at_once([lambda: asked(gateways, at=NOW + timedelta(minutes=1))] * 2)

    assert [each.error for each in outcomes] == [None, None]
    assert Payment.objects.count() == 1
    assert Event.objects.filter(verb="orders.record_payment").count() == 1
    assert state_of(order) == OrderState.PAID


def test_a_machine_that_stopped_between_booking_and_ending_ends_the_charge_by_asking(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    stocked(5)
    order = placed()
    charge = charged(order, gateways[Channel.WECHAT])
    wechat.pay(order.number, at=NOW)
    facts = PaymentFacts(
        Channel.WECHAT, wechat.orders[order.number]["transaction_id"], order.total_fen
    )
    record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=NOW)
    assert not has_ended(charge)

    asked(gateways, at=NOW)

    assert has_ended(charge)
    assert Payment.objects.count() == 1
    assert not Refund.objects.exists()


def test_a_silent_channel_is_asked_once_a_run_and_keeps_no_other_waiting(
    gateways: Gateways, wechat: FakeWeChat, alipay: FakeAlipay
) -> None:
    stocked(9)
    orders = [placed() for _ in range(3)]
    for order in orders:
        charged(order, gateways[Channel.WECHAT])
    paid_at_alipay = placed()
    alipay.open_page(charged(paid_at_alipay, gateways[Channel.ALIPAY]).value)
    alipay.pay(paid_at_alipay.number, at=NOW)
    wechat.mood, before = Mood.OUT_OF_ORDER, len(wechat.asked)

    first = asked(gateways, at=NOW + timedelta(minutes=1))
    assert first == Answers(asked=4, paid=1, failed=3)
    assert len(wechat.asked) == before + 1
    # Next time another one is asked first.
    asked(gateways, at=NOW + timedelta(minutes=2))
    assert [each.path.split("?")[0].rpartition("/")[2] for each in wechat.asked[before:]] == [
        orders[0].number,
        orders[1].number,
    ]
    # Those that were never asked are given up all the same.
    late = asked(gateways, at=OVER + GIVE_UP_AFTER)
    assert (late.ended, late.failed) == (3, 3)
