"""What people do on a proposal's page: answer for a side, and draw up the contract."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from moli.market.models import Answer, Contract, Proposal
from moli.market.rules.negotiation import ProposalState
from tests.factories import (
    Story,
    agreed,
    branch,
    introduced,
    organiser,
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


def test_both_say_yes_and_it_is_settled(client: Client, personas: Story) -> None:
    introduced(personas.proposal)

    first = _say(client, personas, "first_secretary", **_sent("ACCEPT", "SELLER"))
    second = _say(client, personas, "buyer", **_sent("ACCEPT", "BUYER"))

    assert "记下了：同意。等对方点头。" in first.content.decode()
    assert "您这边已经同意，等南宁君桥答复。" in first.content.decode()
    assert "谈成了，3.20 元/斤。" in second.content.decode()
    personas.proposal.refresh_from_db()
    assert personas.proposal.state == ProposalState.AGREED


def test_answering_twice_is_answering_once(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    sent = _sent("COUNTER", "SELLER", price="3.30", weight="6万", words="二级里一半能到一级")

    _say(client, personas, "first_secretary", **sent)
    again = _say(client, personas, "first_secretary", **sent)

    assert again.status_code == 200
    said = Answer.objects.get()
    assert (said.price_fen_per_kg, said.grams) == (660, 30 * TONNE)
    assert said.words == "二级里一半能到一级"


def test_a_counter_reaches_the_other_side_with_its_words(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    sent = _sent("COUNTER", "SELLER", price="3.30", weight="80,000", words="<b>好</b>果")
    _say(client, personas, "first_secretary", **sent)

    html = _open(client, personas, "buyer")
    leader = _open(client, personas, "leader")

    assert "瑶埠村还价 3.30 元/斤、80,000 斤" in html
    assert "&lt;b&gt;好&lt;/b&gt;果" in html
    assert "<b>好</b>" not in html
    assert "同意，3.30 元/斤" in html
    # 3.30 at the farm gate and 0.20 of freight.
    assert "送到是 3.50 元/斤" in html
    assert "果" not in leader.split("经过")[-1].replace("百香果", "")


def test_terms_that_changed_meanwhile_are_refused_kindly(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    counter = _sent("COUNTER", "SELLER", price="3.30", weight="80,000")
    _say(client, personas, "first_secretary", **counter)

    said = _say(client, personas, "buyer", **_sent("ACCEPT", "BUYER"))

    html = said.content.decode()
    assert "对方刚改了条件，现在是 3.30 元/斤、80,000 斤" in html
    assert "同意，3.30 元/斤" in html
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"price": "abc", "weight": "80,000"}, "看不懂"),
        ({"price": "", "weight": "80,000"}, "写一下价格"),
        ({"price": "-3", "weight": "80,000"}, "不在范围内"),
        ({"price": "3.30", "weight": "9万"}, "最多 80,000 斤"),
        ({"price": "3.30", "weight": "0"}, "最多 80,000 斤"),
        ({"price": "3.30", "weight": "许多"}, "看不懂"),
    ],
)
def test_a_counter_that_cannot_be_keeps_what_was_typed(
    client: Client, personas: Story, changes: dict[str, str], sentence: str
) -> None:
    introduced(personas.proposal)

    said = _say(
        client, personas, "first_secretary", **_sent("COUNTER", "SELLER", words="留着", **changes)
    )

    html = said.content.decode()
    assert said.status_code == 422
    assert sentence in html
    assert 'value="留着"' in html
    assert not Answer.objects.exists()


def test_a_no_needs_a_reason(client: Client, personas: Story) -> None:
    introduced(personas.proposal)

    said = _say(client, personas, "buyer", **_sent("DECLINE", "BUYER"))

    assert said.status_code == 422
    assert "请选一个原因" in said.content.decode()
    personas.proposal.refresh_from_db()
    assert personas.proposal.state == ProposalState.INTRODUCED


def test_a_no_ends_it_and_the_page_says_why(client: Client, personas: Story) -> None:
    introduced(personas.proposal)

    said = _say(client, personas, "buyer", **_sent("DECLINE", "BUYER", reason="PRICE"))

    html = said.content.decode()
    assert "记下了：不做。" in html
    assert "南宁君桥说不做：价格不合适" in html
    assert "怎么答复" not in html


def test_nobody_speaks_for_the_other_side(client: Client, personas: Story) -> None:
    introduced(personas.proposal)

    assert _say(client, personas, "buyer", **_sent("ACCEPT", "SELLER")).status_code == 404
    assert _say(client, personas, "first_secretary", **_sent("ACCEPT", "BUYER")).status_code == 404
    assert _say(client, personas, "buyer", **_sent("NONSENSE", "BUYER")).status_code == 404
    assert not Answer.objects.exists()


def test_an_answer_that_comes_too_late_is_told_so(client: Client, personas: Story) -> None:
    agreed(personas.proposal)

    said = _say(client, personas, "buyer", **_sent("DECLINE", "BUYER", reason="PRICE"))

    assert "这条方案已经是“谈成了”" in said.content.decode()
    personas.proposal.refresh_from_db()
    assert personas.proposal.state == ProposalState.AGREED


def test_the_organiser_draws_up_the_contract_once(client: Client, personas: Story) -> None:
    agreed(personas.proposal)
    html = _open(client, personas, "organiser")
    sent = {
        "request_key": str(uuid4()),
        "unit": "斤",
        "floor": "3.00",
        "seasons": "2",
        "has_variety_clause": "on",
    }

    first = client.post(_url(personas.proposal, "contract/"), sent)
    second = client.post(_url(personas.proposal, "contract/"), sent)

    assert 'value="3.00"' in html
    assert 'value="2"' in html
    contract = Contract.objects.get()
    assert first["Location"] == second["Location"] == f"/contracts/{contract.uid}/"
    assert (contract.floor_fen_per_kg, contract.seasons) == (600, 2)
    assert contract.has_variety_clause


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"floor": "3.21"}, "保底价不能高于成交价 3.20 元/斤"),
        ({"floor": "便宜"}, "看不懂"),
        ({"seasons": "0"}, "合同至少管 1 季"),
        ({"seasons": "11"}, "合同最多管 10 季"),
        ({"seasons": "两季"}, "季数写数字"),
    ],
)
def test_a_contract_that_cannot_be_is_refused_at_its_field(
    client: Client, personas: Story, changes: dict[str, str], sentence: str
) -> None:
    agreed(personas.proposal)
    client.force_login(personas.organiser)
    sent = {"request_key": str(uuid4()), "unit": "斤", "floor": "3.00", "seasons": "2", **changes}

    said = client.post(_url(personas.proposal, "contract/"), sent)

    assert said.status_code == 422
    assert sentence in said.content.decode()
    assert not Contract.objects.exists()


@pytest.mark.parametrize("role", ["office", "leader", *SIDES])
def test_nobody_else_draws_up_a_contract(client: Client, personas: Story, role: str) -> None:
    agreed(personas.proposal)
    client.force_login(personas.people[role])

    assert client.post(_url(personas.proposal, "contract/"), {}).status_code == 404
    assert "拟合同</h2>" not in client.get(_url(personas.proposal)).content.decode()


def test_an_organiser_of_one_side_neither_introduces_nor_draws_up(
    client: Client, personas: Story
) -> None:
    half = organiser(branch=branch(name="石塘支部", areas=["450181110"]), name="半边")
    sent = {"request_key": str(uuid4()), "unit": "斤", "floor": "3.00", "seasons": "2"}
    client.force_login(half)

    html = client.get(_url(personas.proposal)).content.decode()

    assert "这条由横县电子商务党支部牵线" in html
    assert client.post(_url(personas.proposal, "introduce/")).status_code == 404
    agreed(personas.proposal)
    assert client.post(_url(personas.proposal, "contract/"), sent).status_code == 404
    assert not Contract.objects.exists()


def test_there_is_no_contract_before_both_agree(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    client.force_login(personas.organiser)
    sent = {"request_key": str(uuid4()), "unit": "斤", "floor": "3.00", "seasons": "2"}

    said = client.post(_url(personas.proposal, "contract/"), sent, follow=True)

    assert "这条方案已经是“等答复”" in said.content.decode()
    assert not Contract.objects.exists()
