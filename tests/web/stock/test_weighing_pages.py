"""Weighing in at a station: who is found, what is agreed to, what the slip says, what is undone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation
from moli.households.models import Household
from moli.orders.models import Shrinkage, WeighIn
from moli.stations.services.opening import close_station
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    Story,
    household,
    person_facts,
    station,
    station_operator,
    village_committee,
)
from tests.factories.orders import KG, tea_grade, weighed_tea
from tests.factories.people import SINCE
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.stock.asking import queries_of

pytestmark = pytest.mark.django_db

FIND = "/stock/weigh/"


@pytest.fixture
def home(personas: Story) -> Household:
    """A household of Yaobu whose head's name stands on no other page."""
    return household(people=[person_facts(name="卢隐姓")], phone="13799884410")


@pytest.fixture
def scale(client: Client, personas: Story, home: Household) -> Client:
    """The browser of the operator of Yaobu's station."""
    client.force_login(personas.station_operator)
    return client


def typed(**changes: Any) -> dict[str, str]:
    """The form as an operator fills it in: 103.5 jin with the basket, 3.5 jin of basket."""
    fields = {
        "request_key": str(uuid4()),
        "station_key": station().key,
        "grade": str(tea_grade().pk),
        "unit": "斤",
        "gross_grams": "103.5",
        "tare_grams": "3.5",
        "harvested_on": "2016-09-11",
        "storage": "AMBIENT",
        "act": "check",
    }
    return {**fields, **changes}


def agreed(net: int = 50 * KG, **changes: Any) -> dict[str, str]:
    """The same, after the net weight was shown and agreed to."""
    return typed(act="save", net=str(net), **changes)


def by_head(name: str = "卢隐姓", village: str = YAOBU) -> dict[str, str]:
    """The search for the head of a household."""
    return {"act": "head", "head-name": name, "head-village": village}


def _page(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return answer_text(answer)


def test_an_operator_finds_a_household_by_the_whole_name_and_sees_it_masked(
    scale: Client, home: Household
) -> None:
    text = _page(scale.post(FIND, by_head()))

    assert f"/stock/weigh/{home.uid}/" in text
    assert "卢*姓" in text
    assert "第三组" in text
    assert "137****4410" in text
    assert "13799884410" not in text


def test_a_household_is_found_by_its_number(scale: Client) -> None:
    row = household(national_code="4501270001")

    text = _page(scale.post(FIND, {"act": "code", "code-household_code": "4501270001"}))

    assert f"/stock/weigh/{row.uid}/" in text


@pytest.mark.parametrize("said", [by_head("卢隐"), by_head("卢"), by_head(village=HEGUI)])
def test_part_of_a_name_or_a_village_of_another_town_finds_nobody(
    scale: Client, home: Household, said: dict[str, str]
) -> None:
    text = _page(scale.post(FIND, said))

    assert str(home.uid) not in text
    assert "卢*姓" not in text


def test_an_operator_cannot_leaf_through_households(scale: Client, home: Household) -> None:
    assert scale.get(f"/stock/weigh/list/?village={YAOBU}").status_code == 404
    assert "/stock/weigh/list/" not in _page(scale.get(FIND))
    assert "卢*姓" not in _page(scale.get(FIND))


def test_the_office_may_pick_from_the_list_of_a_village(
    client: Client, personas: Story, home: Household
) -> None:
    station()
    client.force_login(personas.office)

    text = _page(client.get(f"/stock/weigh/list/?village={YAOBU}"))

    assert f"/stock/weigh/{home.uid}/" in text
    assert "卢隐姓" not in text


def test_a_committee_that_runs_the_station_picks_from_the_list_of_its_own_village(
    client: Client, home: Household
) -> None:
    user = village_committee()
    appoint_in_organisation(
        user=user,
        role=Role.STATION_OPERATOR,
        organisation_key=station().key,
        from_on=SINCE,
        by=TESTER,
        at=NOW,
    )
    client.force_login(user)

    assert str(home.uid) in _page(client.get(f"/stock/weigh/list/?village={YAOBU}"))
    assert client.get(f"/stock/weigh/list/?village={HEGUI}").status_code == 404


def test_the_net_weight_is_shown_before_it_is_stored(scale: Client, home: Household) -> None:
    url = f"/stock/weigh/{home.uid}/"

    said = typed()

    with unchanged():
        page = scale.post(url, said)

    assert page.context["net"] == 50 * KG
    assert "100 斤" in _page(page)

    answer = scale.post(url, agreed())

    row = WeighIn.objects.get()
    assert answer["Location"] == f"/stock/weigh-ins/{row.uid}/"
    assert (row.gross_grams, row.tare_grams, row.grams) == (51_750, 1_750, 50 * KG)
    assert (row.household, row.station_key) == (home, station().key)
    assert (row.weighed_on, row.harvested_on.isoformat()) == (TODAY, "2016-09-11")


@pytest.mark.parametrize(
    ("changes", "grams"),
    [
        ({"unit": "公斤"}, 100 * KG),
        ({"gross_grams": "51.75公斤"}, 50 * KG),
        ({"gross_grams": "51.75公斤", "tare_grams": "3斤半"}, 50 * KG),
        ({"tare_grams": "0"}, 51_750),
    ],
)
def test_jin_and_kilograms_are_both_understood(
    scale: Client, home: Household, changes: dict[str, str], grams: int
) -> None:
    assert scale.post(f"/stock/weigh/{home.uid}/", typed(**changes)).context["net"] == grams


def test_what_was_changed_after_it_was_shown_is_shown_again(scale: Client, home: Household) -> None:
    url = f"/stock/weigh/{home.uid}/"

    said = agreed(gross_grams="113.5")

    with unchanged():
        page = scale.post(url, said)

    assert page.context["net"] == 55 * KG


def test_a_double_tap_weighs_once(scale: Client, home: Household) -> None:
    form = agreed()
    url = f"/stock/weigh/{home.uid}/"

    first, second = scale.post(url, form), scale.post(url, form)

    assert WeighIn.objects.count() == 1
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        ({"gross_grams": "很多"}, "gross_grams"),
        ({"gross_grams": ""}, "gross_grams"),
        ({"tare_grams": "200"}, "gross_grams"),
        ({"harvested_on": "2016-09-13"}, "harvested_on"),
        ({"grade": ""}, "grade"),
        ({"grade": "999999"}, "grade"),
        ({"station_key": "station-1"}, "station_key"),
        ({"storage": "FROZEN"}, "storage"),
        ({"request_key": "twice"}, "__all__"),
    ],
)
def test_bad_input_is_told_at_its_box_and_loses_nothing(
    scale: Client, home: Household, changes: dict[str, str], box: str
) -> None:
    said = agreed(**changes)

    with unchanged():
        page = scale.post(f"/stock/weigh/{home.uid}/", said)

    form = page.context["form"]
    assert list(form.errors) == [box]
    kept = {name: form[name].value() for name in ("gross_grams", "tare_grams", "harvested_on")}
    assert kept == {name: said[name] for name in kept}


def test_the_slip_is_the_households_own_and_names_it(scale: Client, home: Household) -> None:
    row = weighed_tea(grams=50 * KG, tare_grams=KG, of=home, at_station=station().key)

    text = _page(scale.get(f"/stock/weigh-ins/{row.uid}/"))

    for words in ("卢隐姓", "100 斤", "102 斤", "2 斤", "瑶埠村服务站", "茉莉花茶 一级"):
        assert words in text
    assert "13799884410" not in text


@pytest.mark.parametrize("who", ["leader", "auditor"])
def test_readers_of_the_county_see_the_slip_masked_and_no_way_to_change_it(
    client: Client, personas: Story, home: Household, who: str
) -> None:
    row = weighed_tea(of=home, at_station=station().key)
    client.force_login(personas.people[who])

    text = _page(client.get(f"/stock/weigh-ins/{row.uid}/"))

    assert "卢*姓" in text
    assert "卢隐姓" not in text
    assert "write-off" not in text


def test_the_day_lists_its_weigh_ins_masked_with_their_sums(scale: Client, home: Household) -> None:
    weighed_tea(grams=50 * KG, of=home, at_station=station().key)
    few = queries_of(scale, "/stock/")
    weighed_tea(grams=30 * KG, of=home, at_station=station().key)
    weighed_tea(grams=20 * KG, rank=2, of=home, at_station=station().key)
    weighed_tea(grams=7 * KG, of=home, at_station="another")

    page = scale.get("/stock/")

    assert queries_of(scale, "/stock/") == few
    assert page.context["sums"] == [("茉莉花茶 一级", 2, 80 * KG), ("茉莉花茶 统货", 1, 20 * KG)]
    assert (page.context["count"], page.context["grams"]) == (3, 100 * KG)
    text = _page(page)
    assert "卢*姓" in text
    assert "卢隐姓" not in text
    assert "160 斤" in text


def test_another_day_shows_its_own(scale: Client) -> None:
    weighed_tea(at_station=station().key)

    assert scale.get("/stock/?on=2016-09-11").context["count"] == 0
    assert scale.get("/stock/?on=nonsense").context["count"] == 1
    assert scale.get("/stock/?on=2030-01-01").context["count"] == 1


def test_a_wrong_weigh_in_is_written_off_with_its_reason(scale: Client, home: Household) -> None:
    row = weighed_tea(grams=50 * KG, of=home, at_station=station().key)
    url = f"/stock/weigh-ins/{row.uid}/write-off/"
    said = {
        "request_key": str(uuid4()),
        "amount": "100",
        "unit": "斤",
        "reason": "COUNTED",
    }

    assert scale.get(url).context["form"]["amount"].value() == "100"
    first, second = scale.post(url, said), scale.post(url, said)

    row.refresh_from_db()
    assert (row.left_grams, row.shrunk_grams) == (0, 50 * KG)
    assert Shrinkage.objects.get().reason == "COUNTED"
    assert first["Location"] == second["Location"] == f"/stock/weigh-ins/{row.uid}/"


@pytest.mark.parametrize(
    "changes", [{"amount": "101"}, {"amount": "0"}, {"reason": ""}, {"reason": "RETURNED"}]
)
def test_no_more_is_written_off_than_there_is_and_never_without_a_reason(
    scale: Client, home: Household, changes: dict[str, str]
) -> None:
    row = weighed_tea(grams=50 * KG, of=home, at_station=station().key)
    said = {"request_key": str(uuid4()), "amount": "100", "unit": "斤", "reason": "DRIED"}

    with unchanged():
        page = scale.post(f"/stock/weigh-ins/{row.uid}/write-off/", {**said, **changes})

    assert page.context["form"].errors
    assert page.context["form"]["amount"].value() == {**said, **changes}["amount"]


def test_a_station_that_is_closed_weighs_nothing(client: Client, home: Household) -> None:
    row = station()
    user = station_operator(station=row)
    close_station(station_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)
    client.force_login(user)

    assert "今天没有开" in _page(client.get(FIND))
    assert client.get(f"/stock/weigh/{home.uid}/").status_code == 404


def test_a_search_leaves_no_name_in_an_address(scale: Client) -> None:
    answer = scale.post(FIND, by_head())

    assert answer.wsgi_request.get_full_path() == FIND
