"""Payments: once, twice, late, of another sum; cancelled and expired orders."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from moli.audit.models import Event
from moli.orders.models import Article, Order, Payment, Refund, StockMove
from moli.orders.queries.laws import order_laws
from moli.orders.rules.paying import (
    PAY_WITHIN,
    AmountDiffers,
    OrderUnknown,
    PaymentReferenceTaken,
    PaymentWithoutReference,
)
from moli.orders.rules.states import OrderMovedOn, OrderState
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.expiring import expire_orders
from moli.orders.services.opening_articles import set_flash_sale
from moli.orders.services.paying import record_payment
from tests.factories import NOW, TESTER
from tests.factories.orders import (
    BOX_FEN,
    buyer_of,
    packed,
    paid_for,
    payment_of,
    placed,
    stocked,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

LATER = NOW + PAY_WITHIN


def _state(order: Order) -> str:
    return Order.objects.values_list("state", flat=True).get(pk=order.pk)


def _reserved() -> int:
    return Article.objects.get().reserved_units


@pytest.fixture(autouse=True)
def _laws_hold_afterwards() -> object:
    yield
    assert [check.law for check in order_laws() if not check.holds] == []


def test_a_payment_makes_an_order_paid_and_its_units_stay_reserved() -> None:
    stocked(5)
    order = placed(units=2)

    paid_for(order)

    order.refresh_from_db()
    assert (order.state, order.paid_at) == (OrderState.PAID, NOW)
    assert _reserved() == 2
    assert expire_orders(by=TESTER, at=LATER) == 0
    told = Event.objects.get(verb="orders.record_payment")
    assert told.facts == {"channel": "WECHAT", "total_fen": 2 * BOX_FEN, "refund": ""}


def test_a_notification_that_comes_again_changes_nothing() -> None:
    stocked(5)
    order = placed()
    facts = payment_of(order)
    first = record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=NOW)

    with unchanged():
        again = record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=LATER)
    assert again.pk == first.pk
    packed_later = placed()
    packed(packed_later)
    with unchanged():
        record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=LATER)


def test_a_second_payment_under_another_reference_is_owed_back() -> None:
    stocked(5)
    order = placed()
    paid_for(order)

    second = paid_for(order, at=LATER)

    refund = Refund.objects.get()
    assert (refund.payment_id, refund.reason, refund.total_fen) == (
        second.pk,
        "PAID_TWICE",
        BOX_FEN,
    )
    assert _state(order) == OrderState.PAID


def test_another_sum_another_order_and_no_reference_are_refused() -> None:
    stocked(5)
    order, other = placed(), placed()
    paid = paid_for(order)

    with refused(AmountDiffers, field="total_fen", value_fen=1, order_fen=BOX_FEN):
        record_payment(order_uid=other.uid, facts=payment_of(other, total_fen=1), by=TESTER, at=NOW)
    for uid, fen in ((other.uid, BOX_FEN), (order.uid, 1)):
        facts = payment_of(order, reference=paid.reference, total_fen=fen)
        with refused(PaymentReferenceTaken, field="reference"):
            record_payment(order_uid=uid, facts=facts, by=TESTER, at=NOW)
    with refused(OrderUnknown, field="order"):
        record_payment(order_uid=UUID(int=1), facts=payment_of(order), by=TESTER, at=NOW)
    nameless = payment_of(order)
    nameless = type(nameless)(nameless.channel, "", nameless.total_fen)
    with refused(PaymentWithoutReference, field="reference"):
        record_payment(order_uid=other.uid, facts=nameless, by=TESTER, at=NOW)


def test_an_order_expires_when_its_time_is_over_and_not_before() -> None:
    stocked(5)
    order = placed(units=2)

    assert expire_orders(by=TESTER, at=LATER - timedelta(seconds=1)) == 0
    assert expire_orders(by=TESTER, at=LATER) == 1
    with unchanged():
        assert expire_orders(by=TESTER, at=LATER) == 0

    assert _state(order) == OrderState.EXPIRED
    assert _reserved() == 0
    changes = StockMove.objects.filter(order=order).values_list("kind", "reserved_change")
    assert list(changes) == [("RESERVED", 2), ("RELEASED", -2)]


def test_an_empty_shelf_is_freed_of_what_nobody_paid_before_a_buyer_is_refused() -> None:
    stocked(2)
    late = placed(units=2)

    order = placed(units=1, at=LATER)

    assert _state(late) == OrderState.EXPIRED
    assert _state(order) == OrderState.PLACED
    assert _reserved() == 1


def test_a_late_payment_takes_its_units_when_they_are_still_free() -> None:
    stocked(5)
    order = placed(units=2)
    expire_orders(by=TESTER, at=LATER)

    paid_for(order, at=LATER)

    order.refresh_from_db()
    assert (order.state, order.ended_at) == (OrderState.PAID, None)
    assert _reserved() == 2
    assert Refund.objects.count() == 0


def test_a_late_payment_is_owed_back_when_the_units_are_gone() -> None:
    stocked(2)
    order = placed(units=2)
    expire_orders(by=TESTER, at=LATER)
    placed()

    payment = paid_for(order, at=LATER)

    assert _state(order) == OrderState.EXPIRED
    refund = Refund.objects.get()
    assert (refund.payment_id, refund.reason) == (payment.pk, "PAID_TOO_LATE")
    assert _reserved() == 1


def test_a_late_payment_does_not_lead_past_the_limit_of_a_buyer() -> None:
    article, buyer = stocked(9), buyer_of()
    set_flash_sale(article_id=article.pk, begins_at=NOW, per_buyer_max=2, by=TESTER, at=NOW)
    late = placed(units=2, buyer=buyer)
    expire_orders(by=TESTER, at=LATER)
    placed(units=1, buyer=buyer, at=LATER)

    paid_for(late, at=LATER)

    assert Refund.objects.get().reason == "PAID_TOO_LATE"
    assert _reserved() == 1


def test_cancelling_gives_units_free_and_owes_what_was_paid() -> None:
    stocked(5)
    waiting, paid = placed(), placed(units=2)
    paid_for(paid)

    cancel_order(order_uid=waiting.uid, by=TESTER, at=NOW)
    cancel_order(order_uid=paid.uid, by=TESTER, at=NOW)

    assert _reserved() == 0
    refund = Refund.objects.get()
    assert (refund.order_id, refund.reason, refund.total_fen) == (
        paid.pk,
        "CANCELLED",
        2 * BOX_FEN,
    )
    with unchanged():
        cancel_order(order_uid=paid.uid, by=TESTER, at=NOW)


def test_cancelling_owes_each_payment_once() -> None:
    stocked(5)
    order = placed()
    paid_for(order)
    paid_for(order)

    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)

    reasons = Refund.objects.order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["PAID_TWICE", "CANCELLED"]
    assert Payment.objects.filter(refund=None).count() == 0


def test_a_payment_of_a_cancelled_order_is_owed_back() -> None:
    stocked(5)
    order = placed()
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)

    paid_for(order)

    assert Refund.objects.get().reason == "CANCELLED"
    assert _state(order) == OrderState.CANCELLED
    assert _reserved() == 0


def test_what_is_packed_or_expired_is_not_cancelled() -> None:
    stocked(5)
    gone = packed(placed())
    late = placed(at=NOW)
    expire_orders(by=TESTER, at=LATER)

    for order, state in ((gone, OrderState.PACKED), (late, OrderState.EXPIRED)):
        with refused(OrderMovedOn, field="state", order_state=state):
            cancel_order(order_uid=order.uid, by=TESTER, at=NOW)
