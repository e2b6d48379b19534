"""The address at which machines and, later, the storefront place an order."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.orders.models import Order
from tests.factories import key
from tests.factories.orders import BOX_FEN, stocked

pytestmark = pytest.mark.django_db


def _order(**changes: Any) -> dict[str, Any]:
    return {
        "request_key": str(key()),
        "lines": [{"article": "jasmine-250", "units": 2}],
        "buyer": {"name": "买家", "phone": "13800000001", "address": "南宁市民族大道 1 号"},
        **changes,
    }


def _sent(client: Client, body: object, *, content_type: str = "application/json") -> HttpResponse:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(reverse("web:place_order"), text, content_type=content_type)


def test_an_order_is_placed_once_and_answered_in_json() -> None:
    stocked(5)
    # As a browser of a stranger: with the check of forged requests, without a cookie.
    client, order = Client(enforce_csrf_checks=True), _order()

    answer, again = _sent(client, order), _sent(client, order)

    row = Order.objects.get()
    assert answer.status_code == again.status_code == 201
    assert answer.json() == again.json()
    assert answer.json() == {
        "order": str(row.uid),
        "number": row.number,
        "state": "PLACED",
        "total_fen": 2 * BOX_FEN,
        "pay_until_at": answer.json()["pay_until_at"],
    }
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_an_empty_shelf_is_a_conflict_in_words(client: Client) -> None:
    stocked(1)

    answer = _sent(client, _order())

    assert answer.status_code == 409
    assert answer.json() == {
        "code": "NotEnoughInStock",
        "field": "units",
        "message": "只剩 1 份，不够 2 份，请减一些或看看别的商品。",
    }


def test_a_wrong_phone_is_refused_and_never_repeated(client: Client) -> None:
    stocked(5)
    buyer = {"name": "买家", "phone": "1380000", "address": "南宁"}

    answer = _sent(client, _order(buyer=buyer))

    assert answer.status_code == 400
    assert answer.json()["code"] == "BuyerPhoneMalformed"
    assert "1380000" not in answer.content.decode()


@pytest.mark.parametrize(
    "body",
    [
        " ",
        "[]",
        "{",
        "null",
        "[" * 10_000,
        b"\xff\xfe",
        _order(request_key="no key"),
        _order(request_key=7),
        _order(lines="jasmine-250"),
        _order(lines=[{"article": "jasmine-250"}]),
        _order(lines=[{"article": "jasmine-250", "units": True}]),
        _order(lines=[{"article": "jasmine-250", "units": 1.5}]),
        _order(lines=[{"article": ["jasmine-250"], "units": 1}]),
        _order(lines=[{"article": "jasmine\x00", "units": 1}]),
        _order(lines=[{"article": "\ud800", "units": 1}]),
        _order(buyer=None),
        _order(buyer={"name": "买家", "phone": "13800000001"}),
        _order(note="x" * 20_000),
    ],
)
def test_what_is_no_order_is_refused(client: Client, body: object) -> None:
    stocked(5)

    answer = _sent(client, body)

    assert answer.status_code == 400
    assert answer.json()["code"] == "OrderUnreadable"
    assert not Order.objects.exists()


@pytest.mark.parametrize("units", [0, -1, 10**30])
def test_units_that_nobody_buys_are_refused(client: Client, units: int) -> None:
    stocked(5)

    answer = _sent(client, _order(lines=[{"article": "jasmine-250", "units": units}]))

    assert (answer.status_code, answer.json()["code"]) == (400, "UnitsOutOfRange")


def test_a_form_of_another_site_cannot_order(client: Client) -> None:
    stocked(5)

    for content_type in ("text/plain", "application/x-www-form-urlencoded"):
        answer = _sent(client, json.dumps(_order()), content_type=content_type)
        assert answer.status_code == 415
    assert not Order.objects.exists()


def test_only_post_is_taken(client: Client) -> None:
    assert client.get(reverse("web:place_order")).status_code == 405


def test_an_order_asks_few_questions(client: Client, django_assert_max_num_queries: Any) -> None:
    stocked(5)

    with django_assert_max_num_queries(10):
        assert _sent(client, _order(request_key=str(uuid4()))).status_code == 201
