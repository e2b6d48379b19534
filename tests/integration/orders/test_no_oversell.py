"""Many buyers at the same moment: never one unit more than there is, never one order twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from moli.audit.models import Event
from moli.orders.models import Article, Order, OrderLine, Payment, Refund
from moli.orders.queries.laws import order_laws
from moli.orders.rules.basket import Buyer, Wanted
from moli.orders.rules.states import OrderState
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.expiring import expire_orders
from moli.orders.services.opening_articles import set_flash_sale
from moli.orders.services.packing import pack_order
from moli.orders.services.paying import record_payment
from moli.orders.services.placing import place_order
from tests.concurrency import Outcome, at_once
from tests.factories import NOW, TESTER, key
from tests.factories.orders import buyer_of, payment_of, placed, stocked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LATER = NOW + timedelta(hours=1)


def _names(outcomes: list[Outcome]) -> Counter[str]:
    return Counter("ok" if each.ok else type(each.error).__name__ for each in outcomes)


def _order(*codes: str, units: int = 1, buyer: Buyer | None = None) -> Callable[[], object]:
    return partial(
        place_order,
        wanted=[Wanted(code, units) for code in codes or ("jasmine-250",)],
        buyer=buyer or buyer_of(),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )


def _broken() -> list[str]:
    return [check.law for check in order_laws() if not check.holds]


def test_sixty_buyers_at_once_get_exactly_the_ten_units_there_are() -> None:
    article = stocked(10)

    outcomes = at_once([_order() for _ in range(60)])

    assert _names(outcomes) == {"ok": 10, "NotEnoughInStock": 50}
    article.refresh_from_db()
    assert (article.on_hand_units, article.reserved_units) == (10, 10)
    assert Order.objects.count() == OrderLine.objects.count() == 10
    assert Event.objects.filter(verb="orders.place").count() == 10
    assert _broken() == []


def test_a_flash_sale_of_2000_portions_sells_exactly_2000_and_two_to_each_buyer() -> None:
    article = stocked(2_000)
    set_flash_sale(article_id=article.pk, begins_at=NOW, per_buyer_max=2, by=TESTER, at=NOW)
    # Everybody asks three times for one portion; 1,200 buyers may have 2,400, so the shelf is
    # emptied before all have their two.
    people = [buyer_of() for _ in range(1_200)]

    def buy(mine: list[Buyer]) -> Counter[str]:
        told: Counter[str] = Counter()
        for buyer in mine * 3:
            try:
                _order(buyer=buyer)()
                told["ok"] += 1
            except Exception as error:  # noqa: BLE001 - the names are judged below
                told[type(error).__name__] += 1
        return told

    outcomes = at_once([partial(buy, people[place::24]) for place in range(24)])

    told: Counter[str] = sum((each.result for each in outcomes), Counter())
    assert set(told) <= {"ok", "NotEnoughInStock", "OverBuyerCap"}
    assert told["ok"] == 2_000
    article.refresh_from_db()
    assert article.reserved_units == article.on_hand_units == 2_000
    per_buyer = Order.objects.values("buyer_key").annotate(units=Sum("lines__units")).order_by()
    assert max(each["units"] for each in per_buyer) == 2
    assert _broken() == []


def test_one_buyer_who_taps_on_twenty_phones_gets_no_more_than_the_limit() -> None:
    article, buyer = stocked(100), buyer_of()
    set_flash_sale(article_id=article.pk, begins_at=NOW, per_buyer_max=3, by=TESTER, at=NOW)

    outcomes = at_once([_order(buyer=buyer) for _ in range(20)])

    assert _names(outcomes) == {"ok": 3, "OverBuyerCap": 17}
    article.refresh_from_db()
    assert article.reserved_units == 3


@pytest.mark.parametrize("codes", [("a",), ("a", "b")])
def test_one_tap_sent_twenty_times_at_once_is_one_order(codes: tuple[str, ...]) -> None:
    for code in codes:
        stocked(5, code=code)
    tapped = _order(*codes)

    outcomes = at_once([tapped] * 20)

    assert _names(outcomes) == {"ok": 20}
    assert len({each.result.pk for each in outcomes}) == 1
    assert Order.objects.count() == 1
    assert {row.reserved_units for row in Article.objects.all()} == {1}


def test_baskets_that_cross_each_other_wait_and_never_deadlock() -> None:
    stocked(40, code="a")
    stocked(15, code="b")

    outcomes = at_once([_order(*codes) for codes in (("a", "b"), ("b", "a")) * 20])

    assert _names(outcomes) == {"ok": 15, "NotEnoughInStock": 25}
    assert [row.reserved_units for row in Article.objects.order_by("pk")] == [15, 15]
    assert _broken() == []


def test_one_notification_at_twenty_doors_is_one_payment() -> None:
    stocked(1)
    order = placed()
    facts = payment_of(order)
    tell = partial(record_payment, order_uid=order.uid, facts=facts, by=TESTER, at=NOW)

    outcomes = at_once([tell] * 20)

    assert _names(outcomes) == {"ok": 20}
    assert Payment.objects.count() == 1
    assert Refund.objects.count() == 0
    assert Event.objects.filter(verb="orders.record_payment").count() == 1


def test_payments_and_the_end_of_their_time_at_once_leave_each_order_one_fate() -> None:
    stocked(20)
    orders = [placed() for _ in range(20)]
    calls: list[Callable[[], object]] = [
        partial(record_payment, order_uid=row.uid, facts=payment_of(row), by=TESTER, at=LATER)
        for row in orders
    ]
    calls += [partial(expire_orders, by=TESTER, at=LATER)] * 3
    # Others snatch what is free for a moment.
    calls += [_order() for _ in range(10)]

    outcomes = at_once(calls)

    assert set(_names(outcomes)) <= {"ok", "NotEnoughInStock"}
    assert Payment.objects.count() == 20
    paid = Order.objects.filter(state=OrderState.PAID).count()
    assert paid + Refund.objects.filter(reason="PAID_TOO_LATE").count() == 20
    assert _broken() == []


def test_packing_cancelling_and_ordering_at_once_lose_no_unit() -> None:
    article = stocked(20)
    orders = [placed() for _ in range(20)]
    for row in orders[:10]:
        record_payment(order_uid=row.uid, facts=payment_of(row), by=TESTER, at=NOW)
    calls: list[Callable[[], object]] = [
        *[partial(pack_order, order_uid=row.uid, by=TESTER, at=NOW) for row in orders[:10]],
        *[partial(cancel_order, order_uid=row.uid, by=TESTER, at=NOW) for row in orders],
        *[_order() for _ in range(15)],
    ]

    outcomes = at_once(calls)

    assert set(_names(outcomes)) <= {"ok", "OrderMovedOn", "NotEnoughInStock"}
    article.refresh_from_db()
    out = Order.objects.filter(state=OrderState.PACKED).count()
    assert article.on_hand_units == 20 - out
    assert _broken() == []


def test_the_database_itself_refuses_to_reserve_more_than_there_is() -> None:
    article = stocked(3)

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(reserved_units=4)

    article.refresh_from_db()
    assert article.reserved_units == 0
