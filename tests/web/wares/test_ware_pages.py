"""The catalogue: who keeps which wares, and what the forms refuse."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moli.counter.models import Ware, WarePrice
from tests.factories import TODAY, leader, office, station, station_operator, stranger
from tests.factories.drawers import ware
from tests.scanning import answer_text

pytestmark = pytest.mark.django_db


def _form(**said: str) -> dict[str, str]:
    return {
        "request_key": str(uuid4()),
        "ware_kind": "SEED",
        "name": "甜玉米种子",
        "name_en": "sweet corn seed",
        "unit_name": "包",
        "unit_name_en": "packet",
        "supplier": "县种子公司",
        "price_fen": "28.50",
        "fee_fen": "1",
        "from_on": TODAY.isoformat(),
        "station_key": "county",
        **said,
    }


def test_the_office_adds_a_ware_for_the_county_once(client: Client) -> None:
    client.force_login(office())
    form = _form()
    for _ in range(2):
        answer = client.post(reverse("web:new_ware"), form)
        assert answer.status_code == 302
    row = Ware.objects.get()
    assert (row.name, row.station_key, row.prices.get().price_fen) == ("甜玉米种子", "", 2_850)
    assert "甜玉米种子" in answer_text(client.get(reverse("web:wares")))


def test_an_operator_adds_wares_for_his_own_station_only(client: Client) -> None:
    own = station()
    client.force_login(station_operator())
    form = client.get(reverse("web:new_ware")).context["form"]
    assert form["station_key"].value() == own.key
    answer = client.post(reverse("web:new_ware"), _form())
    assert answer.status_code == 200
    assert not Ware.objects.exists()
    client.post(reverse("web:new_ware"), _form(station_key=own.key))
    assert Ware.objects.get().station_key == own.key


def test_a_fee_larger_than_its_price_is_told_at_its_box_and_loses_nothing(client: Client) -> None:
    client.force_login(office())
    answer = client.post(reverse("web:new_ware"), _form(fee_fen="30"))
    text = answer_text(answer)
    assert "手续费要比价格小" in text
    assert "甜玉米种子" in answer.content.decode()
    assert not Ware.objects.exists()


def test_a_price_begins_on_a_day_and_a_ware_ends(client: Client) -> None:
    ware()
    client.force_login(office())
    tomorrow = TODAY + timedelta(days=1)
    said = {"price_fen": "48", "fee_fen": "2", "from_on": tomorrow.isoformat()}
    client.post(reverse("web:ware_price", args=["fertilizer"]), said)
    assert WarePrice.objects.get(to_on=None).price_fen == 4_800
    assert "48 元" in answer_text(client.get(reverse("web:wares")))
    later = TODAY + timedelta(days=9)
    client.post(reverse("web:ware_end", args=["fertilizer"]), {"to_on": later.isoformat()})
    assert Ware.objects.get().to_on == later
    assert client.get(reverse("web:ware_price", args=["fertilizer"])).status_code == 404


def test_a_second_tap_ends_a_ware_once_and_another_day_is_told(client: Client) -> None:
    ware()
    client.force_login(office())
    page = reverse("web:ware_end", args=["fertilizer"])
    tomorrow, later = (TODAY + timedelta(days=days) for days in (1, 9))
    for _ in range(2):
        assert client.post(page, {"to_on": tomorrow.isoformat()}).status_code == 302
    assert "不能再改" in answer_text(client.post(page, {"to_on": later.isoformat()}))
    assert Ware.objects.get().to_on == tomorrow
    assert client.get(page).status_code == 404


def test_a_ware_ends_on_a_day_that_can_be(client: Client) -> None:
    ware()
    client.force_login(office())
    early = TODAY - timedelta(days=1)
    answer = client.post(reverse("web:ware_end", args=["fertilizer"]), {"to_on": early.isoformat()})
    assert "停卖的日期要晚于" in answer_text(answer)
    assert Ware.objects.get().to_on is None


def test_who_opens_the_catalogue(client: Client) -> None:
    ware()
    station()
    for user, status in ((leader(), 404), (stranger(), 404), (station_operator(), 200)):
        client.force_login(user)
        assert client.get(reverse("web:wares")).status_code == status
    # The county's wares are seen by an operator, and not changed.
    assert client.get(reverse("web:ware_price", args=["fertilizer"])).status_code == 404
