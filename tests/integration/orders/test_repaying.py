"""Refunds: asked of the channel under one number, or sent back by the office and noted once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from moli.audit.models import Event
from moli.gateways.payment import Channel, RefundState
from moli.orders.models import Order, Refund, Repayment
from moli.orders.queries.repayments import refunds_to_send, repayments_by_hand, repayments_stuck
from moli.orders.rules.charging import (
    ASK_REFUND_AGAIN,
    RepaymentNotByHand,
    SlipMissing,
    SlipTaken,
    SlipTooLong,
)
from moli.orders.rules.paying import PaymentFacts
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.charging import Addresses, start_charge
from moli.orders.services.packing import pack_order
from moli.orders.services.paying import record_payment
from moli.orders.services.repaying import SentBack, repaid_by_hand, send_back
from tests.concurrency import at_once
from tests.factories import NOW, TESTER
from tests.factories.channels.fake_wechat import FakeWeChat
from tests.factories.channels.provider import Mood
from tests.factories.orders import placed, stocked
from tests.factories.settlement import brought_back
from tests.integration.orders.conftest import Gateways
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

AGAIN = NOW + ASK_REFUND_AGAIN


def sent(gateways: Gateways, *, at: datetime = NOW, most: int = 100) -> SentBack:
    return send_back(gateways=gateways, by=TESTER, at=at, most=most)


def paid_by_wechat(gateways: Gateways, wechat: FakeWeChat, *, units: int = 1) -> Order:
    stocked(10)
    order = placed(units=units)
    addresses = Addresses("茶", "https://moli.example/n/", "https://moli.example/")
    start_charge(order_uid=order.uid, gateway=gateways[Channel.WECHAT], addresses=addresses, at=NOW)
    wechat.pay(order.number, at=NOW)
    number = wechat.orders[order.number]["transaction_id"]
    return paid(order, channel=Channel.WECHAT, reference=number)


def paid(order: Order, *, channel: Channel, reference: str) -> Order:
    facts = PaymentFacts(channel, reference, order.total_fen)
    record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=NOW)
    return order


def cancelled(order: Order) -> Refund:
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)
    return Refund.objects.get(order=order)


def cancelled_after_paying_offline(*, slip: str = "slip-1") -> Refund:
    stocked(5)
    return cancelled(paid(placed(), channel=Channel.OFFLINE, reference=slip))


def test_a_refund_is_asked_for_once_and_followed_until_it_is_done(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    refund = cancelled(paid_by_wechat(gateways, wechat))

    assert sent(gateways) == SentBack(asked=1)
    assert sent(gateways, at=NOW + timedelta(minutes=1)) == SentBack()
    number = f"{refund.order.number}R{refund.pk}"
    assert wechat.refunds[number]["amount"]["refund"] == refund.total_fen
    wechat.refunds[number]["status"] = "SUCCESS"

    assert sent(gateways, at=AGAIN) == SentBack(asked=1, done=1)
    row = Repayment.objects.get()
    assert (row.number, row.state, row.done_at) == (number, RefundState.DONE, AGAIN)
    assert list(wechat.refunds) == [number]
    assert Event.objects.get(verb="orders.send_back").facts["total_fen"] == refund.total_fen
    with unchanged():
        assert sent(gateways, at=AGAIN + ASK_REFUND_AGAIN) == SentBack()


def test_a_refund_whose_answer_was_lost_is_not_sent_twice(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    wechat.refund_status = "SUCCESS"
    cancelled(paid_by_wechat(gateways, wechat))
    wechat.mood = Mood.UNSIGNED

    assert sent(gateways) == SentBack(asked=1, failed=1)
    wechat.mood = Mood.GOOD
    assert sent(gateways, at=AGAIN) == SentBack(asked=1, done=1)
    assert len(wechat.refunds) == 1


def test_each_return_of_an_order_is_sent_back_under_a_number_of_its_own(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    wechat.refund_status = "SUCCESS"
    order = paid_by_wechat(gateways, wechat, units=3)
    pack_order(order_uid=order.uid, by=TESTER, at=NOW)
    brought_back(order, units=1)
    brought_back(order, units=2)

    assert sent(gateways) == SentBack(asked=2, done=2)
    amounts = [each["amount"] for each in wechat.refunds.values()]
    assert [each["refund"] for each in amounts] == [order.total_fen // 3, 2 * order.total_fen // 3]
    assert {each["total"] for each in amounts} == {order.total_fen}


def test_a_no_of_the_channel_is_kept_as_its_code_and_asked_again_later(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    cancelled(paid_by_wechat(gateways, wechat))
    wechat.orders.clear()  # it says that it knows no such order

    assert sent(gateways) == SentBack(asked=1, failed=1)
    stuck = repayments_stuck().get()
    assert (stuck.fault, stuck.state) == ("RESOURCE_NOT_EXISTS", RefundState.RUNNING)
    assert sent(gateways, at=AGAIN) == SentBack(asked=1, failed=1)


def test_a_channel_that_cannot_send_it_leaves_it_to_the_office(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    """The payer's card is gone: WeChat says ABNORMAL, and a person transfers it."""
    wechat.refund_status = "ABNORMAL"
    refund = cancelled(paid_by_wechat(gateways, wechat))

    assert sent(gateways) == SentBack(asked=1, failed=1)
    assert [row.refund_id for row in repayments_by_hand()] == [refund.pk]
    assert Event.objects.filter(verb="orders.send_back_failed").count() == 1
    repaid_by_hand(refund_id=refund.pk, slip_no="B-77", by=TESTER, at=AGAIN)
    assert sent(gateways, at=AGAIN) == SentBack()


def test_what_was_paid_offline_waits_for_the_office_and_its_slip(gateways: Gateways) -> None:
    refund = cancelled_after_paying_offline()

    assert sent(gateways) == SentBack(asked=1, by_hand=1)
    assert sent(gateways, at=AGAIN) == SentBack()
    row = repaid_by_hand(refund_id=refund.pk, slip_no=" B-1 ", by=TESTER, at=AGAIN)

    assert (row.state, row.slip_no, row.by_name) == (RefundState.DONE, "B-1", TESTER.name)
    with unchanged():
        again = repaid_by_hand(refund_id=refund.pk, slip_no="B-1", by=TESTER, at=AGAIN)
    assert again.pk == row.pk
    assert not repayments_by_hand().exists()


def test_by_hand_needs_a_slip_of_its_own_and_a_refund_that_waits_for_it(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    one, other = cancelled_after_paying_offline(), cancelled_after_paying_offline(slip="slip-2")
    running = cancelled(paid_by_wechat(gateways, wechat))
    sent(gateways)
    repaid_by_hand(refund_id=one.pk, slip_no="B-1", by=TESTER, at=NOW)

    with refused(SlipMissing, field="slip_no"):
        repaid_by_hand(refund_id=other.pk, slip_no="  ", by=TESTER, at=NOW)
    with refused(SlipTaken, field="slip_no"):
        repaid_by_hand(refund_id=other.pk, slip_no="B-1", by=TESTER, at=NOW)
    for refund in (one, running):
        with refused(RepaymentNotByHand, field="refund"):
            repaid_by_hand(refund_id=refund.pk, slip_no="B-2", by=TESTER, at=NOW)


def test_a_silent_channel_is_asked_once_a_run(gateways: Gateways, wechat: FakeWeChat) -> None:
    for _ in range(3):
        cancelled(paid_by_wechat(gateways, wechat))
    wechat.mood, before = Mood.OUT_OF_ORDER, len(wechat.asked)

    assert sent(gateways) == SentBack(asked=3, failed=3)
    assert len(wechat.asked) == before + 1
    wechat.mood = Mood.GOOD
    assert sent(gateways, at=AGAIN) == SentBack(asked=3)
    assert len(wechat.refunds) == 3


def test_a_silent_channel_does_not_hold_back_what_others_send(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    """Three refunds of a silent channel, one of the office; each run takes two."""
    for _ in range(3):
        cancelled(paid_by_wechat(gateways, wechat))
    cancelled_after_paying_offline()
    wechat.mood = Mood.OUT_OF_ORDER

    assert sent(gateways, most=2) == SentBack(asked=2, failed=2)
    assert [row.asked_at for row in Repayment.objects.all()] == [NOW, NOW]
    assert all(row.fault for row in repayments_stuck())
    later = NOW + timedelta(minutes=1)
    assert sent(gateways, at=later, most=2) == SentBack(asked=2, by_hand=1, failed=1)


def test_what_was_never_asked_goes_first_and_then_the_longest_unasked(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    first, second = (cancelled(paid_by_wechat(gateways, wechat)) for _ in range(2))
    sent(gateways)
    Repayment.objects.filter(refund=first).update(asked_at=NOW + timedelta(seconds=1))
    new = cancelled_after_paying_offline()
    at = AGAIN + timedelta(minutes=1)

    queue = refunds_to_send(at=at, most=3)

    assert [refund.pk for refund in queue] == [new.pk, second.pk, first.pk]


def test_a_slip_of_more_signs_than_are_kept_is_refused_and_not_cut(gateways: Gateways) -> None:
    """Cut, two of them would be the same slip."""
    refund = cancelled_after_paying_offline()
    sent(gateways)

    with refused(SlipTooLong, field="slip_no", signs_max=80):
        repaid_by_hand(refund_id=refund.pk, slip_no="7" * 81, by=TESTER, at=NOW)
    row = repaid_by_hand(refund_id=refund.pk, slip_no=f" {'7' * 80} ", by=TESTER, at=NOW)
    assert row.slip_no == "7" * 80


def test_a_channel_that_was_switched_off_is_asked_when_it_is_on_again(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    wechat.refund_status = "SUCCESS"
    cancelled(paid_by_wechat(gateways, wechat))

    assert sent({}) == SentBack(asked=1, failed=1)
    assert repayments_stuck().get().fault == "OFF"
    assert sent(gateways, at=AGAIN) == SentBack(asked=1, done=1)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_money_back_once(gateways: Gateways, wechat: FakeWeChat) -> None:
    wechat.refund_status = "SUCCESS"
    cancelled(paid_by_wechat(gateways, wechat))

    outcomes = at_once([lambda: sent(gateways)] * 2)

    assert [each.error for each in outcomes] == [None, None]
    assert len(wechat.refunds) == 1
    assert Repayment.objects.get().state == RefundState.DONE
    assert Event.objects.filter(verb="orders.send_back").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_note_a_slip_at_once_note_it_once(gateways: Gateways) -> None:
    refund = cancelled_after_paying_offline()
    sent(gateways)

    at_once([lambda: repaid_by_hand(refund_id=refund.pk, slip_no="B", by=TESTER, at=NOW)] * 2)

    assert Event.objects.filter(verb="orders.send_back").count() == 1
