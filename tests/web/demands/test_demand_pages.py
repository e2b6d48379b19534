"""Demands: posted by buyers, read by everybody, their ceilings seen within reach only."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.audit.models import Event
from moli.enterprises.rules import EnterpriseStatus
from moli.enterprises.services.registering import settle_standing
from moli.market.models import Demand
from moli.market.rules.offers import OfferState
from tests.factories import Story, market, organisations, people, places, produce
from tests.factories.moments import NOW, TESTER

URL = "/demands/post/"
SENTENCE = "求购百香果12万斤，二级以上，送到南宁最高3块6，20天内要货"


@pytest.fixture
def buyer(client: Client, personas: Story) -> Client:
    """The browser of Junqiao's buyer."""
    client.force_login(personas.buyer)
    return client


def typed(**changes: str) -> dict[str, str]:
    """The form as the buyer fills it in by hand."""
    fields = {
        "act": "post",
        "request_key": str(uuid4()),
        "unit": "斤",
        "product": "passion-fruit",
        "grade": str(produce.grade(rank=2).pk),
        "weight": "12万",
        "price": "3.60",
        "from_on": "2016-09-12",
        "to_on": "2016-10-02",
        "destination": "nanning",
    }
    return {**fields, **changes}


def values_of(form: Any) -> dict[str, Any]:
    """What the boxes of a form show, as a browser would send it."""
    return {bound.name: "" if bound.value() is None else bound.value() for bound in form}


def test_a_message_fills_the_form_and_one_more_tap_publishes(buyer: Client) -> None:
    form = buyer.post(URL, {"act": "read", "message": SENTENCE}).context["form"]
    shown = values_of(form)
    assert form.errors == {}
    assert (shown["weight"], shown["price"], shown["destination"]) == ("120,000", "3.60", "nanning")
    assert (shown["from_on"], shown["to_on"]) == ("2016-09-12", "2016-10-02")
    assert Demand.objects.count() == 1

    answer = buyer.post(URL, {**shown, "act": "post"}, follow=True)

    demand = Demand.objects.order_by("-pk")[0]
    assert answer.redirect_chain == [(f"/demands/{demand.uid}/", 302)]
    assert (demand.enterprise.short_name, demand.grams) == ("南宁君桥", 60_000_000)
    assert (demand.ceiling_fen_per_kg, demand.words) == (720, SENTENCE)
    assert "已发布" in answer.content.decode()


def test_a_double_tap_posts_once(buyer: Client) -> None:
    fields = typed()
    answers = [buyer.post(URL, fields) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Demand.objects.count() == 2
    assert Event.objects.filter(verb="market.post_demand").count() == 2


@pytest.mark.parametrize(
    ("changes", "box", "words"),
    [
        ({"weight": "-1"}, "weight", "不在范围内"),
        ({"price": "99999"}, "price", "不在范围内"),
        ({"to_on": "2016-09-11"}, "to_on", "早于开始的"),
        ({"destination": "atlantis"}, "destination", "选一下送到哪里"),
        ({"grade": ""}, "grade", "选一下等级"),
    ],
)
def test_bad_input_is_told_beside_its_box_keeps_what_was_typed_and_stores_nothing(
    buyer: Client, changes: dict[str, str], box: str, words: str
) -> None:
    form = buyer.post(URL, typed(**changes)).context["form"]

    assert words in form.errors[box][0]
    assert values_of(form)["weight"] == typed(**changes)["weight"]
    assert Demand.objects.count() == 1


def test_an_enterprise_that_was_not_checked_is_told_so(buyer: Client, personas: Story) -> None:
    settle_standing(
        enterprise_id=personas.enterprise.pk,
        status=EnterpriseStatus.SUSPENDED,
        by=TESTER,
        at=NOW,
    )

    assert "还没有通过核对" in buyer.post(URL, typed()).content.decode()
    assert Demand.objects.count() == 1


def test_the_office_posts_for_any_enterprise_that_may_trade(
    client: Client, personas: Story
) -> None:
    other = organisations.enterprise()
    organisations.enterprise(
        place=3, name="未核对公司", short_name="未核对", status=EnterpriseStatus.LEAD
    )
    client.force_login(personas.office)
    form = client.post(URL, typed()).context["form"]
    assert form.errors["enterprise"] == ["选一下企业"]
    assert {key for key, _ in form.fields["enterprise"].choices} == {
        personas.enterprise.key,
        other.key,
    }

    client.post(URL, typed(enterprise=other.key))

    assert Demand.objects.order_by("-pk")[0].enterprise == other


def test_nobody_posts_for_another_enterprise(buyer: Client) -> None:
    other = organisations.enterprise()

    buyer.post(URL, typed(enterprise=other.key))

    assert Demand.objects.order_by("-pk")[0].enterprise.short_name == "南宁君桥"


@pytest.mark.parametrize(
    "role",
    [
        "first_secretary",
        "village_committee",
        "station_operator",
        "organiser",
        "leader",
        "auditor",
        "stranger",
    ],
)
def test_only_buyers_and_the_office_may_post(client: Client, personas: Story, role: str) -> None:
    client.force_login(personas.people[role])

    assert client.get(URL).status_code == 404
    assert client.post(URL, typed()).status_code == 404
    address = f"/demands/{personas.demand.uid}/withdraw/"
    assert client.post(address).status_code == 404
    assert Demand.objects.get().state == OfferState.OPEN


def test_the_list_shows_open_demands_to_everybody_without_their_ceilings(
    client: Client, personas: Story
) -> None:
    html = client.get("/demands/").content.decode()

    assert f'href="/demands/{personas.demand.uid}/"' in html
    for fact in ("百香果，二级起", "南宁君桥", "120,000 斤", "南宁"):
        assert fact in html
    for hidden in ("3.60", "马小华"):
        assert hidden not in html


def test_the_list_is_filtered_by_product_and_place(client: Client, personas: Story) -> None:
    far = market.demand(destination=places.guangzhou())

    def shown(address: str) -> list[str]:
        return [row.url for row in client.get(address).context["rows"]]

    own, other = f"/demands/{personas.demand.uid}/", f"/demands/{far.uid}/"
    assert shown("/demands/?place=guangzhou") == [other]
    assert shown("/demands/?product=passion-fruit") == [own, other]
    assert shown("/demands/?place=<script>&product='") == [own, other]


@pytest.mark.parametrize("role", ["buyer", "organiser", "office", "leader", "auditor"])
def test_people_within_reach_see_ceiling_author_and_trail(
    client: Client, personas: Story, role: str
) -> None:
    client.force_login(personas.people[role])

    html = client.get(f"/demands/{personas.demand.uid}/").content.decode()

    for fact in ("3.60 元/斤", "马小华", "报了这个需求"):
        assert fact in html
    assert ("/withdraw/" in html) is (role == "buyer")


@pytest.mark.parametrize("role", ["visitor", "first_secretary", "station_operator", "stranger"])
def test_everybody_else_sees_public_facts_only(client: Client, personas: Story, role: str) -> None:
    market.introduced(personas.proposal)
    if role != "visitor":
        client.force_login(personas.people[role])

    html = client.get(f"/demands/{personas.demand.uid}/").content.decode()

    assert "120,000 斤（60 吨）" in html
    for hidden in ("3.60", "马小华", "报了这个需求", "/withdraw/", str(personas.proposal.uid)):
        assert hidden not in html


def test_the_buyer_sees_who_fills_its_demand_once_introduced(
    buyer: Client, personas: Story
) -> None:
    address = f"/demands/{personas.demand.uid}/"
    assert str(personas.proposal.uid) not in buyer.get(address).content.decode()

    market.introduced(personas.proposal)

    html = buyer.get(address).content.decode()
    assert f'href="/proposals/{personas.proposal.uid}/"' in html
    assert "石塘镇 瑶埠村" in html
    assert "等答复" in html


def test_withdrawing_asks_first_and_twice_is_once(buyer: Client, personas: Story) -> None:
    address = f"/demands/{personas.demand.uid}/withdraw/"
    assert "收回这个需求？" in buyer.get(address).content.decode()
    personas.demand.refresh_from_db()
    assert personas.demand.state == OfferState.OPEN

    answers = [buyer.post(address) for _ in range(2)]

    assert [answer.url for answer in answers] == [f"/demands/{personas.demand.uid}/"] * 2
    personas.demand.refresh_from_db()
    assert personas.demand.state == OfferState.WITHDRAWN
    assert Client().get(f"/demands/{personas.demand.uid}/").status_code == 404


def test_hostile_words_are_shown_as_words(buyer: Client, personas: Story) -> None:
    evil = "求购<script>alert(1)</script>百香果"
    read = buyer.post(URL, {"act": "read", "message": evil}).content.decode()
    demand = market.demand(words=evil)
    kept = buyer.get(f"/demands/{demand.uid}/").content.decode()

    for html in (read, kept):
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_the_list_takes_as_many_queries_for_many_rows_as_for_few(
    client: Client, personas: Story, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(8):
        client.get("/demands/")
    for _ in range(20):
        market.demand()
    with django_assert_num_queries(8):
        client.get("/demands/")


def test_who_reads_the_whole_county_still_withdraws_only_the_own_demands(
    client: Client, personas: Story
) -> None:
    # This person passes the door of the page and sees the demand; only the query says no.
    user = people.buyer(enterprise=organisations.enterprise())
    appoint_over_area(
        user=user,
        role=Role.LEADER,
        area_code=places.COUNTY,
        from_on=people.SINCE,
        by=TESTER,
        at=NOW,
    )
    client.force_login(user)
    address = f"/demands/{personas.demand.uid}/"
    assert "3.60 元/斤" in client.get(address).content.decode()

    assert client.get(f"{address}withdraw/").status_code == 404
    assert client.post(f"{address}withdraw/").status_code == 404

    personas.demand.refresh_from_db()
    assert personas.demand.state == OfferState.OPEN
