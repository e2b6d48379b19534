"""What the shop shows: on sale and in which order, from which villages, and an order masked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from moli.orders.models import Article, Production
from moli.orders.queries.buyers_orders import buyers_order, uid_of_number, uid_of_request
from moli.orders.queries.origins import origins
from moli.orders.queries.storefront import shelved, shop_front, window
from moli.orders.rules.basket import (
    ArticleNotOnSale,
    Buyer,
    NotEnoughInStock,
    OverBuyerCap,
    SaleNotBegun,
)
from moli.orders.rules.producing import Input
from moli.orders.rules.states import OrderState
from moli.orders.rules.weighing import Weighed
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.opening_articles import close_article, set_flash_sale, set_price
from moli.orders.services.producing import Batch, produce
from moli.orders.services.weighing_in import Brought, weigh_in
from tests.factories import (
    HEGUI,
    NOW,
    PANTANG_NAYANG,
    TESTER,
    TODAY,
    YAOBU,
    household,
    key,
    village,
)
from tests.factories.orders import (
    KG,
    buyer_of,
    paid_for,
    placed,
    stocked,
    tea_box,
    tea_grade,
)

pytestmark = pytest.mark.django_db


def _codes(at: datetime = NOW) -> list[str]:
    return [row.code for row in window(at=at).articles]


def _sale(article: Article, *, begins_at: datetime | None, most: int | None = None) -> None:
    set_flash_sale(
        article_id=article.pk, begins_at=begins_at, per_buyer_max=most, by=TESTER, at=NOW
    )


def test_what_has_a_price_and_is_open_is_on_sale() -> None:
    stocked(5, code="there")
    closed = stocked(5, code="closed")
    close_article(article_id=closed.pk, by=TESTER, at=NOW)

    assert _codes() == ["there"]
    assert window(at=NOW).count == 1


def test_a_price_that_begins_tomorrow_is_not_asked_today() -> None:
    article = stocked(5)
    tomorrow = TODAY + timedelta(days=1)
    set_price(article_id=article.pk, price_fen=4_100, from_on=tomorrow, by=TESTER, at=NOW)

    assert window(at=NOW).articles[0].price_fen == 3_800
    assert window(at=NOW + timedelta(days=1)).articles[0].price_fen == 4_100
    assert _codes(NOW - timedelta(days=1)) == []


def test_todays_flash_sales_come_first_and_what_is_sold_out_last() -> None:
    stocked(1, code="sold-out")
    placed("sold-out")
    stocked(5, code="plain")
    _sale(stocked(5, code="tonight"), begins_at=NOW + timedelta(hours=8))
    _sale(stocked(5, code="soon"), begins_at=NOW + timedelta(hours=1))
    _sale(stocked(5, code="last-week"), begins_at=NOW - timedelta(days=7))

    assert _codes() == ["soon", "tonight", "last-week", "plain", "sold-out"]


def test_a_page_of_the_shop_is_cut_out_of_all(django_assert_num_queries: object) -> None:
    for place in range(5):
        stocked(1, code=f"tea-{place}")

    with django_assert_num_queries(2):
        page = window(at=NOW, first=2, most=2)

    assert [row.code for row in page.articles] == ["tea-2", "tea-3"]
    assert page.count == 5


def test_the_first_page_hears_of_the_sale_that_is_next_today(
    django_assert_num_queries: object,
) -> None:
    stocked(5, code="plain")
    _sale(stocked(5, code="tomorrow"), begins_at=NOW + timedelta(days=1))
    with django_assert_num_queries(2):
        before = shop_front(at=NOW)
    _sale(stocked(5, code="tonight"), begins_at=NOW + timedelta(hours=8))

    assert (before.count, before.flash_sale) == (2, None)
    sale = shop_front(at=NOW).flash_sale
    assert sale is not None
    assert sale.code == "tonight"


def test_a_flash_sale_of_which_all_is_taken_is_over() -> None:
    _sale(stocked(1, code="gone"), begins_at=NOW - timedelta(hours=1))
    placed("gone")

    assert shop_front(at=NOW).flash_sale is None


def test_the_shelf_refuses_as_placing_does() -> None:
    article = stocked(3)
    plain = shelved(["jasmine-250"], at=NOW)["jasmine-250"]
    assert plain.refusal_of(3, at=NOW) is None
    short = plain.refusal_of(4, at=NOW)
    assert isinstance(short, NotEnoughInStock)
    assert short.facts == {"article": "jasmine-250", "value": 4, "left_units": 3}

    _sale(article, begins_at=NOW + timedelta(hours=1), most=2)
    limited = shelved(["jasmine-250"], at=NOW)["jasmine-250"]
    early = limited.refusal_of(1, at=NOW)
    assert isinstance(early, SaleNotBegun)
    assert early.facts["begins_on"] == timezone.localdate(NOW).isoformat()
    assert isinstance(limited.refusal_of(3, at=NOW + timedelta(hours=1)), OverBuyerCap)

    close_article(article_id=article.pk, by=TESTER, at=NOW)
    closed = shelved(["jasmine-250"], at=NOW)["jasmine-250"]
    assert isinstance(closed.refusal_of(1, at=NOW), ArticleNotOnSale)


def test_unknown_codes_are_left_out(django_assert_num_queries: object) -> None:
    stocked(3)

    with django_assert_num_queries(1):
        assert list(shelved(["jasmine-250", "no-such"], at=NOW)) == ["jasmine-250"]


def _batch(article: Article, *, units: int, brought: dict[str, int]) -> Production:
    """A batch of what villages brought, in grams; whatever is too much of it is lost."""
    rows = [
        weigh_in(
            brought=Brought(household(village_code=code), tea_grade(), "station-1"),
            weighed=Weighed(grams, 0, date(2016, 9, 8)),
            request_key=uuid4(),
            by=TESTER,
            at=NOW,
        )
        for code, grams in brought.items()
    ]
    inputs = tuple(Input(row.key, row.grams) for row in rows)
    loss_grams = sum(brought.values()) - units * article.grams_per_unit
    batch = Batch(article, units, loss_grams, inputs)
    return produce(batch=batch, request_key=key(), by=TESTER, at=NOW)


def test_the_shelf_is_shared_among_villages_by_what_they_brought(
    django_assert_num_queries: object,
) -> None:
    """docs/shop.md §1."""
    a, b, c = village(YAOBU), village(HEGUI), village(PANTANG_NAYANG)
    article = tea_box()
    first = _batch(article, units=2_150, brought={a.code: 300 * KG, b.code: 250 * KG})
    _batch(article, units=1_600, brought={a.code: 200 * KG, c.code: 210 * KG})
    Production.objects.filter(pk=first.pk).update(left_units=2_000)

    with django_assert_num_queries(2):
        origin = origins([article.pk])[article.pk]

    assert [(each.village, each.grams) for each in origin.villages] == [
        (a, 467_849),
        (b, 227_273),
        (c, 204_878),
    ]
    assert origin.grams == 900_000
    assert origin.harvested_from_on == origin.harvested_to_on == date(2016, 9, 8)
    assert origin.best_before_on == TODAY + timedelta(days=540)


def test_a_batch_that_is_sold_names_no_village() -> None:
    article = stocked(2)
    Production.objects.update(left_units=0)

    assert origins([article.pk]) == {}


def test_an_order_leaves_its_query_masked(django_assert_num_queries: object) -> None:
    stocked(5)
    order = placed(buyer=Buyer("韦小花", "13800001234", "广西南宁市青秀区民族大道 1 号"), units=2)

    with django_assert_num_queries(4):
        found = buyers_order(order.uid)

    assert found is not None
    assert (found.masked_name, found.masked_phone) == ("韦*花", "138****1234")
    assert found.masked_address == "广西南宁市青…"
    assert [(line.units, line.total_fen) for line in found.lines] == [(2, 7_600)]
    assert (found.state, found.may_be_cancelled) == (OrderState.PLACED, True)
    assert found.trace_codes == ()
    assert buyers_order(uuid4()) is None


def test_what_is_owed_back_is_told() -> None:
    stocked(5)
    order = placed()
    paid_for(order)
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)

    found = buyers_order(order.uid)

    assert found is not None
    assert (found.owed_back_fen, found.may_be_cancelled) == (3_800, False)


def test_an_order_is_found_by_number_and_telephone_as_people_type_them(
    django_assert_num_queries: object,
) -> None:
    stocked(5)
    order = placed(buyer=buyer_of(7))
    typed = f" {order.number[:6].lower()}-{order.number[6:].lower()} "

    assert uid_of_number(typed, phone="138 0000-0007") == order.uid
    assert uid_of_number(order.number.replace("0", "O"), phone="+8613800000007") == order.uid
    for number, phone in (
        (order.number, "13800000008"),
        ("1609120000000000", "13800000007"),
        (order.number, ""),
    ):
        with django_assert_num_queries(1):
            assert uid_of_number(number, phone=phone) is None


def test_a_form_knows_its_order() -> None:
    stocked(5)
    order = placed()

    assert uid_of_request(order.request_key) == order.uid
    assert uid_of_request(uuid4()) is None
