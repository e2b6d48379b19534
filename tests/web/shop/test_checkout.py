"""Ordering as a guest: one tap is one order, and a no keeps what was typed."""

from __future__ import annotations

import logging
import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from moli.audit.models import Event
from moli.orders.models import Article, Order, OrderLine
from tests.concurrency import at_once
from tests.factories.orders import buyer_of, placed, stocked
from tests.unchanged import unchanged
from tests.web.shop.shopping import (
    BASKET,
    BUYER,
    CHECKOUT,
    basket_cookie,
    form_of,
    hidden,
    ordered,
    page_of,
    put,
    words,
)

pytestmark = pytest.mark.django_db


def test_a_guest_orders_and_is_led_to_the_order(client: Client) -> None:
    stocked(9)
    put(client, units=2)

    answer = ordered(client)

    order = Order.objects.get()
    assert answer["Location"] == page_of(order)
    assert (order.buyer_name, order.phone) == ("韦小花", "13800001234")
    assert order.total_fen == 7_600
    assert not basket_cookie(client)
    assert not Session.objects.exists()
    assert Event.objects.get(verb="orders.place").actor_key == "system:shop"


def test_the_form_says_what_it_costs_and_how_long_data_is_kept(client: Client) -> None:
    stocked(9)
    put(client, units=2)

    page = client.get(CHECKOUT)

    assert "no-store" in page["Cache-Control"]
    said = words(page)
    assert "下单，76 元" in said
    assert "满 12 个月就删掉" in said
    for name, hint in (("name", "name"), ("phone", "tel"), ("address", "street-address")):
        assert re.search(
            rf'name="{name}"[^>]*autocomplete="{hint}"', page.content.decode(), re.DOTALL
        )


def test_a_second_tap_is_the_same_order(client: Client) -> None:
    stocked(9)
    put(client)
    form, cookie = form_of(client), client.cookies.copy()

    first = client.post(CHECKOUT, form)
    client.cookies = cookie  # sent before the first answer came
    same_moment = client.post(CHECKOUT, form)
    after = client.post(CHECKOUT, form)  # the basket is gone by now

    assert Order.objects.count() == 1
    assert {each["Location"] for each in (first, same_moment, after)} == {
        page_of(Order.objects.get())
    }


def test_the_form_again_after_the_basket_was_filled_anew_is_the_first_order(
    client: Client,
) -> None:
    stocked(9)
    put(client)
    form = form_of(client)
    first = client.post(CHECKOUT, form)
    put(client, units=3)

    assert client.post(CHECKOUT, form)["Location"] == first["Location"]
    assert Order.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_the_same_moment_are_one_order() -> None:
    stocked(9)
    client = Client()
    put(client)
    form, cookie = form_of(client), basket_cookie(client)

    def tap() -> str:
        browser = Client()
        browser.cookies["basket"] = cookie
        return str(browser.post(CHECKOUT, form)["Location"])

    outcomes = at_once([tap, tap, tap])

    assert [each.error for each in outcomes] == [None, None, None]
    assert {each.result for each in outcomes} == {page_of(Order.objects.get())}
    assert Article.objects.get().reserved_units == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "收货人要填，最多 40 个字"),
        ({"name": "  "}, "收货人要填，最多 40 个字"),
        ({"name": "韦" * 41}, "收货人要填，最多 40 个字"),
        ({"address": "x" * 201}, "收货地址要填，最多 200 个字"),
        ({"phone": "12345"}, "收货电话打不通"),
        ({"phone": "1' OR '1'='1"}, "收货电话打不通"),
        ({"name": "韦\0花"}, "不允许"),
        ({"name": "x" * 1_001}, "1000"),
    ],
)
def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_lost(
    client: Client, changes: dict[str, str], said: str
) -> None:
    stocked(9)
    put(client)
    form = form_of(client, **changes)

    with unchanged():
        page = client.post(CHECKOUT, form)

    assert page.status_code == 200
    assert said in words(page)
    assert hidden(page, "request_key") == form["request_key"]
    for name, value in BUYER.items():
        if name not in changes:
            assert value in page.content.decode()


def test_every_wrong_box_is_named_at_once(client: Client) -> None:
    stocked(9)
    put(client)

    said = words(ordered(client, name="", phone="1", address=""))

    assert "收货人要填" in said
    assert "收货电话打不通" in said
    assert "收货地址要填" in said


def test_hostile_input_is_shown_as_it_is(client: Client) -> None:
    stocked(9)
    put(client)

    page = ordered(client, name='"><script>alert(1)</script>', phone="x")

    assert "<script" not in page.content.decode()


@pytest.mark.parametrize("key", ["", "no-key", "9" * 99])
def test_a_form_without_its_number_orders_nothing_and_gets_one(client: Client, key: str) -> None:
    stocked(9)
    put(client)

    page = ordered(client, request_key=key)

    assert not Order.objects.exists()
    assert "这张表没有编号" in words(page)
    again = client.post(CHECKOUT, {**form_of(client), "request_key": hidden(page, "request_key")})
    assert again.status_code == 302


def test_without_a_basket_there_is_nothing_to_order(client: Client) -> None:
    stocked(9)

    assert client.get(CHECKOUT)["Location"] == BASKET
    sent = client.post(CHECKOUT, {**BUYER, "request_key": str(uuid4()), "seen": ""})
    assert sent.status_code in {200, 302}
    assert not Order.objects.exists()


def test_one_client_that_orders_too_fast_waits_and_loses_nothing(
    client: Client, settings: Any
) -> None:
    settings.MOLI_ORDERS_BURST, settings.MOLI_ORDERS_PER_MINUTE = 1, 1
    stocked(9)
    put(client)
    form = form_of(client, name="")
    client.post(CHECKOUT, form, REMOTE_ADDR="8.8.8.8")

    page = client.post(CHECKOUT, {**form, "name": "韦小花"}, REMOTE_ADDR="8.8.8.8")

    assert page.status_code == 429
    assert "点得太快了，请 60 秒后再试" in words(page)
    assert "韦小花" in page.content.decode()
    assert not Order.objects.exists()


def test_nothing_of_the_buyer_is_in_cookies_addresses_trail_or_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    stocked(1)
    put(client)
    secrets = ("韦小花", "13800001234", "民族大道", "%E9%9F%A6")

    with caplog.at_level(logging.DEBUG):
        refused_first = ordered(client, phone="13800001234x")
        placed(buyer=buyer_of(5))
        sold_out = ordered(client)
        Article.objects.update(reserved_units=0)
        done = ordered(client)

    said = [caplog.text, done["Location"]]
    for answer in (refused_first, sold_out, done):
        said += [morsel.OutputString() for morsel in answer.cookies.values()]
    said += [str(event.facts) for event in Event.objects.all()]
    # The database's own log of statements is for developers and off; see the settings.
    text = "\n".join(line for each in said for line in each.splitlines() if "INSERT" not in line)
    assert [secret for secret in secrets if secret in text] == []


def test_an_order_of_the_shop_asks_few_questions(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    stocked(9)
    put(client)
    form = form_of(client)

    with django_assert_max_num_queries(11):
        assert client.post(CHECKOUT, form).status_code == 302
    assert OrderLine.objects.count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_opens_and_refuses_in_both_languages(client: Client, language: str) -> None:
    stocked(9)
    put(client)
    client.get(CHECKOUT, {"lang": language})

    assert ordered(client, name="").status_code == 200
    assert ordered(client).status_code == 302
