"""What a buyer does in the shop: fill the basket, read the form, order."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.interfaces.web.shop.basket_cookie import COOKIE
from moli.orders.models import Order

BASKET = reverse("web:shop_basket")
CHECKOUT = reverse("web:shop_checkout")
BUYER = {"name": "韦小花", "phone": "13800001234", "address": "南宁市民族大道 1 号"}


def put(client: Client, code: str = "jasmine-250", units: object = 1) -> HttpResponse:
    """Put so many units of an article into the basket."""
    return client.post(reverse("web:shop_article", args=[code]), {"units": units})


def words(answer: HttpResponse) -> str:
    """What a person reads of a page: no tags, blanks folded."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", unescape(text))


def hidden(answer: HttpResponse, name: str) -> str:
    """The value of a hidden input or of a button."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, name
    return unescape(found.group(1))


def form_of(client: Client, **changes: str) -> dict[str, str]:
    """The form of the checkout as a browser sends it, filled in."""
    page = client.get(CHECKOUT)
    return {
        "request_key": hidden(page, "request_key"),
        "seen": hidden(page, "seen"),
        **BUYER,
        **changes,
    }


def ordered(client: Client, **changes: str) -> HttpResponse:
    """Fill in the form of the checkout and send it."""
    return client.post(CHECKOUT, form_of(client, **changes))


def basket_cookie(client: Client) -> str:
    """The cookie of the basket; nothing when there is none."""
    morsel = client.cookies.get(COOKIE)
    return morsel.value if morsel else ""


def page_of(order: Order) -> str:
    """Where an order's own page is."""
    return reverse("web:shop_order", args=[order.uid])
