"""Today's lines about parcels: for who packs them, with their number, and gone when done."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from tests.factories import Story, station
from tests.factories.orders import packed, paid_for, placed, stocked
from tests.scanning import answer_text

pytestmark = pytest.mark.django_db


def _today(client: Client, user: User) -> str:
    client.force_login(user)
    return answer_text(client.get(reverse("web:today")))


@pytest.fixture
def waiting(personas: Story) -> Story:
    """Two orders of the station to pack and one to send; one of the county store to pack."""
    stocked(9, code="own", kept_at=station().key)
    stocked(9, code="county")
    for _ in range(2):
        paid_for(placed("own"))
    packed(placed("own"))
    paid_for(placed("county"))
    placed("own")
    return personas


def test_an_operator_reads_how_many_parcels_of_its_station_wait(
    client: Client, waiting: Story
) -> None:
    text = _today(client, waiting.station_operator)

    assert "等打包 2 单" in text
    assert "等发货 1 单" in text
    assert '<a class="item" href="/parcels/?pile=pack">' in text


def test_the_office_reads_all_of_them(client: Client, waiting: Story) -> None:
    assert "等打包 3 单" in _today(client, waiting.office)


@pytest.mark.parametrize("who", ["first_secretary", "buyer", "organiser", "leader", "auditor"])
def test_nobody_else_reads_of_them(client: Client, waiting: Story, who: str) -> None:
    text = _today(client, waiting.people[who])

    assert "等打包" not in text
    assert "等发货" not in text


def test_where_nothing_waits_there_is_no_line(client: Client, personas: Story) -> None:
    stocked(9, code="own", kept_at=station().key)
    placed("own")

    text = _today(client, personas.station_operator)

    assert "等打包" not in text
    assert "等发货" not in text


def test_the_number_at_the_tab_counts_these_lines(client: Client, waiting: Story) -> None:
    client.force_login(waiting.station_operator)
    lines = client.get(reverse("web:today")).context["things"]

    assert client.get("/parcels/").context["tabs"][0].count == len(lines) >= 2
