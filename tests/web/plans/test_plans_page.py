"""The four plans: counted figures for those who lead and work, and nobody's name."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moli.accounts.models import User
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.insights.queries.indicators import counted
from moli.insights.rules.periods import quarter_until
from moli.insights.rules.plans import Indicator
from moli.insights.services.setting_targets import load_targets
from moli.interfaces.words.labels import label
from tests.factories import (
    COUNTY,
    HEGUI,
    JIAOYI,
    NOW,
    SHITANG,
    TESTER,
    TODAY,
    YAOBU,
    Story,
    contracted,
    demand,
    first_secretary,
    lot,
    person,
    station,
    town_office,
    village,
    village_committee,
)
from tests.factories.party import granted, roll
from tests.factories.people import SINCE
from tests.factories.venues import hosted, venue
from tests.scanning import answer_text

URL = "/plans/"
READERS = ["leader", "office", "auditor", "organiser", "first_secretary", "village_committee"]


@pytest.fixture
def county(personas: Story) -> Story:
    """Yaobu's lot was introduced, agreed and contracted; its station stands in its venue."""
    load_targets(by=TESTER, at=NOW)
    contracted(personas.proposal, by=personas.organiser.actor)
    hosted(station(), venue())
    venue(village_code=HEGUI)
    return personas


def practitioner() -> User:
    user = person(name="从业者")
    appoint_over_area(
        user=user,
        role=Role.PRACTITIONER,
        area_code=village(YAOBU).code,
        from_on=SINCE,
        by=TESTER,
        at=NOW,
    )
    return user


def page(client: Client, user: User, url: str = URL) -> Any:
    client.force_login(user)
    return client.get(url)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("who", READERS)
def test_readers_see_four_plans_in_their_language(
    who: str, language: str, client: Client, county: Story
) -> None:
    answer = page(client, county.people[who], f"{URL}?lang={language}")

    assert answer.status_code == 200
    assert len(answer.context["cards"]) == 4
    if language == "zh-hans":
        assert "村干部领先融入电商" in answer_text(answer)


def test_a_town_reads_them_too(client: Client, county: Story) -> None:
    assert page(client, town_office(area_code=SHITANG)).status_code == 200


@pytest.mark.parametrize("who", ["buyer", "station_operator", "stranger"])
@pytest.mark.parametrize(
    "url",
    [
        *(URL, "/plans/print/", "/plans/targets/", "/plans/villages-with-project/"),
        "/plans/villages-with-project.xlsx",
    ],
)
def test_they_are_closed_to_everybody_else(
    who: str, url: str, client: Client, county: Story
) -> None:
    assert page(client, county.people[who], url).status_code == 404


def test_they_are_closed_to_a_practitioner(client: Client, county: Story) -> None:
    assert page(client, practitioner()).status_code == 404


@pytest.mark.parametrize("indicator", list(Indicator))
def test_what_a_page_says_is_what_is_counted(
    indicator: Indicator, client: Client, county: Story
) -> None:
    found = counted(
        indicator, county_code=COUNTY, period=quarter_until(TODAY), on=TODAY, sight=None
    )

    answer = page(client, county.leader)

    shown = {
        figure.title: figure.share
        for card in answer.context["cards"]
        for figure in (card.headline, *card.others)
    }
    share = shown[label(indicator)]
    assert share.split(" / ")[0] == f"{found.numerator:,}"
    assert share.split(" / ")[1].split(" ")[0] == f"{found.denominator:,}"
    assert share in answer.content.decode()


def test_a_hand_count(client: Client, county: Story) -> None:
    cards = page(client, county.leader).context["cards"]

    assert cards[0].headline.share.startswith("1 / ")
    # One committee member, who posted nothing himself; two venues, of which one has a station.
    assert cards[1].headline.share == "0 / 1 人"
    assert cards[3].others[0].share == "1 / 2 个场所"
    assert cards[3].others[0].badge == "还差 1 个场所"


def test_a_village_sees_first_what_it_has_done_and_what_is_missing(
    client: Client, county: Story
) -> None:
    [own] = page(client, county.first_secretary).context["own_villages"]

    done = {row.title: row.is_met for row in own.rows}
    assert done["有电商项目的村"]
    assert done["有服务站的活动场所"]
    assert not done["做电商的村干部"]
    assert own.missing == sum(not each for each in done.values())
    missing = next(row for row in own.rows if row.title == "做电商的村干部")
    assert missing.url == f"/plans/cadres-active/?village={YAOBU}&state=unmet"
    assert [row.name for row in client.get(missing.url).context["rows"]] == ["陈*国"]


def test_another_village_sees_its_own(client: Client, county: Story) -> None:
    [own] = page(client, first_secretary(village_code=HEGUI)).context["own_villages"]

    assert not any(row.is_met for row in own.rows)


def test_a_town_sees_its_own_town_on_top_of_each_plan(client: Client, county: Story) -> None:
    cards = page(client, town_office(area_code=JIAOYI)).context["cards"]

    assert [[town.code for town in card.own_towns] for card in cards[:1]] == [[JIAOYI]]


def test_an_organiser_sees_the_own_branch_with_what_it_brought(
    client: Client, county: Story
) -> None:
    context = page(client, county.organiser).context

    [own] = context["own_branches"]
    assert own.is_met
    assert own.brokering.brokered.introductions == 1
    assert own.brokering.brokered.agreed == 1
    assert context["branches"][0].is_own


def test_the_lowest_towns_have_their_next_step_beside_them(client: Client, county: Story) -> None:
    answer = page(client, county.leader)

    card = answer.context["cards"][0]
    assert 1 <= len(card.lowest) <= 3
    for town in card.lowest:
        assert town.missing > 0
        assert town.missing_url in answer_text(answer)
        assert town.beside_peers


def test_a_quarter_that_is_over_counts_its_own_days_and_plans_nothing(
    client: Client, county: Story
) -> None:
    answer = page(client, county.leader, f"{URL}?quarter=2016-2")

    assert answer.context["quarter"].key == "2016-2"
    assert answer.context["cards"][0].headline.share.startswith("0 / ")
    assert all(not card.steps for card in answer.context["cards"])
    assert page(client, county.leader, f"{URL}?quarter=nonsense").context["quarter"].is_present


def test_paper_has_every_definition_and_every_town(client: Client, county: Story) -> None:
    answer = page(client, county.office, "/plans/print/")

    text = answer_text(answer)
    for card in answer.context["cards"]:
        assert str(card.headline.meaning.counts) in text
        assert all(town.name in text for town in card.towns)


@pytest.mark.parametrize("url", [URL, "/plans/print/", "/plans/members-practising/"])
@pytest.mark.parametrize("who", ["leader", "office", "auditor", "first_secretary"])
def test_no_member_is_named_without_sight(
    who: str, url: str, client: Client, county: Story
) -> None:
    of = roll(full=3)
    granted(of)

    answer = page(client, county.people[who], url)

    text = answer_text(answer)
    for member in of.members:
        assert member.name not in text
        assert member.key not in text
    assert "3 人" in text


def test_more_villages_and_deals_ask_no_more_queries(client: Client, county: Story) -> None:
    # One of each kind of row that steps lead to; a kind that is there is asked for once.
    roll(full=3)
    demand()
    lot(by=county.village_committee.actor)
    page(client, county.leader)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for code in (HEGUI, YAOBU):
        lot(village_code=code)
        village_committee(village_code=code)
        venue(village_code=code, name="老祠堂")
    roll(full=5)

    with CaptureQueriesContext(connection) as many:
        client.get(URL)

    assert len(many) == len(few) <= 62
