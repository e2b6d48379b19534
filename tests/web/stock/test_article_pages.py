"""Articles: opened by whoever keeps them, priced from a day on, sold from an hour on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moli.orders.models import Article, ArticlePrice
from tests.factories import NOW, TODAY, Story, station
from tests.factories.orders import tea_box, tea_grade
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.stock.asking import queries_of

pytestmark = pytest.mark.django_db

NEW = "/stock/articles/new/"
OWN = "/stock/articles/own/"


@pytest.fixture
def desk(client: Client, personas: Story) -> Client:
    """The browser of the operator of Yaobu's station."""
    client.force_login(personas.station_operator)
    return client


def typed(**changes: Any) -> dict[str, str]:
    """The form of a new article."""
    fields = {
        "request_key": str(uuid4()),
        "grade": str(tea_grade(2).pk),
        "name": "横县茉莉花茶",
        "name_en": "Heng County jasmine tea",
        "unit_name": "250 克盒",
        "unit_name_en": "box of 250 g",
        "grams_per_unit": "250",
        "packaging_fen": "3.00",
        "shelf_days": "540",
        "station_key": station().key,
    }
    return {**fields, **changes}


def test_an_article_is_opened_with_all_that_stands_on_its_label(desk: Client) -> None:
    answer = desk.post(NEW, typed())

    row = Article.objects.get()
    assert answer["Location"] == f"/stock/articles/{row.code}/"
    assert row.code.startswith("jasmine-tea-250-")
    assert (row.name, row.name_en, row.unit_name) == (
        "横县茉莉花茶",
        "Heng County jasmine tea",
        "250 克盒",
    )
    assert (row.grams_per_unit, row.packaging_fen, row.shelf_days) == (250, 300, 540)
    assert (row.station_key, row.lowest_grade, row.is_open) == (station().key, tea_grade(2), True)


def test_a_double_tap_opens_one_article(desk: Client) -> None:
    said = typed()

    assert desk.post(NEW, said)["Location"] == desk.post(NEW, said)["Location"]
    assert Article.objects.count() == 1


def test_two_articles_of_one_size_have_two_codes(desk: Client) -> None:
    desk.post(NEW, typed())
    desk.post(NEW, typed(name="礼盒茶"))

    assert Article.objects.count() == 2


def test_the_office_keeps_articles_in_the_county_store_or_at_any_station(
    client: Client, personas: Story
) -> None:
    client.force_login(personas.office)
    client.post(NEW, typed(station_key="county"))
    client.post(NEW, typed())

    assert sorted(Article.objects.values_list("station_key", flat=True)) == sorted(
        ["", station().key]
    )


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        ({"station_key": "county"}, "station_key"),
        ({"station_key": "another"}, "station_key"),
        ({"name": ""}, "name"),
        ({"grams_per_unit": "50001"}, "grams_per_unit"),
        ({"grams_per_unit": "0"}, "grams_per_unit"),
        ({"packaging_fen": "三块"}, "packaging_fen"),
        ({"grade": ""}, "grade"),
    ],
)
def test_bad_input_is_told_at_its_box_and_loses_nothing(
    desk: Client, changes: dict[str, str], box: str
) -> None:
    said = typed(**changes)

    with unchanged():
        page = desk.post(NEW, said)

    form = page.context["form"]
    assert list(form.errors) == [box]
    assert form["name_en"].value() == said["name_en"]
    assert form["unit_name"].value() == said["unit_name"]


def test_a_price_begins_on_a_day_and_ends_the_one_before(desk: Client) -> None:
    row = tea_box(code="own", kept_at=station().key)
    said = {"price": "42.50", "price_from_on": "2016-09-20"}

    for _ in range(2):
        assert desk.post(f"{OWN}price/", said)["Location"] == OWN

    old, new = ArticlePrice.objects.filter(article=row).order_by("from_on")
    assert (old.price_fen, old.to_on) == (3_800, new.from_on)
    assert (new.price_fen, new.from_on.isoformat()) == (4_250, "2016-09-20")


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        ({"price": "0"}, "price"),
        ({"price": "便宜"}, "price"),
        ({"price_from_on": TODAY.isoformat()}, "price_from_on"),
        ({"price_from_on": ""}, "price_from_on"),
    ],
)
def test_a_bad_price_is_told_on_the_articles_page(
    desk: Client, changes: dict[str, str], box: str
) -> None:
    tea_box(code="own", kept_at=station().key)
    said = {"price": "42.50", "price_from_on": "2016-09-20", **changes}

    with unchanged():
        page = desk.post(f"{OWN}price/", said)

    form = page.context["price"]
    assert list(form.errors) == [box]
    assert {name: form[name].value() for name in said} == said


def test_a_flash_sale_begins_at_its_hour_and_can_be_lifted(desk: Client) -> None:
    row = tea_box(code="own", kept_at=station().key)
    said = {"begins_on": "2016-09-13", "begins_time": "09:00", "per_buyer_max": "2"}

    desk.post(f"{OWN}sale/", said)

    row.refresh_from_db()
    assert (row.begins_at, row.per_buyer_max) == (NOW + timedelta(days=1), 2)
    shown = desk.get(OWN).context["sale"]
    assert [str(shown[name].value()) for name in said] == ["2016-09-13", "09:00:00", "2"]

    desk.post(f"{OWN}sale/", {"begins_on": "", "begins_time": "", "per_buyer_max": ""})

    row.refresh_from_db()
    assert (row.begins_at, row.per_buyer_max) == (None, None)


@pytest.mark.parametrize(
    ("said", "box"),
    [
        ({"begins_on": "2016-09-13", "begins_time": ""}, "begins_time"),
        ({"begins_on": "", "begins_time": "09:00"}, "begins_on"),
        ({"begins_on": "2016-09-13", "begins_time": "上午"}, "begins_time"),
        ({"per_buyer_max": "0"}, "per_buyer_max"),
    ],
)
def test_half_a_moment_is_none(desk: Client, said: dict[str, str], box: str) -> None:
    tea_box(code="own", kept_at=station().key)

    with unchanged():
        page = desk.post(f"{OWN}sale/", said)

    assert list(page.context["sale"].errors) == [box]


def test_an_article_is_taken_off_sale_and_put_on_again(desk: Client) -> None:
    row = tea_box(code="own", kept_at=station().key)

    for act, is_open in (("close", False), ("close", False), ("open", True), ("open", True)):
        assert desk.post(f"{OWN}switch/", {"act": act})["Location"] == OWN
        row.refresh_from_db()
        assert row.is_open is is_open
    assert desk.post(f"{OWN}switch/", {"act": "burn"}).status_code == 404
    assert row.station_key == station().key


def test_the_list_says_what_each_costs_and_who_keeps_it(client: Client, personas: Story) -> None:
    tea_box(code="own", kept_at=station().key)
    client.force_login(personas.office)
    few = queries_of(client, "/stock/articles/")
    for code in ("county", "more"):
        tea_box(code=code)

    text = answer_text(client.get("/stock/articles/"))

    assert queries_of(client, "/stock/articles/") == few
    for words in ("瑶埠村服务站", "县里的仓库", "38 元"):
        assert words in text


def test_a_station_lists_its_own_alone(desk: Client) -> None:
    tea_box(code="own", kept_at=station().key)
    tea_box(code="county")

    text = answer_text(desk.get("/stock/articles/"))

    assert "/stock/articles/own/" in text
    assert "/stock/articles/county/" not in text
