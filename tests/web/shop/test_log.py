"""What the log says of the shop: faults, and no key of an order."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from moli.config.log_filters import UnexpectedAnswers, WithoutOrderKeys
from tests.factories import key
from tests.factories.orders import placed, stocked

pytestmark = pytest.mark.django_db

KEY = "59d63fff-b9d2-4f22-8c73-82a2c7a46b43"


def _order(units: int) -> str:
    return json.dumps(
        {
            "request_key": str(key()),
            "lines": [{"article": "jasmine-250", "units": units}],
            "buyer": {"name": "韦小花", "phone": "13800001234", "address": "民族大道"},
        }
    )


def test_the_settings_name_both_filters() -> None:
    logging_settings: Any = settings.LOGGING

    assert logging_settings["loggers"]["django.request"]["filters"] == ["unexpected_answers"]
    assert logging_settings["handlers"]["console"]["filters"] == ["without_order_keys"]
    filters = logging.getLogger("django.request").filters
    assert any(isinstance(each, UnexpectedAnswers) for each in filters)


def test_a_sold_out_shelf_is_no_warning_and_a_wrong_order_is(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    stocked(1)
    url = reverse("web:place_order")

    with caplog.at_level(logging.WARNING, logger="django.request"):
        conflict = client.post(url, _order(2), content_type="application/json")
        wrong = client.post(url, "{", content_type="application/json")

    assert (conflict.status_code, wrong.status_code) == (409, 400)
    assert [record.getMessage() for record in caplog.records] == ["Bad Request: /shop/orders/"]


@pytest.mark.parametrize(
    ("message", "arguments", "written"),
    [
        ("%s: %s", ("Not Found", f"/shop/order/{KEY}/"), "Not Found: /shop/order/…/"),
        (f"/shop/order/{KEY}/cancel/", (), "/shop/order/…/cancel/"),
        ("%s", (f"/pay/{KEY}/",), "/pay/…/"),
        (f"/parcels/{KEY}/payment/", (), "/parcels/…/payment/"),
        ("%s %d", (f"/lots/{KEY}/", 3), f"/lots/{KEY}/ 3"),
    ],
)
def test_the_key_of_an_order_is_hidden(
    message: str, arguments: tuple[object, ...], written: str
) -> None:
    record = logging.LogRecord("django", logging.WARNING, "", 0, message, arguments, None)

    assert WithoutOrderKeys().filter(record)
    assert record.getMessage() == written


def test_a_forged_cancelling_does_not_write_the_key_into_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stocked(1)
    order = placed()
    caplog.handler.addFilter(WithoutOrderKeys())

    answer = Client(enforce_csrf_checks=True).post(reverse("web:shop_cancel", args=[order.uid]))

    assert answer.status_code == 403
    assert "/shop/order/…/cancel/" in caplog.text
    assert str(order.uid) not in caplog.text
