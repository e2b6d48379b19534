"""Lines and standards on a page: who reads them, who enters them, and what a mistake is told."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.households.models import Line
from tests.factories import Story, reference, town_office
from tests.unchanged import unchanged

LINE = {
    "kind": "POVERTY",
    "region": "county",
    "year": "2016",
    "yuan": "3100.50",
    "source": "县扶贫办〔2016〕1号",
    "certainty": "VERIFIED",
}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("first_secretary", 200),
        ("office", 200),
        ("leader", 200),
        ("auditor", 200),
        ("buyer", 404),
        ("organiser", 404),
        ("station_operator", 404),
    ],
)
def test_who_decides_or_looks_on_reads_the_lines(
    who: str, status: int, client: Client, personas: Story
) -> None:
    reference()
    client.force_login(personas.people[who])

    answer = client.get(reverse("web:standards"))

    assert answer.status_code == status


def test_each_line_shows_its_source_and_how_sure_it_is(client: Client, personas: Story) -> None:
    reference()
    client.force_login(personas.office)

    text = client.get(reverse("web:standards")).content.decode()

    assert "省级系统核查口径“国家贫困标准 2952 元”" in text
    assert "待核实" in text
    assert "八有一超 2016" in text


def test_the_office_enters_a_line_of_its_county(client: Client, personas: Story) -> None:
    reference()
    client.force_login(personas.office)

    answer = client.post(reverse("web:enter_line"), LINE, follow=True)

    row = Line.objects.get(region="450181")
    assert (row.fen, row.source) == (310_050, "县扶贫办〔2016〕1号")
    assert "3,100.50" in answer.content.decode()


@pytest.mark.parametrize(
    ("box", "value", "told"),
    [
        ("yuan", "三千", "金额写数字，比如 2952 或 2952.50"),
        ("yuan", "1.234", "金额最多写到分"),
        ("yuan", "-5", "线要大于 0，最多 100000 元"),
        ("year", "去年", "年份写四位数字，比如 2016"),
        ("year", "216", "年份应在 2000 到 2100 之间"),
        ("source", "", "请写明出处"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_stored(
    box: str, value: str, told: str, client: Client, personas: Story
) -> None:
    client.force_login(personas.office)

    with unchanged():
        answer = client.post(reverse("web:enter_line"), {**LINE, box: value})

    assert answer.status_code == 200
    assert told.replace("100000", "100,000") in answer.content.decode()


def test_nobody_but_the_county_office_enters_lines(client: Client, personas: Story) -> None:
    for user in (personas.first_secretary, town_office(), personas.leader):
        client.force_login(user)
        with unchanged():
            assert client.post(reverse("web:enter_line"), LINE).status_code == 404


def test_the_page_is_whole_in_english(client: Client, personas: Story) -> None:
    reference()
    client.force_login(personas.office)

    text = client.get(reverse("web:standards"), {"lang": "en"}).content.decode()

    assert "Lines and standards" in text
    assert "National poverty line, current prices" in text
