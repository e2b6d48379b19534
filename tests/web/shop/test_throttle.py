"""Token buckets: who asks faster than a person waits, everybody else does not notice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from moli.interfaces.web.shop.throttle import Allowance, Throttle, client_of
from moli.orders.models import Order
from tests.factories import key
from tests.factories.orders import stocked


class _Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_bucket_gives_its_burst_and_then_so_many_a_minute() -> None:
    clock = _Clock()
    throttle = Throttle(lambda: Allowance(burst=3, per_minute=6), clock=clock)

    assert [throttle.seconds_to_wait("a") for _ in range(4)] == [0, 0, 0, 10]
    assert throttle.seconds_to_wait("b") == 0
    clock.seconds += 9
    assert throttle.seconds_to_wait("a") == 1
    clock.seconds += 1
    assert throttle.seconds_to_wait("a") == 0
    assert throttle.seconds_to_wait("a") == 10


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    clock = _Clock()
    throttle = Throttle(lambda: Allowance(burst=2, per_minute=60), clock=clock)
    throttle.seconds_to_wait("a")
    clock.seconds += 3_600

    assert [throttle.seconds_to_wait("a") for _ in range(3)] == [0, 0, 1]


def test_who_has_no_name_and_a_limit_of_nought_limit_nobody() -> None:
    limited = Throttle(lambda: Allowance(burst=1, per_minute=1))
    lifted = Throttle(lambda: Allowance(burst=1, per_minute=0))

    assert [limited.seconds_to_wait("") for _ in range(3)] == [0, 0, 0]
    assert [lifted.seconds_to_wait("a") for _ in range(3)] == [0, 0, 0]


def test_only_so_many_clients_are_remembered() -> None:
    throttle = Throttle(lambda: Allowance(burst=1, per_minute=1), clients_max=2)
    for client in ("a", "b", "c"):
        throttle.seconds_to_wait(client)

    assert throttle.seconds_to_wait("c") > 0
    assert throttle.seconds_to_wait("a") == 0


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("8.8.8.8", "8.8.8.8"),
        ("::ffff:8.8.8.8", "8.8.8.8"),
        ("2400:3200:0:1:2:3:4:5", "2400320000000001"),
        ("2400:3200:0:1:9:9:9:9", "2400320000000001"),
        ("127.0.0.1", ""),
        ("172.17.0.1", ""),
        ("::1", ""),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_clients_are_counted_by_address_on_the_open_internet(
    rf: RequestFactory, address: str, client: str
) -> None:
    assert client_of(rf.get("/", REMOTE_ADDR=address)) == client


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "1.1.1.1", "8.8.8.8"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        (2, "9.9.9.9, 1.1.1.1, 8.8.4.4", "1.1.1.1"),
        (2, "1.1.1.1", "8.8.8.8"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    rf: RequestFactory, settings: Any, proxies: int, forwarded: str, client: str
) -> None:
    settings.MOLI_PROXIES = proxies

    request = rf.get("/", REMOTE_ADDR="8.8.8.8", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_of(request) == client


def _sent(client: Client, *, address: str) -> HttpResponse:
    order = {
        "request_key": str(key()),
        "lines": [{"article": "jasmine-250", "units": 1}],
        "buyer": {"name": "买家", "phone": "13800000001", "address": "南宁"},
    }
    return client.post(
        reverse("web:place_order"),
        json.dumps(order),
        content_type="application/json",
        REMOTE_ADDR=address,
    )


@pytest.mark.django_db
def test_one_client_cannot_take_all_the_room(
    client: Client, settings: Any, django_assert_num_queries: object
) -> None:
    stocked(9)
    settings.MOLI_ORDERS_BURST, settings.MOLI_ORDERS_PER_MINUTE = 2, 2

    answers = [_sent(client, address="8.8.8.8").status_code for _ in range(2)]
    with django_assert_num_queries(0):
        late = _sent(client, address="8.8.8.8")

    assert answers == [201, 201]
    assert late.status_code == 429
    assert late["Retry-After"] == "30"
    assert late.json() == {
        "code": "AskedTooOften",
        "field": "order",
        "message": "点得太快了，请 30 秒后再试。",
    }
    assert _sent(client, address="8.8.4.4").status_code == 201
    assert Order.objects.count() == 3
