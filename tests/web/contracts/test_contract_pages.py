"""Contracts: who finds which, and what stands on the page that is signed."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moli.market.services.contracting import ContractTerms, draw_up_contract
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    Story,
    agreed,
    contracted,
    demand,
    enterprise,
    first_secretary,
    proposal,
)

pytestmark = pytest.mark.django_db
OPEN_TO = [
    "first_secretary",
    "village_committee",
    "station_operator",
    "buyer",
    "organiser",
    "office",
    "leader",
    "auditor",
]


@pytest.mark.parametrize("role", OPEN_TO)
def test_both_sides_and_readers_find_the_contract(
    client: Client, personas: Story, role: str
) -> None:
    contract = contracted(personas.proposal)
    client.force_login(personas.people[role])

    assert "450181-2016-0001" in client.get("/contracts/").content.decode()
    assert client.get(f"/contracts/{contract.uid}/").status_code == 200


def test_others_find_nothing(client: Client, personas: Story) -> None:
    contract = contracted(personas.proposal)

    client.force_login(first_secretary(village_code=HEGUI, name="邻村"))
    assert "还没有合同" in client.get("/contracts/").content.decode()
    assert client.get(f"/contracts/{contract.uid}/").status_code == 404
    client.force_login(personas.stranger)
    assert client.get("/contracts/").status_code == 404
    assert client.get(f"/contracts/{contract.uid}/").status_code == 404


def test_the_contract_says_what_was_agreed(client: Client, personas: Story) -> None:
    contract = contracted(personas.proposal)
    client.force_login(personas.buyer)

    html = client.get(f"/contracts/{contract.uid}/").content.decode()

    # 80,000 jin at 3.20 are 256,000; freight 0.20; floor 3.00 in 2016 and 2017.
    for words in (
        "百香果购销合同",
        "横州市石塘镇瑶埠村",
        "112 户农户（其中贫困户 46 户）",
        "南宁君桥电子商务有限公司",
        personas.enterprise.credit_code,
        "80,000 斤（40 吨）",
        "本季地头价 3.20 元/斤",
        "256,000 元",
        "预计 0.20 元/斤",
        "3.40 元/斤",
        "合同管 2 季：2016、2017 年季",
        "都不低于 3.00 元/斤",
        "五、一起改良品种",
        "六、交货",
        "九、做不到的时候",
        "双方签字后生效",
    ):
        assert words in html, words


def test_without_the_clause_on_varieties_numbers_close_up(client: Client, personas: Story) -> None:
    row = agreed(personas.proposal)
    terms = ContractTerms(floor_fen_per_kg=500, seasons=1, has_variety_clause=False)
    contract = draw_up_contract(proposal_id=row.pk, terms=terms, by=TESTER, at=NOW)
    client.force_login(personas.organiser)

    html = client.get(f"/contracts/{contract.uid}/").content.decode()

    assert "改良品种" not in html
    assert "五、交货" in html
    assert "八、做不到的时候" in html
    assert "九、" not in html


def test_the_english_page_says_that_it_is_for_reading(client: Client, personas: Story) -> None:
    contract = contracted(personas.proposal)
    client.force_login(personas.buyer)

    html = client.get(f"/contracts/{contract.uid}/", {"lang": "en"}).content.decode()

    assert "40,000 kg (40 t)" in html
    assert "¥6.40/kg" in html
    assert "¥256,000" in html


def test_names_are_escaped(client: Client, personas: Story) -> None:
    bad = enterprise(place=3, name="<script>alert(1)</script>", short_name="<b>x</b>")
    contract = contracted(proposal(demand=demand(enterprise=bad)))
    client.force_login(personas.first_secretary)

    for url in ("/contracts/", f"/contracts/{contract.uid}/"):
        html = client.get(url).content.decode()
        assert "<script>alert" not in html
        assert "<b>x</b>" not in html


def test_queries_do_not_grow_with_contracts(
    client: Client, personas: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    contract = contracted(personas.proposal)
    client.force_login(personas.first_secretary)
    client.get("/contracts/")
    for _ in range(3):
        contracted()

    with django_assert_max_num_queries(14):
        client.get("/contracts/")
    with django_assert_max_num_queries(14):
        client.get(f"/contracts/{contract.uid}/")
