"""What a checkout says when the shelf, the hour, the limit or the price says no."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from moli.orders.models import Order
from moli.orders.services.opening_articles import close_article, set_flash_sale, set_price
from tests.factories import NOW, TESTER, TODAY
from tests.factories.orders import Buyer, placed, stocked
from tests.web.shop.shopping import (
    BUYER,
    CHECKOUT,
    form_of,
    hidden,
    ordered,
    page_of,
    put,
    words,
)

pytestmark = pytest.mark.django_db


def test_sold_out_between_basket_and_checkout_offers_the_rest_for_its_sum(client: Client) -> None:
    stocked(3)
    put(client, units=3)
    form = form_of(client)
    placed(units=2)

    page = client.post(CHECKOUT, form)

    assert Order.objects.count() == 1
    said = words(page)
    assert "还没有下单" in said
    assert "只剩 1 份，不够 3 份" in said
    assert "就买 1 份，38 元" in said
    assert "南宁市民族大道 1 号" in page.content.decode()

    answer = client.post(CHECKOUT, {**form, "fit": hidden(page, "fit")})

    order = Order.objects.latest("pk")
    assert answer["Location"] == page_of(order)
    assert order.total_fen == 3_800


def test_of_several_articles_what_can_be_had_is_offered_together(client: Client) -> None:
    stocked(1, code="gone")
    stocked(9, code="there")
    put(client, "gone")
    put(client, "there", 2)
    form = form_of(client)
    placed("gone")

    page = client.post(CHECKOUT, form)
    assert "已经卖完了" in words(page)
    assert "就买 2 份，76 元" in words(page)
    client.post(CHECKOUT, {**form, "fit": hidden(page, "fit")})

    order = Order.objects.latest("pk")
    assert [(line.article.code, line.units) for line in order.lines.all()] == [("there", 2)]


def test_where_nothing_is_left_there_is_a_way_back_and_no_button(client: Client) -> None:
    stocked(1)
    put(client)
    form = form_of(client)
    placed()

    page = client.post(CHECKOUT, form)

    assert 'name="fit"' not in page.content.decode()
    assert "看看别的" in words(page)


def test_an_unpaid_order_whose_time_is_over_makes_room(client: Client) -> None:
    stocked(1)
    put(client)
    form = form_of(client)
    placed(at=NOW - timedelta(hours=1))

    assert client.post(CHECKOUT, form).status_code == 302


def test_the_limit_counts_what_the_telephone_had_before(client: Client) -> None:
    article = stocked(9)
    put(client, units=2)
    set_flash_sale(article_id=article.pk, begins_at=None, per_buyer_max=2, by=TESTER, at=NOW)
    placed(buyer=Buyer("韦", BUYER["phone"], "南宁"))
    form = form_of(client)

    page = client.post(CHECKOUT, form)

    assert "每人限购 2 份，您已有 1 份" in words(page)
    assert "就买 1 份，38 元" in words(page)
    assert client.post(CHECKOUT, {**form, "fit": hidden(page, "fit")}).status_code == 302
    put(client, units=1)
    full = ordered(client)
    assert "您已有 2 份" in words(full)
    assert 'name="fit"' not in full.content.decode()


def test_before_its_hour_a_sale_says_when_and_keeps_the_form(client: Client) -> None:
    article = stocked(9)
    put(client)
    begins_at = NOW.replace(hour=23, minute=59)
    set_flash_sale(
        article_id=article.pk, begins_at=begins_at, per_buyer_max=None, by=TESTER, at=NOW
    )

    page = ordered(client)

    assert not Order.objects.exists()
    assert "23:59 才开抢，请到时再来。还有" in words(page)
    assert "南宁市民族大道 1 号" in page.content.decode()


def test_an_article_that_was_closed_is_said(client: Client) -> None:
    article = stocked(9)
    put(client)
    form = form_of(client)
    close_article(article_id=article.pk, by=TESTER, at=NOW)

    page = client.post(CHECKOUT, form)

    assert not Order.objects.exists()
    assert "现在不卖了" in words(page)
    assert 'name="fit"' not in page.content.decode()


def test_a_price_that_changed_is_shown_before_it_is_asked(client: Client) -> None:
    article = stocked(9)
    put(client)
    form = form_of(client)
    article.prices.all().delete()
    set_price(article_id=article.pk, price_fen=4_100, from_on=TODAY, by=TESTER, at=NOW)

    page = client.post(CHECKOUT, form)

    assert not Order.objects.exists()
    assert "价钱刚变了，没有下单" in words(page)
    assert "下单，41 元" in words(page)
    assert client.post(CHECKOUT, {**form, "seen": hidden(page, "seen")}).status_code == 302


def test_a_basket_that_changed_in_another_window_is_shown_first(client: Client) -> None:
    stocked(9)
    put(client)
    form = form_of(client)
    put(client, units=5)

    page = client.post(CHECKOUT, form)

    assert not Order.objects.exists()
    assert "下单，190 元" in words(page)


@pytest.mark.parametrize(
    "offered",
    [
        *("", "x", "other*1*1", "jasmine-250*1*1", "jasmine-250*1", "jasmine-250*-1*3800"),
        *("*" * 99, "jasmine-250*99999999*3800", "jasmine-250*1*3800 jasmine-250*2*3800"),
    ],
)
def test_a_forged_offer_orders_nothing(client: Client, offered: str) -> None:
    stocked(9)
    put(client, units=3)

    page = client.post(CHECKOUT, {**form_of(client), "seen": "", "fit": offered})

    assert page.status_code in {200, 302}
    assert not Order.objects.exists()
