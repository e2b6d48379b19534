"""Money that goes back to buyers: it comes into the books, goes back once, and is told of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from moli.audit.models import Event
from moli.gateways.payment import Channel
from moli.ledger.models import Account, Transfer
from moli.ledger.queries.balances import balance
from moli.orders.models import Order, Refund
from moli.orders.services.cancelling import cancel_order
from moli.settlement.models import PaidBack
from moli.settlement.queries.due import orders_with_refunds_to_take_in
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.paying_back import (
    PaidBackReferenceTaken,
    RefundNotInTheBooks,
    pay_back,
)
from moli.settlement.services.taking_in_refunds import take_in_refunds
from tests.crashing import crashes
from tests.factories import NOW, TESTER
from tests.factories.orders import paid_for, placed, stocked
from tests.factories.settlement import (
    brought_back,
    earned,
    general_rule,
    money_in_bank,
    packed_order,
    settled,
    shelf_of_three,
)
from tests.unchanged import everything, refused, unchanged

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


def _holds() -> int:
    row = Account.objects.filter(owner_kind="channel").first()
    return balance(row, on=TOMORROW.date()) if row else 0


def _credit_of(order: Order) -> int:
    return Account.objects.get(owner_kind="order", owner_key=order.key).left_fen or 0


def _cancelled() -> tuple[Order, Refund]:
    """An order of a box that was paid and then cancelled, and what is owed back for it."""
    stocked(3)
    order = placed()
    paid_for(order)
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)
    return order, Refund.objects.get(order=order)


def _laws_hold() -> None:
    assert [law.law for law in settlement_laws() if not law.holds] == []


def test_money_of_a_cancelled_order_enters_the_books_and_leaves_them() -> None:
    order, refund = _cancelled()

    (arrival,) = take_in_refunds(order_id=order.pk, by=TESTER, at=NOW)
    assert (arrival.kind, _holds(), _credit_of(order)) == ("PAYMENT", 3_800, 3_800)
    _laws_hold()

    row = pay_back(refund_id=refund.pk, channel_reference="wx-back-1", by=TESTER, at=TOMORROW)
    assert (row.channel, row.total_fen, row.transfer.kind) == (Channel.WECHAT, 3_800, "REFUND")
    assert (_holds(), _credit_of(order)) == (0, 0)
    _laws_hold()


def test_taking_in_and_paying_back_twice_is_once_on_whatever_day() -> None:
    order, refund = _cancelled()
    take_in_refunds(order_id=order.pk, by=TESTER, at=NOW)
    first = pay_back(refund_id=refund.pk, channel_reference="wx-back-1", by=TESTER, at=NOW)

    with unchanged():
        assert take_in_refunds(order_id=order.pk, by=TESTER, at=TOMORROW) == []
        assert pay_back(refund_id=refund.pk, by=TESTER, at=TOMORROW) == first
    assert Event.objects.filter(verb="settlement.pay_back").count() == 1


def test_paying_back_takes_in_what_nobody_took_in_before() -> None:
    order, refund = _cancelled()

    pay_back(refund_id=refund.pk, by=TESTER, at=NOW)

    assert Transfer.objects.filter(kind="PAYMENT").count() == 1
    assert (_holds(), _credit_of(order)) == (0, 0)
    _laws_hold()


def test_what_was_paid_twice_goes_back_and_what_the_order_costs_is_settled() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=2)
    paid_for(order)
    settled(order)
    assert _holds() == 7_600
    refund = Refund.objects.get(order=order)

    take_in_refunds(order_id=order.pk, by=TESTER, at=NOW)
    assert _holds() == 15_200
    pay_back(refund_id=refund.pk, by=TESTER, at=NOW)

    assert _holds() == 7_600
    money_in_bank(7_600)
    assert _holds() == 0
    _laws_hold()


def test_a_buyer_is_paid_back_once_for_what_came_back() -> None:
    order, _ = earned()
    brought_back(order, units=3)
    correct_order(order_id=order.pk, by=TESTER, at=NOW)
    refund = Refund.objects.get()

    row = pay_back(refund_id=refund.pk, by=TESTER, at=NOW)

    assert (row.total_fen, _credit_of(order)) == (11_400, 0)
    with unchanged():
        assert pay_back(refund_id=refund.pk, by=TESTER, at=TOMORROW) == row
    _laws_hold()


def test_the_price_of_goods_is_not_paid_back_before_a_settlement_left_it_to_the_buyer() -> None:
    order, _ = earned()
    brought_back(order, units=3)
    refund = Refund.objects.get()
    # Another payment of the same order stands to its credit; it is not for goods.
    paid_for(order)
    take_in_refunds(order_id=order.pk, by=TESTER, at=NOW)
    assert _credit_of(order) == 38_000

    with refused(RefundNotInTheBooks, field="refund"):
        pay_back(refund_id=refund.pk, by=TESTER, at=NOW)


def test_a_channels_number_stands_for_one_refund() -> None:
    _, first = _cancelled()
    _, second = _cancelled()
    pay_back(refund_id=first.pk, channel_reference="wx-back-1", by=TESTER, at=NOW)

    with refused(PaidBackReferenceTaken, field="channel_reference"):
        pay_back(refund_id=second.pk, channel_reference="wx-back-1", by=TESTER, at=NOW)
    # Without a number any number of them may go back.
    for refund in (second, _cancelled()[1]):
        pay_back(refund_id=refund.pk, by=TESTER, at=NOW)
    assert PaidBack.objects.count() == 3


def test_the_books_give_back_what_is_settled_and_corrected_or_goes_back_whole() -> None:
    order, _ = earned()
    brought_back(order, units=3)
    brought_back(order, units=1)
    _, cancelled = _cancelled()
    assert orders_with_refunds_to_take_in() == [cancelled.order_id]
    assert orders_with_refunds_to_take_in(after=cancelled.order_id) == []
    first, second, third = refunds = Refund.objects.order_by("pk")
    assert [each.total_fen for each in refunds] == [11_400, 3_800, 3_800]

    for early in (first, second):
        with refused(RefundNotInTheBooks, field="refund"):
            pay_back(refund_id=early.pk, by=TESTER, at=NOW)
    pay_back(refund_id=third.pk, by=TESTER, at=NOW)
    assert orders_with_refunds_to_take_in() == []

    correct_order(order_id=order.pk, by=TESTER, at=NOW)
    for ready in (first, second):
        pay_back(refund_id=ready.pk, by=TESTER, at=NOW)
    assert {row.channel for row in PaidBack.objects.all()} == {Channel.WECHAT}
    assert PaidBack.objects.count() == 3
    _laws_hold()


@pytest.mark.parametrize("table", ["ledger_entry", "settlement_paidback"])
def test_only_a_number_that_is_taken_reads_as_taken(table: str) -> None:
    _, refund = _cancelled()
    take_in_refunds(order_id=refund.order_id, by=TESTER, at=NOW)
    refuse = {
        "sqlite": "BEGIN SELECT RAISE(ABORT, 'refused'); END",
        "postgresql": "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TRIGGER odd BEFORE INSERT ON {table} {refuse[connection.vendor]}")

    with unchanged(), pytest.raises(IntegrityError):
        pay_back(refund_id=refund.pk, channel_reference="wx-back-1", by=TESTER, at=NOW)


def test_nobody_opens_a_buyers_address_to_take_money_in() -> None:
    order, _ = _cancelled()

    with CaptureQueriesContext(connection) as asked:
        take_in_refunds(order_id=order.pk, by=TESTER, at=NOW)

    read = [each["sql"] for each in asked if "orders_order" in each["sql"]]
    assert read
    assert not [sql for sql in read if "phone" in sql or "address" in sql]


@pytest.mark.slow
def test_paying_back_stops_anywhere_and_is_whole_or_nothing() -> None:
    _, refund = _cancelled()
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            pay_back(refund_id=refund.pk, by=TESTER, at=NOW)
        if attempt.died:
            assert everything() == before

    assert attempt.statements > 20
    assert PaidBack.objects.count() == 1
