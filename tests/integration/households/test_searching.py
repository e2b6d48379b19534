"""Finding a household by what one knows already, within one's reach alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.households.models import FamilyMember, Household
from moli.households.queries.reach import RegistryReach
from moli.households.queries.searching import FOUND_MAX, find_by_name, find_by_number
from moli.households.rules.people import LeaveReason, Relation
from moli.households.services.erasing import withdraw_household
from moli.households.services.family import leave_member
from tests.factories import (
    COUNTY,
    HEGUI,
    JIAOYI,
    NOW,
    SHITANG,
    TESTER,
    TODAY,
    YAOBU,
    household,
    id_number,
    person_facts,
)

pytestmark = pytest.mark.django_db

TOWN = RegistryReach(town_areas=(SHITANG,))
NEXT_TOWN = RegistryReach(town_areas=(JIAOYI,))
EVERYWHERE = RegistryReach(county_areas=(COUNTY,))
NOWHERE = RegistryReach()


def _number(home: Household, relation: Relation = Relation.HEAD) -> str:
    return home.members.get(relation=relation).id_number


def _by_name(reach: RegistryReach, name: str = "韦永生", village_code: str = YAOBU) -> list[Any]:
    return find_by_name(reach, name=name, village_code=village_code)


@pytest.mark.parametrize("relation", [Relation.HEAD, Relation.MOTHER])
def test_any_member_leads_to_the_household(relation: Relation) -> None:
    household()
    home = household()

    assert find_by_number(TOWN, _number(home, relation)) == [home]


@pytest.mark.parametrize("tail", ["44", "4412"])
def test_any_card_of_the_person_leads_there(tail: str) -> None:
    number = id_number()
    home = household(people=[person_facts(id_number=number + tail)])

    assert find_by_number(TOWN, number) == [home]
    assert find_by_number(TOWN, number + "44") == [home]
    assert find_by_number(TOWN, f"{number[:6]} {number[6:14]} {number[14:].lower()}") == [home]


def test_a_part_of_a_number_finds_nobody() -> None:
    home = household()
    number = _number(home)

    assert find_by_number(TOWN, number[:17]) == []
    assert find_by_number(TOWN, number[6:]) == []
    assert find_by_number(TOWN, "") == []


def test_a_household_without_numbers_is_not_found_by_an_empty_one() -> None:
    household(people=[person_facts(id_number="")])

    assert find_by_number(EVERYWHERE, " ") == []


def test_nothing_is_found_outside_the_reach() -> None:
    home = household()

    for reach in (NEXT_TOWN, NOWHERE, RegistryReach(figure_areas=(COUNTY,))):
        assert find_by_number(reach, _number(home)) == []
        assert _by_name(reach) == []


def test_a_household_behind_broken_glass_is_found_by_number_and_not_by_name() -> None:
    home = household(village_code=HEGUI)
    reach = RegistryReach(town_areas=(SHITANG,), glass_ids=(home.pk,))

    assert find_by_number(reach, _number(home)) == [home]
    assert _by_name(reach, village_code=HEGUI) == []


def test_a_name_is_whole_and_in_one_village() -> None:
    home = household()
    household(village_code=HEGUI)

    assert _by_name(EVERYWHERE) == [home]
    assert _by_name(EVERYWHERE, name=" 黄秀英 ") == [home]
    for name in ("韦永", "韦", "%", "", " "):
        assert _by_name(EVERYWHERE, name=name) == []
    for code in ("", SHITANG, COUNTY, YAOBU[:11]):
        assert _by_name(EVERYWHERE, village_code=code) == []


def test_who_has_left_leads_nowhere() -> None:
    home = household()
    son = home.members.get(relation=Relation.SON)
    leave_member(
        member_id=son.pk, reason=LeaveReason.MOVED, left_on=TODAY, base_version=1, by=TESTER, at=NOW
    )

    assert find_by_number(TOWN, son.id_number) == []
    assert _by_name(TOWN, name="韦小东") == []


def test_what_is_in_review_or_withdrawn_is_not_found() -> None:
    waiting, gone = household(), household()
    Household.objects.filter(pk=waiting.pk).update(is_in_review=True)
    numbers = [_number(waiting), _number(gone)]
    withdraw_household(household_id=gone.pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW)

    assert [find_by_number(EVERYWHERE, number) for number in numbers] == [[], []]
    assert _by_name(EVERYWHERE) == []


def test_a_household_with_two_people_of_a_name_is_found_once_and_at_most_twenty_are() -> None:
    twins = [person_facts(), person_facts(relation=Relation.BROTHER)]
    homes = [household(people=twins if place == 0 else None) for place in range(FOUND_MAX + 2)]

    found = _by_name(TOWN)

    assert found == homes[:FOUND_MAX]


def test_each_search_is_one_query_and_opens_no_number() -> None:
    for _ in range(3):
        household()
    number = FamilyMember.objects.filter(relation=Relation.HEAD)[0].id_number

    with CaptureQueriesContext(connection) as queries:
        for home in (*find_by_number(TOWN, number), *_by_name(TOWN)):
            assert home.village.parent is not None

    assert len(queries) == 2
    assert not any("id_number" in query["sql"] for query in queries)
