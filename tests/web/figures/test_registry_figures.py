"""Figures of the registry: they equal a hand count, name nobody, and keep to one's own area."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moli.households.models import Household
from moli.households.rules.causes import Cause
from moli.households.rules.statuses import State
from moli.households.services.backfilling import set_initial_status
from tests.factories import HEGUI, JIAOYI, NOW, TESTER, Story, household, town_office


def _standing(row: Household, *states: tuple[State, date]) -> None:
    for state, from_on in states:
        set_initial_status(
            household=row, state=state, from_on=from_on, reason="花名册", by=TESTER, at=NOW
        )


@pytest.fixture
def county(personas: Story) -> Story:
    """Two poor in Yaobu, one out of poverty there, one poor again in Hegui; one never poor."""
    _standing(household(causes=(Cause.ILLNESS,)), (State.REGISTERED, date(2014, 1, 1)))
    _standing(household(causes=(Cause.ILLNESS,)), (State.REGISTERED, date(2014, 1, 1)))
    _standing(household(), (State.REGISTERED, date(2014, 1, 1)), (State.EXITED, date(2015, 12, 1)))
    _standing(
        household(village_code=HEGUI, causes=(Cause.SCHOOLING,)),
        (State.REGISTERED, date(2014, 1, 1)),
        (State.EXITED, date(2014, 12, 1)),
        (State.RELAPSED, date(2016, 6, 1)),
    )
    household()
    return personas


def test_a_leader_sees_what_a_hand_count_gives(client: Client, county: Story) -> None:
    client.force_login(county.leader)

    page = client.get(reverse("web:registry_figures"))

    figures = page.context["figures"]
    assert (figures.poor.households, figures.poor.people) == (3, 12)
    assert (figures.exited.households, figures.relapsed.households) == (1, 1)
    assert page.context["registered"].households == 5
    assert [(row.label, row.amount) for row in page.context["causes"]] == [("因病", 2), ("因学", 1)]
    assert [row.poor.households for row in page.context["towns"]] == [2, 1]


def test_a_town_sees_its_own_households_only(client: Client, county: Story) -> None:
    client.force_login(town_office(area_code=JIAOYI))

    page = client.get(reverse("web:registry_figures"))

    assert page.context["figures"].poor.households == 1
    assert "石塘" not in page.content.decode()


def test_no_name_stands_among_figures(client: Client, county: Story) -> None:
    client.force_login(county.leader)

    text = client.get(reverse("web:registry_figures")).content.decode()

    assert "韦永生" not in text
    assert "韦*生" not in text


@pytest.mark.parametrize("who", ["first_secretary", "buyer", "organiser", "auditor", "stranger"])
def test_figures_are_closed_to_whoever_does_not_lead(
    who: str, client: Client, county: Story
) -> None:
    client.force_login(county.people[who])

    assert client.get(reverse("web:registry_figures")).status_code == 404


def test_more_households_ask_no_more_queries(client: Client, county: Story) -> None:
    client.force_login(county.leader)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("web:registry_figures"))
        counts.append(len(asked))
        _standing(household(village_code=HEGUI), (State.REGISTERED, date(2014, 1, 1)))

    assert counts[0] == counts[1]
