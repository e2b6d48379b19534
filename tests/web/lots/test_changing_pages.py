"""Changing and withdrawing a lot: for those who speak for its village, 404 for everybody else."""

from typing import Any

import pytest
from django.test import Client

from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.market.models import Lot
from moli.market.rules.offers import OfferState
from tests.factories import Story, market, people, places, produce
from tests.factories.moments import NOW, TESTER


def terms(**changes: str) -> dict[str, str]:
    """The change form with the lot's own terms."""
    fields = {
        "request_key": "6a1f1c1e-5d1a-4b7e-9d6d-0e6a3d0b8f11",
        "unit": "斤",
        "grade": str(produce.grade(rank=2).pk),
        "weight": "80,000",
        "price": "3.00",
        "from_on": "2016-09-12",
        "to_on": "2016-09-30",
        "households": "112",
        "poor_households": "46",
    }
    return {**fields, **changes}


def address(lot: Lot, act: str) -> str:
    """The page that changes or withdraws a lot."""
    return f"/lots/{lot.uid}/{act}/"


def test_the_form_shows_the_terms_as_they_are(client: Client, personas: Story) -> None:
    client.force_login(personas.first_secretary)

    form = client.get(address(personas.lot, "change")).context["form"]

    shown = {bound.name: str(bound.value()) for bound in form}
    assert {**terms(), "request_key": ""} == {
        name: value
        for name, value in {**shown, "request_key": ""}.items()
        if name not in {"product", "message"}
    }


def test_changed_terms_are_stored(client: Client, personas: Story) -> None:
    client.force_login(personas.village_committee)

    answer = client.post(address(personas.lot, "change"), terms(price="3.10", weight="6万"))

    personas.lot.refresh_from_db()
    assert answer.url == f"/lots/{personas.lot.uid}/"
    assert (personas.lot.floor_fen_per_kg, personas.lot.grams) == (620, 30_000_000)


def test_less_than_was_promised_is_refused_beside_its_box(client: Client, personas: Story) -> None:
    market.introduced(personas.proposal)
    client.force_login(personas.first_secretary)

    page = client.post(address(personas.lot, "change"), terms(weight="7万"))

    assert page.context["form"].errors["weight"] == [
        "数量不能少于已经答应出去的 80,000 斤，请改多一些。"
    ]
    personas.lot.refresh_from_db()
    assert personas.lot.grams == 40_000_000


def test_a_lot_that_was_withdrawn_is_not_changed(client: Client, personas: Story) -> None:
    client.force_login(personas.first_secretary)
    client.post(address(personas.lot, "withdraw"))

    page = client.post(address(personas.lot, "change"), terms(price="3.10"))

    assert "已经撤回" in page.content.decode()
    personas.lot.refresh_from_db()
    assert personas.lot.floor_fen_per_kg == 600


def test_withdrawing_asks_first_and_twice_is_once(client: Client, personas: Story) -> None:
    client.force_login(personas.first_secretary)
    assert "收回这批货？" in client.get(address(personas.lot, "withdraw")).content.decode()
    personas.lot.refresh_from_db()
    assert personas.lot.state == OfferState.OPEN

    answers = [client.post(address(personas.lot, "withdraw")) for _ in range(2)]

    personas.lot.refresh_from_db()
    assert [answer.url for answer in answers] == [f"/lots/{personas.lot.uid}/"] * 2
    assert personas.lot.state == OfferState.WITHDRAWN


@pytest.mark.parametrize("act", ["change", "withdraw"])
@pytest.mark.parametrize("role", ["organiser", "buyer", "leader", "auditor", "stranger"])
def test_others_find_nothing_here(client: Client, personas: Story, act: str, role: str) -> None:
    client.force_login(personas.people[role])

    assert client.get(address(personas.lot, act)).status_code == 404
    assert client.post(address(personas.lot, act), terms()).status_code == 404
    personas.lot.refresh_from_db()
    assert personas.lot.state == OfferState.OPEN


def test_the_secretary_of_another_village_finds_nothing_here(
    client: Client, personas: Story
) -> None:
    client.force_login(people.first_secretary(village_code=places.HEGUI))
    answers: list[Any] = [client.get(address(personas.lot, act)) for act in ("change", "withdraw")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_who_reads_the_whole_county_still_changes_only_the_own_village(
    client: Client, personas: Story
) -> None:
    # This person passes the door of the page and sees the lot; only the query says no.
    user = people.first_secretary(village_code=places.HEGUI)
    appoint_over_area(
        user=user,
        role=Role.LEADER,
        area_code=places.COUNTY,
        from_on=people.SINCE,
        by=TESTER,
        at=NOW,
    )
    client.force_login(user)
    assert "3.00 元/斤" in client.get(f"/lots/{personas.lot.uid}/").content.decode()

    for act in ("change", "withdraw"):
        assert client.get(address(personas.lot, act)).status_code == 404
        assert client.post(address(personas.lot, act), terms(price="3.10")).status_code == 404

    personas.lot.refresh_from_db()
    assert (personas.lot.floor_fen_per_kg, personas.lot.state) == (600, OfferState.OPEN)
