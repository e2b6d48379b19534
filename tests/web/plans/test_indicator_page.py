"""The rows behind a figure: who is told which, where they lead, and what may be taken out."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from moli.insights.services.setting_targets import load_targets
from moli.interfaces.web.plans.drill import ROWS_A_PAGE
from tests.factories import (
    HEGUI,
    NOW,
    SHITANG,
    TESTER,
    YAOBU,
    Story,
    first_secretary,
    introduced,
    organiser,
    town_office,
    village_committee,
)
from tests.factories import (
    county as whole_county,
)
from tests.factories.party import granted, roll
from tests.factories.places import _all_rows
from tests.scanning import answer_text

VILLAGES, CADRES, MEMBERS = (
    "/plans/villages-with-project/",
    "/plans/cadres-active/",
    "/plans/members-practising/",
)


@pytest.fixture
def county(personas: Story) -> Story:
    """Yaobu's lot was introduced."""
    load_targets(by=TESTER, at=NOW)
    introduced(personas.proposal)
    return personas


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "slug",
    [
        *("villages-with-project", "branches-with-project", "cadres-active"),
        *("members-practising", "venues-with-station", "venues-with-active-station"),
    ],
)
def test_every_indicator_has_its_page(
    slug: str, language: str, client: Client, county: Story
) -> None:
    client.force_login(county.leader)

    answer = client.get(f"/plans/{slug}/?lang={language}")

    assert answer.status_code == 200
    assert answer.context["figure"].share in answer.content.decode()


def test_there_is_no_other_indicator(client: Client, county: Story) -> None:
    client.force_login(county.leader)

    assert client.get("/plans/happiness/").status_code == 404
    assert client.get("/plans/happiness.xlsx").status_code == 404


def test_rows_that_do_not_count_come_first_and_each_says_by_what(
    client: Client, county: Story
) -> None:
    client.force_login(county.leader)

    rows = client.get(VILLAGES).context["rows"]

    assert [row.is_met for row in rows] == [False] * (len(rows) - 1) + [True]
    [proof] = rows[-1].proofs
    assert proof.words == "牵线"
    assert proof.url == f"/proposals/{county.proposal.uid}/"
    assert client.get(proof.url).status_code == 200


def test_filters_pick_and_nonsense_picks_nothing(client: Client, county: Story) -> None:
    client.force_login(county.leader)

    def names(query: str) -> list[str]:
        return [row.name for row in client.get(VILLAGES + query).context["rows"]]

    every = names("")
    assert names("?state=met") == ["瑶埠村"]
    assert "瑶埠村" not in names("?state=unmet")
    assert names(f"?town={SHITANG}") == ["瑶埠村"]
    assert names(f"?village={YAOBU}&state=unmet") == []
    assert names("?town=1&state=maybe&village=%00&branch=x&page=99") == every


@pytest.mark.parametrize("who", ["first_secretary", "office", "auditor", "organiser", "leader"])
def test_no_link_of_a_page_is_dead(who: str, client: Client, county: Story) -> None:
    client.force_login(county.people[who])
    rows = client.get(VILLAGES).context["rows"]

    for url in [proof.url for row in rows for proof in row.proofs if proof.url]:
        assert client.get(url).status_code == 200


def test_what_another_village_may_not_open_is_told_without_a_link(
    client: Client, county: Story
) -> None:
    client.force_login(first_secretary(village_code=HEGUI))

    row = client.get(VILLAGES).context["rows"][-1]

    assert row.is_met
    assert [proof.url for proof in row.proofs] == [""]


def test_cadres_are_masked_and_told_to_their_own(client: Client, county: Story) -> None:
    village_committee(village_code=HEGUI, name="黄远志")
    shown = {}
    for who in (county.leader, county.first_secretary, town_office(area_code=SHITANG)):
        client.force_login(who)
        answer = client.get(CADRES)
        text = answer_text(answer)
        assert "黄远志" not in text
        assert "陈治国" not in text
        shown[who.name] = ([row.name for row in answer.context["rows"]], answer.context["untold"])

    assert sorted(shown[county.leader.name][0]) == ["陈*国", "黄*志"]
    assert shown[county.first_secretary.name] == (["陈*国"], 1)
    assert shown["石镇办"] == (["陈*国"], 1)


def test_members_are_rows_for_their_organiser_alone(client: Client, county: Story) -> None:
    of = roll(full=3)
    granted(of)
    client.force_login(county.leader)
    text = answer_text(client.get(MEMBERS))
    assert "1 / 3 人" in text
    assert "还有 3 人只算在数里" in text

    client.force_login(organiser(branch=of.branch))
    answer = client.get(MEMBERS)
    assert [row.is_met for row in answer.context["rows"]] == [False, False, True]
    assert all("*" in row.name for row in answer.context["rows"])


def test_another_branch_sees_no_member(client: Client, county: Story) -> None:
    from tests.factories import branch

    of = roll(full=3)
    client.force_login(organiser(branch=branch(name="别的支部")))

    answer = client.get(MEMBERS)

    assert answer.context["rows"] == []
    assert not any(each.name in answer_text(answer) for each in of.members)


def test_members_are_in_no_workbook(client: Client, county: Story) -> None:
    of = roll(full=3)
    client.force_login(organiser(branch=of.branch))

    assert client.get("/plans/members-practising.xlsx").status_code == 404
    assert client.get(MEMBERS).context["download_url"] == ""


def test_a_workbook_has_the_rows_of_the_page(client: Client, county: Story) -> None:
    client.force_login(county.office)
    url = client.get(f"{VILLAGES}?state=met").context["download_url"]

    answer = client.get(url)

    head, *lines = _lines(answer.content)
    assert head == ["乡镇", "村", "名称", "支部", "算不算", "凭什么"]
    assert [(line[2], line[4]) for line in lines] == [("瑶埠村", "算")]
    assert lines[0][5] == "2016 年 9 月 12 日 牵线"


def test_people_are_masked_in_a_workbook_too_and_others_are_left_out(
    client: Client, county: Story
) -> None:
    village_committee(village_code=HEGUI, name="黄远志")
    client.force_login(county.first_secretary)

    _, *lines = _lines(client.get("/plans/cadres-active.xlsx").content)

    assert [line[2] for line in lines] == ["陈*国"]


def _lines(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    [name] = book.sheet_names
    return [list(line) for line in book.get_sheet_by_name(name).to_python()]


def test_a_page_holds_fifty_and_keeps_what_was_picked(client: Client, county: Story) -> None:
    codes = [row["code"] for row in _all_rows() if len(row["code"]) == 12][: ROWS_A_PAGE + 5]
    whole_county(codes=tuple(codes))
    client.force_login(county.leader)

    answer = client.get(f"{VILLAGES}?state=unmet")

    assert len(answer.context["rows"]) == ROWS_A_PAGE
    assert "state=unmet&page=2" in answer.context["sheet"].older_url
    assert client.get(VILLAGES + answer.context["sheet"].older_url).context["rows"]


def test_both_rankings_stand_beside_each_other(client: Client, county: Story) -> None:
    client.force_login(county.leader)

    towns = client.get(VILLAGES).context["towns"]

    # Yaobu's town is first; the four others stand equal behind it, and share their place.
    assert [(town.percent, town.place) for town in towns] == [
        ("100%", 1),
        *[("0%", 2)] * (len(towns) - 1),
    ]
    assert towns[0].fair_place == 1
    assert "个百分点" in towns[0].beside_peers


def test_more_rows_ask_no_more_queries(client: Client, county: Story) -> None:
    client.force_login(county.leader)
    client.get(VILLAGES)
    with CaptureQueriesContext(connection) as few:
        client.get(VILLAGES)
    codes = [row["code"] for row in _all_rows() if len(row["code"]) == 12][:40]
    whole_county(codes=tuple(codes))

    with CaptureQueriesContext(connection) as many:
        client.get(VILLAGES)

    assert len(few) == len(many) <= 40
