"""Labels: all that a carrier needs, and a code that leads to where it comes from."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moli.interfaces.web.parcels.labels import LABELS_MAX
from moli.orders.models import Order, Production
from tests.factories import Story, station
from tests.factories.orders import packed, paid_for, placed, stocked
from tests.qr import texts_of_page
from tests.scanning import answer_text
from tests.web.parcels.things import BUYER

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, personas: Story) -> Client:
    """The browser of the operator of Yaobu's station, which keeps tea."""
    client.force_login(personas.station_operator)
    stocked(2, code="own", kept_at=station().key)
    return client


def _parcel(*, units: int = 1) -> Order:
    return packed(placed("own", units=units, buyer=BUYER))


def test_a_label_has_all_that_a_carrier_needs(desk: Client) -> None:
    order = _parcel()

    text = answer_text(desk.get(f"/parcels/labels/?order={order.uid}"))

    for words in (order.number, BUYER.name, BUYER.phone, BUYER.address, "横县茉莉花茶 250 克盒"):
        assert words in text


def test_its_code_scanned_leads_to_the_page_of_its_batch(desk: Client) -> None:
    order = _parcel()
    code = Production.objects.get().trace_code

    (address,) = texts_of_page(answer_text(desk.get(f"/parcels/labels/?order={order.uid}")))

    assert address == f"http://testserver/t/{code}/"
    desk.logout()
    assert desk.get(address.removeprefix("http://testserver")).status_code == 200


def test_a_code_leads_to_the_public_address_of_the_site(desk: Client, settings: Any) -> None:
    settings.MOLI_SITE_URL = "https://moli.hengxian.gov.cn"
    order = _parcel()
    code = Production.objects.get().trace_code

    scanned = texts_of_page(answer_text(desk.get(f"/parcels/labels/?order={order.uid}")))

    assert scanned == [f"https://moli.hengxian.gov.cn/t/{code}/"]


def test_a_parcel_from_two_batches_has_a_code_of_each(desk: Client) -> None:
    stocked(3, code="own", kept_at=station().key)
    order = _parcel(units=4)

    scanned = texts_of_page(answer_text(desk.get(f"/parcels/labels/?order={order.uid}")))

    codes = Production.objects.order_by("pk").values_list("trace_code", flat=True)
    assert scanned == [f"http://testserver/t/{code}/" for code in codes]


def test_many_labels_stand_on_one_page_the_oldest_first(desk: Client) -> None:
    stocked(20, code="own", kept_at=station().key)
    orders = [_parcel() for _ in range(6)]
    query = "&".join(f"order={order.uid}" for order in reversed(orders))

    page = desk.get(f"/parcels/labels/?{query}")

    assert [label.number for label in page.context["labels"]] == [row.number for row in orders]


def test_more_than_a_roll_takes_says_how_many_are_left_out(desk: Client) -> None:
    orders = [_parcel() for _ in range(2)]
    unknown = [uuid4() for _ in range(LABELS_MAX - 1)]
    query = "&".join(f"order={uid}" for uid in [orders[0].uid, *unknown])

    fits = answer_text(desk.get(f"/parcels/labels/?{query}"))
    page = desk.get(f"/parcels/labels/?{query}&order={orders[1].uid}")

    assert "没有出来" not in fits
    assert [label.number for label in page.context["labels"]] == [orders[0].number]
    assert "这里是前 50 单，还有 1 单没有出来" in answer_text(page)


def test_what_is_not_packed_or_not_here_has_no_label(desk: Client) -> None:
    waiting = placed("own", buyer=BUYER)
    paid_for(waiting)
    stocked(5, code="county")
    elsewhere = packed(placed("county", buyer=BUYER))

    for uid in (waiting.uid, elsewhere.uid, "nonsense"):
        answer = desk.get(f"/parcels/labels/?order={uid}")
        assert answer.status_code == 404
        assert BUYER.name not in answer_text(answer)
    assert desk.get("/parcels/labels/").status_code == 200
