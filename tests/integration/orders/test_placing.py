"""Placing orders: what is reserved, what is refused, and what a second call answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.audit.models import Event
from moli.orders.models import Article, Order, OrderLine, StockMove
from moli.orders.rules.basket import (
    ArticleNotOnSale,
    ArticleUnknown,
    BasketEmpty,
    Buyer,
    BuyerIncomplete,
    BuyerPhoneMalformed,
    NotEnoughInStock,
    OverBuyerCap,
    SaleNotBegun,
    UnitsOutOfRange,
    Wanted,
)
from moli.orders.rules.paying import PAY_WITHIN
from moli.orders.rules.states import OrderState
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.opening_articles import close_article, set_flash_sale, set_price
from moli.orders.services.placing import place_order
from tests.factories import NOW, TESTER, TODAY, key
from tests.factories.orders import BOX_FEN, buyer_of, placed, stocked, tea_box
from tests.unchanged import refused

pytestmark = pytest.mark.django_db


def _sale(article: Article, *, minutes: int = 0, most: int | None = None) -> None:
    set_flash_sale(
        article_id=article.pk,
        begins_at=NOW + timedelta(minutes=minutes),
        per_buyer_max=most,
        by=TESTER,
        at=NOW,
    )


def test_an_order_reserves_its_units_at_the_price_of_the_day() -> None:
    article = stocked(100)

    order = placed(units=3)

    article.refresh_from_db()
    assert (article.on_hand_units, article.reserved_units) == (100, 3)
    order = Order.objects.get(pk=order.pk)
    assert order.state == OrderState.PLACED
    assert order.total_fen == 3 * BOX_FEN
    assert order.pay_until_at == NOW + PAY_WITHIN
    line = order.lines.get()
    assert (line.article_id, line.units, line.unit_price_fen) == (article.pk, 3, BOX_FEN)
    move = StockMove.objects.get(order=order)
    assert (move.kind, move.on_hand_change, move.reserved_change) == ("RESERVED", 0, 3)
    told = Event.objects.get(verb="orders.place")
    assert (told.subject_key, told.facts) == (order.key, {"units": 3, "total_fen": 3 * BOX_FEN})


def test_phone_and_address_lie_sealed() -> None:
    stocked(1)

    order = placed(buyer=Buyer("买家", "13812345678", "南宁市民族大道 1 号"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, address, buyer_key FROM orders_order")
        lying = " ".join(cursor.fetchone())
    assert "13812345678" not in lying
    assert "民族" not in lying
    known = Order.objects.get(pk=order.pk)
    assert (known.phone, known.address) == ("13812345678", "南宁市民族大道 1 号")


def test_several_articles_are_reserved_together() -> None:
    first, second = stocked(5, code="a"), stocked(5, code="b")

    order = placed("b", "a", "b", units=2)

    assert OrderLine.objects.filter(order=order).count() == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.reserved_units, second.reserved_units) == (2, 4)
    assert order.total_fen == 6 * BOX_FEN


def test_all_or_nothing_when_one_of_two_articles_is_short() -> None:
    stocked(5, code="a")
    stocked(1, code="b")

    with refused(NotEnoughInStock, field="units", article="b", value=2, left_units=1):
        placed("a", "b", units=2)


def test_the_same_key_again_answers_with_the_first_order() -> None:
    article, tapped, buyer = stocked(1), key(), buyer_of()

    def tap() -> Order:
        wanted = [Wanted(article.code, 1)]
        return place_order(wanted=wanted, buyer=buyer, request_key=tapped, by=TESTER, at=NOW)

    first = tap()
    again = tap()
    cancel_order(order_uid=first.uid, by=TESTER, at=NOW)
    later = tap()

    assert first.pk == again.pk == later.pk
    assert Order.objects.count() == 1
    article.refresh_from_db()
    assert article.reserved_units == 0


def test_more_than_is_free_is_refused() -> None:
    stocked(3)
    placed(units=2)

    with refused(NotEnoughInStock, field="units", article="jasmine-250", value=2, left_units=1):
        placed(units=2)


def test_a_sale_before_its_hour_is_refused_and_at_its_hour_it_is_not() -> None:
    _sale(stocked(3), minutes=60)

    with refused(SaleNotBegun, field="article", begins_on="2016-09-12", begins_time="10:00"):
        placed()
    assert placed(at=NOW + timedelta(minutes=60)).pk


def test_a_buyer_has_no_more_than_the_limit_however_often_they_order() -> None:
    _sale(stocked(9), most=2)
    buyer = buyer_of()
    dropped = placed(buyer=buyer, units=2)
    cancel_order(order_uid=dropped.uid, by=TESTER, at=NOW)
    placed(buyer=buyer)

    facts = {"article": "jasmine-250", "value": 2, "had_units": 1, "units_max": 2}
    with refused(OverBuyerCap, field="units", **facts):
        placed(buyer=buyer, units=2)
    assert placed(buyer=buyer).pk
    assert placed(units=2).pk


def test_one_number_written_in_many_ways_is_one_buyer() -> None:
    _sale(stocked(9), most=1)
    placed(buyer=Buyer("买家", "0771-1234567", "南宁"))

    facts = {"article": "jasmine-250", "value": 1, "had_units": 1, "units_max": 1}
    for phone in ("07711234567", " 0771 1234567", "+860771-1234567", "（0771）1234567"):
        with refused(OverBuyerCap, field="units", **facts):
            placed(buyer=Buyer("买家", phone, "南宁"))


def test_what_was_ordered_before_a_sale_does_not_count() -> None:
    article, buyer = stocked(9), buyer_of()
    placed(buyer=buyer, units=5, at=NOW - timedelta(hours=1))
    _sale(article, most=1)

    assert placed(buyer=buyer).pk


def test_what_is_closed_unknown_or_without_a_price_is_refused() -> None:
    article = stocked(1)
    yesterday = NOW - timedelta(days=1)

    with refused(ArticleNotOnSale, field="article", article="jasmine-250"):
        placed(at=yesterday)
    with refused(ArticleUnknown, field="article", article="coffee"):
        placed("coffee")
    close_article(article_id=article.pk, by=TESTER, at=NOW)
    with refused(ArticleNotOnSale, field="article", article="jasmine-250"):
        placed()


def test_a_new_price_holds_from_its_day_and_not_for_what_was_ordered() -> None:
    article = stocked(2)
    tomorrow = NOW + timedelta(days=1)
    order = placed()
    set_price(
        article_id=article.pk,
        price_fen=4_200,
        from_on=TODAY + timedelta(days=1),
        by=TESTER,
        at=NOW,
    )

    assert placed(at=tomorrow).total_fen == 4_200
    order.refresh_from_db()
    assert order.total_fen == BOX_FEN


@pytest.mark.parametrize("units", [0, -1, 1_001])
def test_units_out_of_range_are_refused(units: int) -> None:
    tea_box()

    with refused(UnitsOutOfRange, field="units", value=units, units_max=1_000):
        placed(units=units)


def test_an_empty_basket_is_refused() -> None:
    with refused(BasketEmpty, field="lines", lines_max=20):
        place_order(wanted=[], buyer=buyer_of(), request_key=key(), by=TESTER, at=NOW)


@pytest.mark.parametrize(
    ("field", "buyer"),
    [
        ("buyer_name", Buyer(" ", "13800000001", "南宁")),
        ("buyer_name", Buyer("\u200b\u202e", "13800000001", "南宁")),
        ("buyer_address", Buyer("买家", "13800000001", "")),
    ],
)
def test_a_buyer_to_whom_nothing_can_be_sent_is_refused(field: str, buyer: Buyer) -> None:
    longest = {"buyer_name": 40, "buyer_address": 200}[field]
    stocked(1)

    with refused(BuyerIncomplete, field=field, signs_max=longest):
        placed(buyer=buyer)


def test_a_phone_that_cannot_be_called_is_refused_and_not_repeated() -> None:
    stocked(1)

    with refused(BuyerPhoneMalformed, field="phone"):
        placed(buyer=Buyer("买家", "123", "南宁"))


def test_an_order_of_one_article_takes_two_statements_on_postgresql_and_few_on_sqlite() -> None:
    stocked(5)

    with CaptureQueriesContext(connection) as asked:
        placed()

    told = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(told) == (2 if connection.vendor == "postgresql" else 6)
