"""Reading lots: everybody sees what is for sale, only people within reach see on which terms."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moli.market.services.posting_lots import withdraw_lot
from tests.factories import Story, market, places, produce
from tests.factories.moments import NOW, TESTER

WITHIN_REACH = (
    "first_secretary",
    "village_committee",
    "station_operator",
    "organiser",
    "office",
    "leader",
    "auditor",
)


def test_the_list_shows_open_lots_to_everybody_without_their_floors(
    client: Client, personas: Story
) -> None:
    html = client.get("/lots/").content.decode()

    assert f'href="/lots/{personas.lot.uid}/"' in html
    assert "百香果 二级" in html
    assert "石塘镇 瑶埠村" in html
    assert "80,000 斤" in html
    assert "3.00" not in html
    assert "徐世坚" not in html


def test_the_list_is_filtered_by_product_and_town(client: Client, personas: Story) -> None:
    mushroom = market.lot(
        village_code=places.HEGUI, grade=produce.grade(product=produce.mushroom(), rank=1)
    )

    def shown(address: str) -> list[str]:
        return [row.url for row in client.get(address).context["rows"]]

    own, other = f"/lots/{personas.lot.uid}/", f"/lots/{mushroom.uid}/"
    assert shown("/lots/?product=mushroom") == [other]
    assert shown(f"/lots/?town={places.YAOBU[:9]}") == [own]
    assert shown(f"/lots/?product=mushroom&town={places.YAOBU[:9]}") == []
    assert shown("/lots/?product=<script>&town='&page=x") == [own, other]


def test_a_filter_without_a_match_offers_a_way_back(client: Client, personas: Story) -> None:
    produce.mushroom()

    assert "没有符合的货" in client.get("/lots/?product=mushroom").content.decode()


def test_an_empty_market_says_what_will_happen(client: Client, db: None) -> None:
    places.county()

    assert "现在没有货在找买主" in client.get("/lots/").content.decode()


def test_long_lists_have_pages_that_keep_the_filter(client: Client, personas: Story) -> None:
    for _ in range(26):
        market.lot()

    first = client.get("/lots/?product=passion-fruit")
    assert len(first.context["rows"]) == 25
    assert "?product=passion-fruit&amp;page=2" in first.content.decode()
    second = client.get("/lots/?product=passion-fruit&page=2")
    assert len(second.context["rows"]) == 2
    assert len(client.get("/lots/?page=999").context["rows"]) == 2


def test_the_list_takes_as_many_queries_for_many_rows_as_for_few(
    client: Client, personas: Story, django_assert_num_queries: Any
) -> None:
    client.get("/lots/")
    with django_assert_num_queries(9):
        client.get("/lots/")
    for _ in range(20):
        market.lot()
    with django_assert_num_queries(9):
        client.get("/lots/")


@pytest.mark.parametrize("role", WITHIN_REACH)
def test_people_within_reach_see_floor_author_trail_and_outcome(
    client: Client, personas: Story, role: str
) -> None:
    client.force_login(personas.people[role])

    html = client.get(f"/lots/{personas.lot.uid}/").content.decode()

    assert "3.00 元/斤" in html
    assert "徐世坚" in html
    assert "报了这批货" in html
    # A side learns of a proposal only when it is introduced.
    is_side = role in {"first_secretary", "village_committee", "station_operator"}
    is_told = f"/proposals/{personas.proposal.uid}/" in html
    assert is_told is not (is_side)


@pytest.mark.parametrize("role", ["visitor", "buyer", "stranger"])
def test_everybody_else_sees_public_facts_only(client: Client, personas: Story, role: str) -> None:
    proposal = market.introduced(market.proposal(lot=personas.lot, grams=1_000_000))
    if role != "visitor":
        client.force_login(personas.people[role])

    html = client.get(f"/lots/{personas.lot.uid}/").content.decode()

    assert "80,000 斤（40 吨）" in html
    assert "112 户" in html
    for hidden in (
        "3.00",
        "徐世坚",
        "46 户",
        "报了这批货",
        "/change/",
        "/withdraw/",
        str(proposal.uid),
    ):
        assert hidden not in html


@pytest.mark.parametrize(
    ("role", "is_offered"), [("visitor", True), ("buyer", True), ("stranger", False)]
)
def test_the_way_to_a_demand_is_shown_to_those_for_whom_it_leads_somewhere(
    client: Client, personas: Story, role: str, is_offered: bool
) -> None:
    if role != "visitor":
        client.force_login(personas.people[role])

    html = client.get(f"/lots/{personas.lot.uid}/").content.decode()

    assert ('href="/demands/post/"' in html) is is_offered


def test_a_lot_that_is_gone_exists_only_for_those_within_reach(
    client: Client, personas: Story
) -> None:
    withdraw_lot(lot_id=personas.lot.pk, by=TESTER, at=NOW)
    address = f"/lots/{personas.lot.uid}/"

    assert client.get(address).status_code == 404
    client.force_login(personas.buyer)
    assert client.get(address).status_code == 404
    client.force_login(personas.first_secretary)
    assert "已收回" in client.get(address).content.decode()
    assert client.get(f"/lots/{uuid4()}/").status_code == 404


def test_after_an_introduction_the_seller_sees_what_became_of_the_lot(
    client: Client, personas: Story
) -> None:
    market.agreed(personas.proposal)
    client.force_login(personas.first_secretary)

    html = client.get(f"/lots/{personas.lot.uid}/").content.decode()

    assert "南宁君桥" in html
    assert "谈成了" in html
    assert f'href="/proposals/{personas.proposal.uid}/"' in html


def test_change_and_withdraw_are_offered_to_those_who_may(client: Client, personas: Story) -> None:
    offered = {}
    for name in WITHIN_REACH:
        client.force_login(personas.people[name])
        page = client.get(f"/lots/{personas.lot.uid}/")
        offered[name] = "/change/" in page.content.decode()

    assert {name for name, is_offered in offered.items() if is_offered} == {
        "first_secretary",
        "village_committee",
        "station_operator",
        "office",
    }


def test_hostile_words_of_a_message_are_shown_as_words(client: Client, personas: Story) -> None:
    lot = market.lot(words="<script>alert(1)</script>")
    client.force_login(personas.first_secretary)

    html = client.get(f"/lots/{lot.uid}/").content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
