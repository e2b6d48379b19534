"""The number beside the first tab: kept from page to page, counted anew when something was done."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from moli.accounts.models import User
from moli.interfaces.web.today.count import COUNT_COOKIE
from tests.factories import TODAY, Story, demand, introduced, key, lot, proposal
from tests.web.today.reading import PAGE

pytestmark = pytest.mark.django_db

ME = reverse("web:me")


def number_on(client: Client, url: str = ME) -> int:
    """The number beside the first tab; none counts as nothing."""
    shown = re.search(r'<b>(\d+)<span class="sr">', client.get(url).content.decode())
    return int(shown[1]) if shown else 0


def another_thing(personas: Story) -> None:
    introduced(proposal(round=personas.proposal.round, lot=lot(grams=5_000_000), demand=demand()))


def is_looking(client: Client, user: User) -> int:
    """Somebody logs in and looks at the page of today."""
    client.force_login(user)
    return number_on(client, PAGE)


def test_other_pages_show_the_number_of_the_page_of_today_and_ask_nothing_for_it(
    client: Client, personas: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    introduced(personas.proposal)
    client.force_login(personas.first_secretary)
    with django_assert_max_num_queries(12) as without:
        assert number_on(client) == 0
    asked = len(without)

    assert number_on(client, PAGE) == 1

    with django_assert_max_num_queries(asked):
        assert number_on(client) == 1


def test_what_came_in_meanwhile_shows_two_minutes_later(
    client: Client, personas: Story, settings: Any
) -> None:
    introduced(personas.proposal)
    assert is_looking(client, personas.first_secretary) == 1
    another_thing(personas)
    assert number_on(client) == 1

    settings.MOLI_DEMO_DAY = (TODAY + timedelta(days=1)).isoformat()

    assert number_on(client) == 2


def test_whoever_did_something_is_counted_for_anew(client: Client, personas: Story) -> None:
    row = introduced(personas.proposal)
    another_thing(personas)
    assert is_looking(client, personas.first_secretary) == 2
    sent = {
        "kind": "DECLINE",
        "side": "SELLER",
        "reason": "PRICE",
        "seen_price": str(row.fair_fen_per_kg),
        "seen_grams": str(row.grams),
        "request_key": str(key()),
    }
    assert client.post(reverse("web:answer_proposal", args=[row.uid]), sent).status_code == 302

    assert number_on(client) == 1


@pytest.mark.parametrize("forged", ["", "7", "WyJ1c2VyOngiLDcsMV0:forged"])
def test_a_number_that_is_not_ours_is_not_believed(
    client: Client, personas: Story, forged: str
) -> None:
    introduced(personas.proposal)
    client.force_login(personas.first_secretary)
    client.cookies[COUNT_COOKIE] = forged

    assert number_on(client) == 1


def test_another_persons_number_is_not_shown(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    another_thing(personas)
    assert is_looking(client, personas.first_secretary) == 2
    kept = client.cookies[COUNT_COOKIE].value

    client.force_login(personas.organiser)
    client.cookies[COUNT_COOKIE] = kept

    assert number_on(client) == number_on(client, PAGE) == 0


def test_the_number_is_gone_with_whoever_logs_out(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    is_looking(client, personas.first_secretary)

    client.post(reverse("web:logout"))

    assert client.cookies[COUNT_COOKIE].value == ""


def test_a_reader_for_whom_nothing_waits_gets_no_number(client: Client, personas: Story) -> None:
    assert is_looking(client, personas.leader) == 0
    assert is_looking(client, personas.stranger) == 0
