"""A proposal's page: who finds it, whom to call, who introduces, what each role reads."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moli.accounts.models import Appointment
from moli.market.models import Answer, Introduction, Proposal
from moli.market.rules.negotiation import AnswerKind, DeclineReason, Side
from moli.market.services.answering import Reply, answer
from moli.market.services.posting_lots import withdraw_lot
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    Story,
    agreed,
    contracted,
    first_secretary,
    introduced,
    key,
    lot,
    proposal,
)

pytestmark = pytest.mark.django_db
TONNE = 1_000_000
SELLERS = ["first_secretary", "village_committee", "station_operator"]
SIDES = [*SELLERS, "buyer"]
READERS = ["organiser", "office", "leader", "auditor"]


def _url(row: Proposal, act: str = "") -> str:
    return f"/proposals/{row.uid}/{act}"


def _open(client: Client, personas: Story, role: str, **query: str) -> str:
    client.force_login(personas.people[role])
    found = client.get(_url(personas.proposal), query)
    assert found.status_code == 200
    return found.content.decode()


def _sent(kind: str, side: str, **changes: str) -> dict[str, str]:
    terms = {
        "kind": kind,
        "side": side,
        "seen_price": "640",
        "seen_grams": str(40 * TONNE),
        "unit": "斤",
        "request_key": str(uuid4()),
    }
    return {**terms, **changes}


def _say(client: Client, personas: Story, role: str, **sent: Any) -> HttpResponse:
    client.force_login(personas.people[role])
    return client.post(_url(personas.proposal, "answer/"), sent, follow=True)


@pytest.mark.parametrize("role", [*SIDES, "stranger"])
def test_before_the_introduction_sides_and_strangers_find_nothing(
    client: Client, personas: Story, role: str
) -> None:
    client.force_login(personas.people[role])

    assert client.get(_url(personas.proposal)).status_code == 404
    assert client.post(_url(personas.proposal, "answer/"), {}).status_code == 404


def test_another_village_never_finds_it(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    client.force_login(first_secretary(village_code=HEGUI, name="邻村"))

    assert client.get(_url(personas.proposal)).status_code == 404
    sent = _sent("ACCEPT", "SELLER")
    assert client.post(_url(personas.proposal, "answer/"), sent).status_code == 404
    assert not Answer.objects.exists()


def test_an_organiser_introduces_and_contacts_open(client: Client, personas: Story) -> None:
    before = _open(client, personas, "organiser")
    client.post(_url(personas.proposal, "introduce/"))
    client.post(_url(personas.proposal, "introduce/"))
    after = _open(client, personas, "organiser")

    for user in (personas.first_secretary, personas.village_committee, personas.buyer):
        assert user.phone not in before
        assert f"tel:{user.phone}" in after
    # The station's operator is asked only where nobody is appointed over the village.
    assert personas.station_operator.phone not in after
    assert Introduction.objects.count() == 1
    assert "由覃牵线牵线，双方看到对方电话" in after


@pytest.mark.parametrize("role", SIDES)
def test_a_side_sees_whom_to_call(client: Client, personas: Story, role: str) -> None:
    introduced(personas.proposal)

    html = _open(client, personas, role)

    assert f"tel:{personas.buyer.phone}" in html
    assert f"tel:{personas.first_secretary.phone}" in html


@pytest.mark.parametrize("role", ["office", "leader", "auditor"])
def test_readers_see_no_contacts_and_answer_for_nobody(
    client: Client, personas: Story, role: str
) -> None:
    introduced(personas.proposal)

    html = _open(client, personas, role)
    said = _say(client, personas, role, **_sent("ACCEPT", "SELLER"))

    assert "tel:" not in html
    assert "怎么答复" not in html
    assert said.status_code == 404
    assert not Answer.objects.exists()


def test_after_a_no_contacts_close_again(client: Client, personas: Story) -> None:
    row = introduced(personas.proposal)
    no = Reply(
        side=Side.BUYER,
        kind=AnswerKind.DECLINE,
        price_fen_per_kg=640,
        grams=40 * TONNE,
        reason=DeclineReason.DATES,
    )
    answer(proposal_id=row.pk, reply=no, request_key=key(), by=personas.buyer.actor, at=NOW)

    html = _open(client, personas, "first_secretary")

    assert "tel:" not in html
    assert "南宁君桥说不做：时间对不上" in html


def test_where_nobody_speaks_for_the_village_its_station_is_called(
    client: Client, personas: Story
) -> None:
    introduced(personas.proposal)
    Appointment.objects.filter(role__in=["FIRST_SECRETARY", "VILLAGE_COMMITTEE"]).delete()

    html = _open(client, personas, "buyer")

    assert f"tel:{personas.station_operator.phone}" in html


@pytest.mark.parametrize("role", ["office", "leader", "auditor", *SIDES, "stranger"])
def test_nobody_but_the_organiser_introduces(client: Client, personas: Story, role: str) -> None:
    client.force_login(personas.people[role])

    assert client.post(_url(personas.proposal, "introduce/")).status_code == 404
    assert not Introduction.objects.exists()


def test_no_reason_is_chosen_beforehand(client: Client, personas: Story) -> None:
    introduced(personas.proposal)

    assert " checked" not in _open(client, personas, "first_secretary")


def test_several_villages_that_fill_one_demand_are_shown_together(
    client: Client, personas: Story
) -> None:
    other = proposal(
        lot=lot(village_code=HEGUI, grams=15 * TONNE, poor_households=20),
        demand=personas.demand,
        round=personas.proposal.round,
    )
    client.force_login(personas.organiser)

    page = client.get(_url(personas.proposal)).content.decode()
    html = client.get(f"/demands/{personas.demand.uid}/proposals/").content.decode()

    assert "这个需求由 2 个村合起来供" in page
    assert f"/demands/{personas.demand.uid}/proposals/" in page
    assert "瑶埠村 →" in html
    assert "贺桂村 →" in html
    assert str(other.uid) in html
    # 60 t wanted, 40 t and 15 t found.
    assert "10,000" in html


def test_a_side_sees_only_its_own_part_of_a_demand(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    introduced(
        proposal(
            lot=lot(village_code=HEGUI, grams=15 * TONNE),
            demand=personas.demand,
            round=personas.proposal.round,
        )
    )
    client.force_login(personas.first_secretary)

    html = client.get(f"/demands/{personas.demand.uid}/proposals/").content.decode()

    assert "瑶埠村" in html
    assert "贺桂村" not in html


def test_the_list_holds_what_the_person_may_open(client: Client, personas: Story) -> None:
    client.force_login(personas.first_secretary)
    empty = client.get("/proposals/").content.decode()
    introduced(personas.proposal)
    full = client.get("/proposals/").content.decode()

    assert "还没有牵线的方案" in empty
    assert str(personas.proposal.uid) in full


def test_terms_changed_after_the_round_are_pointed_out(client: Client, personas: Story) -> None:
    Proposal.objects.update(lot_mark="other terms")

    assert "有一方改了货或需求的条件" in _open(client, personas, "organiser")


def test_a_lot_taken_back_before_the_introduction_ends_the_proposal(
    client: Client, personas: Story
) -> None:
    withdraw_lot(lot_id=personas.lot.pk, by=TESTER, at=NOW)

    html = _open(client, personas, "organiser")
    client.post(_url(personas.proposal, "introduce/"))

    assert "要牵线吗" not in html
    assert not Introduction.objects.exists()


@pytest.mark.parametrize("role", [*SIDES, *READERS])
@pytest.mark.parametrize("build", [introduced, agreed, contracted])
def test_every_state_reads_in_english(
    client: Client, personas: Story, role: str, build: Any
) -> None:
    build(personas.proposal)

    html = _open(client, personas, role, lang="en")

    assert "40,000 kg" in html
    assert "¥6.40/kg" in html


@pytest.mark.parametrize(("role", "queries"), [("organiser", 32), ("buyer", 26), ("leader", 19)])
def test_the_page_asks_a_bounded_number_of_questions(
    client: Client,
    personas: Story,
    role: str,
    queries: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    introduced(personas.proposal)
    _open(client, personas, role)

    with django_assert_max_num_queries(queries):
        _open(client, personas, role)
