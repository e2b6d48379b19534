"""Finding a household: by a whole number, by name and village, in the list of one's own village."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moli.households.models import Household
from tests.factories import HEGUI, SHITANG, Story, household, person_facts, town_office
from tests.scanning import answer_text, numbers_in
from tests.web.registry.records import full_household

PAGE = "/registry/"


def by_number(client: Client, number: str) -> Any:
    """Send the form that asks for a number."""
    return client.post(PAGE, {"act": "number", "number-id_number": number})


def by_name(client: Client, name: str, village: str) -> Any:
    """Send the form that asks for a name and a village."""
    return client.post(PAGE, {"act": "name", "name-name": name, "name-village": village})


def number_of(found: Household) -> str:
    """The head's identity number."""
    return str(found.members.order_by("pk")[0].id_number)


def test_a_whole_number_finds_its_household_and_is_not_repeated(
    client: Client, personas: Story
) -> None:
    found = full_household()
    client.force_login(personas.first_secretary)

    answer = by_number(client, f" {number_of(found).lower()} ")

    assert [row.url for row in answer.context["results"]] == [f"/registry/{found.uid}/"]
    row = answer.context["results"][0]
    assert (row.name, row.people, row.group_name) == ("韦*生", 5, "第三组")
    assert row.income == "2015 年人均 2,400 元"
    assert row.gap == "还差 455 元"
    assert numbers_in(answer_text(answer)) == []
    assert "韦永生" not in answer.content.decode()


@pytest.mark.parametrize("wrong", ["", "9999", "not a number"])
def test_part_of_a_number_finds_nothing(wrong: str, client: Client, personas: Story) -> None:
    household()
    client.force_login(personas.first_secretary)

    assert not by_number(client, wrong).context["results"]


def test_a_number_of_another_town_finds_nothing(client: Client, personas: Story) -> None:
    elsewhere = household(village_code=HEGUI)
    client.force_login(town_office(area_code=SHITANG))

    answer = by_number(client, number_of(elsewhere))

    assert answer.context["results"] == []
    assert "没有查到" in answer.content.decode()
    assert numbers_in(answer_text(answer)) == []


def test_a_name_finds_every_household_in_which_it_is_borne(client: Client, personas: Story) -> None:
    found = household()
    household(people=[person_facts(name="黄秀英")])
    household(people=[person_facts(name="黄秀")])
    client.force_login(personas.village_committee)

    answer = by_name(client, "黄秀英", found.village.code)

    assert len(answer.context["results"]) == 2
    assert "黄秀英" not in [row.name for row in answer.context["results"]]


def test_a_name_in_a_village_elsewhere_is_refused(client: Client, personas: Story) -> None:
    household(village_code=HEGUI)
    client.force_login(personas.first_secretary)

    answer = by_name(client, "韦永生", HEGUI)

    assert answer.context["results"] is None
    assert answer.context["by_name"].errors["village"]


def test_a_village_sees_its_own_households_by_pages(client: Client, personas: Story) -> None:
    for _ in range(26):
        household(people=[person_facts()])
    household(village_code=HEGUI)
    client.force_login(personas.first_secretary)

    first, second = (client.get(PAGE, {"page": page}).context for page in "12")

    assert (len(first["rows"]), len(second["rows"])) == (25, 1)
    assert first["sheet"].count == 26


def test_an_office_picks_a_village_of_its_area(client: Client, personas: Story) -> None:
    found = household()
    household(village_code=HEGUI)
    client.force_login(town_office())

    assert client.get(PAGE, {"village": HEGUI}).status_code == 404
    assert client.get(PAGE, {"village": "x"}).status_code == 404
    shown = client.get(PAGE, {"village": found.village.code})
    assert [row.url for row in shown.context["rows"]] == [f"/registry/{found.uid}/"]


def test_an_office_of_many_villages_begins_without_a_list(client: Client, personas: Story) -> None:
    household()
    client.force_login(personas.office)

    context = client.get(PAGE).context

    assert context["rows"] == []
    assert "瑶埠村" in str(context["by_name"]["village"])


def test_the_figures_count_ones_own_area_only(client: Client, personas: Story) -> None:
    full_household()
    household(village_code=HEGUI)
    client.force_login(personas.first_secretary)

    context = client.get(PAGE).context

    assert (context["heads"].households, context["heads"].people) == (1, 5)
    assert dict(context["kpis"])["贫困户"] == "1 户"


def test_a_longer_list_asks_no_more_queries(client: Client, personas: Story) -> None:
    full_household()
    client.force_login(personas.first_secretary)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(PAGE)
        counts.append(len(asked))
        for _ in range(5):
            household()

    assert counts[0] == counts[1] <= 24


def test_the_page_leads_to_its_neighbours(client: Client, personas: Story) -> None:
    client.force_login(personas.first_secretary)

    urls = {link.url for link in client.get(PAGE).context["links"]}

    assert {reverse("web:glass"), reverse("web:standards")} <= urls
