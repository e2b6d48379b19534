"""A deputy consent, taken at the station: found, read out, agreed to, taken back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.counter.models import DeputyAct
from moli.households.models import Consent, Household
from moli.households.rules.care import ConsentPurpose
from moli.kernel.identifiers import masked_name
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    Story,
    household,
    person_facts,
    station,
    station_operator,
)
from tests.factories.drawers import bought, ware
from tests.factories.parcels import agreed_to_deputy
from tests.factories.people import person
from tests.factories.teams import staff
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.stock.asking import queries_of

pytestmark = pytest.mark.django_db

FIND = "/deputies/"
HEAD = "卢隐姓"


@pytest.fixture
def home(personas: Story) -> Household:
    """A household of Yaobu whose head's name stands on no other page."""
    return household(
        people=[
            person_facts(name=HEAD),
            person_facts(name="卢小儿", relation="SON", born_on=TODAY.replace(year=2010)),
        ],
        phone="13799884410",
        national_code="4501990000000123",
    )


@pytest.fixture
def desk(client: Client, personas: Story, home: Household) -> Client:
    """The browser of the operator of Yaobu's station."""
    client.force_login(personas.station_operator)
    return client


def _url(row: Household) -> str:
    return reverse("web:deputy", args=[row.uid])


def _adult(row: Household) -> str:
    return str(row.members.get(name=HEAD).uid)


def test_a_household_is_found_by_its_whole_name_and_shown_masked(
    desk: Client, home: Household
) -> None:
    text = answer_text(
        desk.post(FIND, {"act": "head", "head-village": home.village.code, "head-name": HEAD})
    )
    assert _url(home) in text
    assert HEAD not in text.replace(f'value="{HEAD}"', "")
    by_code = desk.post(FIND, {"act": "code", "code-household_code": home.national_code})
    assert _url(home) in answer_text(by_code)


def test_the_text_is_read_out_and_an_adult_agrees(desk: Client, home: Household) -> None:
    page = answer_text(desk.get(_url(home)))
    assert "村里的服务站替您" in page
    assert "没有授权" in page
    assert HEAD not in page
    # A child does not speak for its household.
    assert page.count('name="member"') == 1

    sent = {"member": _adult(home), "is_read_out": "on"}
    answer = desk.post(_url(home), sent)
    assert answer.status_code == 302
    assert HEAD not in answer["Location"]
    with unchanged():
        desk.post(_url(home), sent)

    consent = Consent.objects.get(household=home)
    assert (consent.purpose, consent.from_on, consent.to_on) == (
        ConsentPurpose.DEPUTY,
        TODAY,
        None,
    )
    assert "有授权" in answer_text(desk.get(_url(home)))


@pytest.mark.parametrize(
    ("left_out", "said"), [("member", "选一个人"), ("is_read_out", "先把说明念给本人听")]
)
def test_what_is_left_out_is_asked_for(
    desk: Client, home: Household, left_out: str, said: str
) -> None:
    sent = {"member": _adult(home), "is_read_out": "on"}
    del sent[left_out]
    with unchanged():
        answer = desk.post(_url(home), sent)
    assert said in answer_text(answer)


def test_a_child_cannot_agree_even_when_named(desk: Client, home: Household) -> None:
    child = str(home.members.get(name="卢小儿").uid)
    with unchanged():
        answer = desk.post(_url(home), {"member": child, "is_read_out": "on"})
    assert answer.status_code == 200


def test_a_consent_is_taken_back_and_what_was_done_stays_to_be_seen(
    desk: Client, home: Household
) -> None:
    agreed_to_deputy(home)
    ware()
    bought(station().key, [("fertilizer", 1, 4_500)], household=home, receipt_no="3-0042")
    page = answer_text(desk.get(_url(home)))
    assert "3-0042" in page
    assert "代买" in page

    desk.post(_url(home), {"act": "withdraw"})
    with unchanged():
        desk.post(_url(home), {"act": "withdraw"})

    page = answer_text(desk.get(_url(home)))
    assert "没有授权" in page
    assert "3-0042" in page
    assert DeputyAct.objects.count() == 1


def test_who_acted_at_another_station_of_the_town_is_masked(desk: Client, home: Household) -> None:
    agreed_to_deputy(home)
    ware()
    there = station(name="瑶埠村邮乐购服务站")
    bought(there.key, [("fertilizer", 1, 4_500)], household=home)
    page = answer_text(desk.get(_url(home)))
    assert there.name in page
    assert masked_name(TESTER.name) in page
    assert TESTER.name not in page

    bought(station().key, [("fertilizer", 1, 4_500)], household=home)
    assert TESTER.name in answer_text(desk.get(_url(home)))


def test_only_operators_of_the_town_come_here(
    client: Client, personas: Story, home: Household
) -> None:
    other = station_operator(station=station(village_code=HEGUI, name="贺桂村服务站"))
    helper = staff(station=station(), name="韦帮手")
    people = [
        helper,
        personas.first_secretary,
        personas.office,
        personas.buyer,
        person(name="路人"),
    ]
    for user in people:
        client.force_login(user)
        assert client.get(FIND).status_code == 404
        assert client.get(_url(home)).status_code == 404
    client.force_login(other)
    assert client.get(FIND).status_code == 200
    for method in ("get", "head", "post"):
        assert getattr(client, method)(_url(home)).status_code == 404
    client.logout()
    assert client.get(_url(home)).status_code == 302


def test_no_cache_keeps_the_pages(desk: Client, home: Household) -> None:
    for url in (FIND, _url(home)):
        assert "no-store" in desk.get(url)["Cache-Control"]


def test_a_household_that_was_withdrawn_is_not_here(desk: Client, home: Household) -> None:
    Household.objects.filter(pk=home.pk).update(withdrawn_at=NOW)
    assert desk.get(_url(home)).status_code == 404


def test_many_acts_ask_no_more_often(desk: Client, home: Household) -> None:
    agreed_to_deputy(home)
    ware()
    here = station().key
    bought(here, [("fertilizer", 1, 4_500)], household=home)
    few = queries_of(desk, _url(home))
    for _ in range(5):
        bought(here, [("fertilizer", 1, 4_500)], household=home)
    assert queries_of(desk, _url(home)) == few


def test_the_station_page_leads_here(desk: Client) -> None:
    text = answer_text(desk.get(reverse("web:station", args=[station().uid])))
    assert f'href="{FIND}"' in text
