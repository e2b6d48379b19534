"""Reporting a farm-gate price in a few taps, and the public list of middle prices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moli.market.models import PriceReport
from moli.market.rules.farm_gate import report_terms
from tests.factories import TODAY, Story, grade, price_report
from tests.factories.market import farm_gate

URL = "/prices/report/"


def typed(**changes: Any) -> dict[str, str]:
    """The form as the first secretary fills it in."""
    fields = {
        "act": "report",
        "request_key": str(uuid4()),
        "unit": "斤",
        "product": "passion-fruit",
        "grade": str(grade(rank=2).pk),
        "price": "2.10",
        "seen_on": TODAY.isoformat(),
    }
    return {**fields, **changes}


@pytest.fixture
def secretary(client: Client, personas: Story) -> Client:
    """The browser of Yaobu's first secretary."""
    client.force_login(personas.first_secretary)
    return client


def test_two_taps_and_a_number_report_a_price(secretary: Client) -> None:
    first = secretary.get(URL)
    assert ("passion-fruit", "百香果") in first.context["picks"]
    form = secretary.get(f"{URL}?product=passion-fruit").context["form"]
    assert form["seen_on"].value() == TODAY.isoformat()
    assert "village" not in form.fields

    answer = secretary.post(URL, typed(), follow=True)

    row = PriceReport.objects.get()
    assert answer.redirect_chain == [("/prices/", 302)]
    assert (row.fen_per_kg, row.village.short_name, row.seen_on) == (420, "瑶埠村", TODAY)
    assert "您报过的" in answer.content.decode()
    enough = f"够 {report_terms().reporters_min} 个人报，就有一个公开的价"
    assert enough in answer.content.decode()


def test_a_double_tap_reports_once(secretary: Client) -> None:
    fields = typed()
    for _ in range(2):
        assert secretary.post(URL, fields).url == "/prices/"

    assert PriceReport.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "box", "words"),
    [
        ({"price": ""}, "price", "写一下价格"),
        ({"price": "0"}, "price", "不在范围内"),
        ({"grade": ""}, "grade", "选一下等级"),
        ({"seen_on": (TODAY + timedelta(days=1)).isoformat()}, "seen_on", "还没有到"),
        ({"seen_on": (TODAY - timedelta(days=61)).isoformat()}, "seen_on", "太久了"),
    ],
)
def test_bad_input_is_told_beside_its_box_and_stores_nothing(
    secretary: Client, changes: dict[str, str], box: str, words: str
) -> None:
    form = secretary.post(URL, typed(**changes)).context["form"]

    assert words in form.errors[box][0]
    assert form["price"].value() == typed(**changes)["price"]
    assert PriceReport.objects.count() == 0


def test_a_form_without_its_number_stores_nothing(secretary: Client) -> None:
    page = secretary.post(URL, typed(request_key="x"))

    assert "没有编号" in page.content.decode()
    assert PriceReport.objects.count() == 0


def test_the_office_picks_one_of_its_villages(client: Client, personas: Story) -> None:
    client.force_login(personas.office)
    form = client.post(URL, typed()).context["form"]
    assert form.errors["village"] == ["选一下村"]
    village = form.fields["village"].choices[-1][0]

    client.post(URL, typed(village=village))

    assert PriceReport.objects.get().village.code == village


def test_nobody_reports_for_a_village_of_others(secretary: Client) -> None:
    secretary.post(URL, typed(village="450181113204"))

    assert PriceReport.objects.get().village.short_name == "瑶埠村"


@pytest.mark.parametrize("role", ["buyer", "organiser", "leader", "auditor", "stranger"])
def test_the_form_is_closed_to_everybody_else(client: Client, personas: Story, role: str) -> None:
    client.force_login(getattr(personas, role))

    assert client.get(URL).status_code == 404
    assert client.post(URL, typed()).status_code == 404
    assert PriceReport.objects.count() == 0


def test_everybody_reads_middle_prices_of_three_people_and_no_single_report(
    client: Client, personas: Story
) -> None:
    farm_gate(420, 440, 600)
    price_report(grade=grade(rank=1), fen_per_kg=778)

    page = client.get("/prices/").content.decode()

    assert "2.20 元/斤" in page
    assert "报的人还不够，差 2 个" in page
    assert "3.89" not in page
    assert "报价人" not in page
    assert "报一个价" not in page


def test_a_county_without_reports_says_so(client: Client, personas: Story) -> None:
    assert "还没有人报价" in client.get("/prices/").content.decode()


def test_the_list_costs_the_same_whatever_stands_in_it(
    secretary: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    secretary.get("/prices/")
    farm_gate(*range(300, 340))
    with django_assert_max_num_queries(14) as few:
        secretary.get("/prices/")
    farm_gate(*range(300, 340), grade=grade(rank=1))
    with django_assert_num_queries(len(few.captured_queries)):
        secretary.get("/prices/")
