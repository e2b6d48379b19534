"""The basket: a signed cookie, changed on its page, judged by the shelf."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client

from moli.interfaces.web.shop.basket_cookie import COOKIE, read_basket
from moli.orders.rules.basket import LINES_MAX
from moli.orders.services.opening_articles import close_article, set_flash_sale
from tests.factories import NOW, TESTER
from tests.factories.orders import placed, stocked
from tests.web.shop.shopping import BASKET, CHECKOUT, basket_cookie, put, words

pytestmark = pytest.mark.django_db


def _held(client: Client) -> dict[str, int]:
    """What the browser's cookie holds, as the shop reads it."""
    return read_basket(client.get(BASKET).wsgi_request)


def test_an_empty_basket_leads_back_to_the_shop(client: Client) -> None:
    said = words(client.get(BASKET))

    assert "篮子还空着" in said
    assert "去商店" in said


def test_a_basket_is_a_cookie_and_no_session(client: Client) -> None:
    stocked(9)
    answer = put(client, units=3)

    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert not Session.objects.exists()
    assert _held(client) == {"jasmine-250": 3}
    assert "114 元" in words(client.get(BASKET))


@pytest.mark.parametrize(
    "value",
    ["", "x", "W10:1:1", "a" * 5_000, "\0", '{"jasmine-250": 3}', "jasmine-250:3"],
)
def test_a_cookie_that_is_not_ours_is_an_empty_basket(client: Client, value: str) -> None:
    stocked(9)
    client.cookies[COOKIE] = value

    assert "篮子还空着" in words(client.get(BASKET))
    assert client.get(CHECKOUT)["Location"] == BASKET


def test_a_cookie_with_a_sign_changed_is_an_empty_basket(client: Client) -> None:
    stocked(9)
    put(client)
    cookie = basket_cookie(client)

    for place in (0, len(cookie) // 2, len(cookie) - 1):
        other = "A" if cookie[place] != "A" else "B"
        client.cookies[COOKIE] = cookie[:place] + other + cookie[place + 1 :]
        assert "篮子还空着" in words(client.get(BASKET))


def test_another_thing_that_we_signed_is_no_basket(client: Client) -> None:
    stocked(9)
    client.cookies[COOKIE] = signing.dumps([["jasmine-250", 3]], salt="something else")

    assert "篮子还空着" in words(client.get(BASKET))


@pytest.mark.parametrize(
    ("signed", "held"),
    [
        ([["jasmine-250", 10**9]], {}),
        ([["jasmine-250", -1], ["a", 2]], {"a": 2}),
        ({"jasmine-250": 3}, {}),
        ([["jasmine-250"]], {}),
        (7, {}),
        (None, {}),
    ],
)
def test_even_what_we_signed_is_read_with_suspicion(
    client: Client, signed: Any, held: dict[str, int]
) -> None:
    client.cookies[COOKIE] = signing.dumps(signed, salt="moli.shop.basket")

    assert _held(client) == held


def test_units_are_changed_and_things_are_taken_out(client: Client) -> None:
    stocked(9, code="a")
    stocked(9, code="b")
    put(client, "a", 1)
    put(client, "b", 1)

    answer = client.post(BASKET, {"units-a": "4", "units-b": "0", "act": "count"})

    assert answer["Location"] == BASKET
    assert _held(client) == {"a": 4}
    client.post(BASKET, {"set": "a:0"})
    assert _held(client) == {}


def test_going_on_keeps_what_was_just_typed(client: Client) -> None:
    stocked(9)
    put(client)

    answer = client.post(BASKET, {"units-jasmine-250": " ４ ", "act": "checkout"})

    assert answer["Location"] == CHECKOUT
    assert _held(client) == {"jasmine-250": 4}


@pytest.mark.parametrize("typed", ["", "x", "-1", "1.5", "1001", "9" * 99, "<b>"])
def test_what_is_no_number_stays_and_changes_nothing(client: Client, typed: str) -> None:
    stocked(9, code="a")
    stocked(9, code="b")
    put(client, "a", 1)
    put(client, "b", 1)

    page = client.post(BASKET, {"units-a": "4", "units-b": typed})

    assert page.status_code == 200
    assert "写一个整数，0 到 1000" in words(page)
    assert 'value="4"' in page.content.decode()
    assert "<b>" not in page.content.decode()
    assert _held(client) == {"a": 1, "b": 1}


@pytest.mark.parametrize("said", ["", "jasmine-250", "jasmine-250:x", "other:3", ":", "\0:1"])
def test_a_forged_button_changes_nothing(client: Client, said: str) -> None:
    stocked(9)
    put(client)

    assert client.post(BASKET, {"set": said}).status_code == 302
    assert _held(client) == {"jasmine-250": 1}


def test_what_is_no_longer_there_is_said_with_a_button_for_the_rest(client: Client) -> None:
    stocked(3)
    put(client, units=3)
    placed(units=2)

    page = client.get(BASKET)
    assert "只剩 1 份，不够 3 份" in words(page)
    assert "改成 1 份" in words(page)
    assert 'value="jasmine-250:1"' in page.content.decode()

    client.post(BASKET, {"set": "jasmine-250:1"})
    assert _held(client) == {"jasmine-250": 1}
    assert "只剩" not in words(client.get(BASKET))


def test_what_is_sold_out_closed_or_limited_is_said(client: Client) -> None:
    gone, closed, limited = (stocked(1, code=code) for code in ("gone", "closed", "limited"))
    stocked(9, code="limited")
    for code, units in ((gone.code, 1), (closed.code, 1), (limited.code, 5)):
        put(client, code, units)
    placed("gone")
    close_article(article_id=closed.pk, by=TESTER, at=NOW)
    set_flash_sale(article_id=limited.pk, begins_at=None, per_buyer_max=2, by=TESTER, at=NOW)

    said = words(client.get(BASKET))

    assert "已经卖完了" in said
    assert "现在不卖了" in said
    assert "每人限购 2 份，请改少一些。 改成 2 份" in said


def test_a_full_basket_takes_no_further_article(client: Client) -> None:
    for place in range(LINES_MAX + 1):
        stocked(1, code=f"tea-{place}")
        page = put(client, f"tea-{place}")

    assert page.status_code == 200
    assert f"篮子里最多 {LINES_MAX} 种" in words(page)
    assert len(_held(client)) == LINES_MAX


def test_the_basket_asks_once_however_much_is_in_it(
    client: Client, django_assert_num_queries: Any
) -> None:
    for place in range(4):
        stocked(1, code=f"tea-{place}")
        put(client, f"tea-{place}")

    with django_assert_num_queries(1):
        client.get(BASKET)
