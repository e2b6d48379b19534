"""Pairings on the page of today: who helps, who waits, who needs a visit, each a tap away."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from moli.accounts.models import User
from moli.pairing.rules.kinds import PairSide
from tests.factories import HEGUI, Story, enterprise, first_secretary, household
from tests.factories.pairings import (
    SPRING,
    agreed_by,
    enterprise_pair,
    in_force,
    partner_pair,
    poor_household,
    practitioner_pair,
    promised,
    proposed,
    visited,
)
from tests.web.today.reading import page_of, words_of

pytestmark = pytest.mark.django_db


def test_a_village_sees_who_helps_it_what_was_promised_and_when_they_come(
    client: Client, personas: Story
) -> None:
    pair = enterprise_pair()
    row = in_force(pair)
    promised(row)

    page = page_of(client, personas.first_secretary)

    words = words_of(page)
    assert "谁在帮我们村" in words
    assert "南宁君桥 企业和村 结着对" in words
    assert "答应" in words
    assert "做到 0 斤" in words
    assert f'href="{reverse("web:pairing", args=[row.uid])}"' in page
    assert f'href="{reverse("web:log_visit", args=[row.uid])}"' in page


def test_an_asked_pairing_is_a_thing_to_do_and_a_card_that_waits(
    client: Client, personas: Story
) -> None:
    proposed(enterprise_pair())

    words = words_of(page_of(client, personas.first_secretary))

    assert "结对，等您答复" in words
    assert "南宁君桥 企业和村 等答复" in words


def test_a_household_whose_visit_is_late_stands_first_and_masked(
    client: Client, personas: Story
) -> None:
    late, soon = (practitioner_pair(helped=poor_household()) for _ in range(2))
    in_force(late, at=SPRING)
    visited(in_force(soon))

    page = page_of(client, personas.first_secretary)

    words = words_of(page)
    assert "要走访的户" in words
    assert re.search(r"\w\*\w*家，陆电商带着 还没去过 · 4 月 14 日就该走访了", words)
    assert page.count("/visit/") == 1


def test_poor_households_without_anybody_are_counted_and_named_masked(
    client: Client, personas: Story
) -> None:
    proposed(practitioner_pair())
    alone = [poor_household() for _ in range(5)]
    household()

    page = page_of(client, personas.village_committee)

    assert "5 户贫困户还没有人带" in words_of(page)
    assert page.count("/registry/households/") + page.count("/registry/") >= 3
    for row in alone:
        assert row.members.first().name not in page


def test_no_cache_keeps_a_page_that_names_poor_households(client: Client, personas: Story) -> None:
    client.force_login(personas.first_secretary)

    assert "no-store" in client.get(reverse("web:today"))["Cache-Control"]


def test_another_village_sees_none_of_it(client: Client) -> None:
    in_force(enterprise_pair())
    in_force(practitioner_pair(), at=SPRING)
    elsewhere = first_secretary(village_code=HEGUI, name="贺书记")

    words = words_of(page_of(client, elsewhere))

    assert "还没有人和村里结对" in words
    assert "要走访的户" not in words
    assert "陆电商" not in words


def test_a_practitioner_sees_the_own_households_and_the_visits_due(client: Client) -> None:
    pair = practitioner_pair()
    row = in_force(pair, at=SPRING)
    others = practitioner_pair()
    in_force(others)

    page = page_of(client, pair.helper)

    words = words_of(page)
    assert "我的结对" in words
    assert "从业者和农户 结着对 4 月 14 日就该走访了" in words
    assert "走一趟" in words
    assert page.count(f'href="{reverse("web:log_visit", args=[row.uid])}"') == 2
    assert words.count("从业者和农户") == 1


@pytest.mark.parametrize("which", [partner_pair, enterprise_pair])
def test_stations_and_buyers_find_their_pairings_and_errands(client: Client, which: object) -> None:
    pair = which()  # type: ignore[operator]
    row = proposed(pair)

    words = words_of(page_of(client, pair.helper))
    assert "等您答复" in words
    assert "我的结对" in words

    for side in PairSide:
        agreed_by(row, pair, side)
    assert "瑶埠村" in words_of(page_of(client, pair.helper))


def test_whoever_speaks_for_no_side_has_no_part_of_it(client: Client, personas: Story) -> None:
    in_force(enterprise_pair())

    for user in (personas.office, personas.leader, personas.auditor, personas.organiser):
        words = words_of(page_of(client, user))
        assert "我的结对" not in words
        assert "谁在帮我们村" not in words


def _full_village() -> list[User]:
    partner, firm, seller = partner_pair(), enterprise_pair(), practitioner_pair()
    for pair in (partner, firm, seller):
        promised(in_force(pair, at=SPRING))
    return [partner.helped, partner.helper, firm.helper, seller.helper]


def test_the_page_asks_as_often_however_many_pairings_there_are(
    client: Client, personas: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = _full_village()
    asked = []
    for user in people:
        client.force_login(user)
        with django_assert_max_num_queries(QUERIES_MAX) as few:
            page_of(client, user)
        asked.append(len(few))
    for _ in range(2):
        helped = poor_household()
        others = practitioner_pair(helper=people[3], helped=helped)
        promised(in_force(others, at=SPRING))
    proposed(enterprise_pair(village_code=HEGUI, enterprise=enterprise()))

    for user, before in zip(people, asked, strict=True):
        client.force_login(user)
        with django_assert_max_num_queries(before):
            page_of(client, user)


# A first secretary with one pairing of each kind: three of them in lines, two in cards.
QUERIES_MAX = 61
