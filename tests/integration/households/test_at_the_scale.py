"""Finding who stands at a scale: by an exact name or number, masked, in some villages alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.households.queries.at_the_scale import (
    find_by_code,
    find_by_head,
    head_names,
    household_at_scale,
)
from moli.households.rules.people import LeaveReason, Relation
from moli.households.services.erasing import withdraw_household
from tests.factories import HEGUI, JIAOYI, NOW, SHITANG, TESTER, YAOBU, household, person_facts

pytestmark = pytest.mark.django_db

HERE = (SHITANG,)


def test_the_exact_name_of_the_head_and_the_village_lead_to_the_household() -> None:
    home = household(people=[person_facts(name="卢隐姓")])
    household(people=[person_facts(name="卢隐")])

    (found,) = find_by_head(HERE, name=" 卢隐姓 ", village_code=YAOBU)

    assert found.uid == home.uid
    assert (found.head, found.village.code, found.people) == ("卢*姓", YAOBU, 1)
    assert "*" in found.phone or not found.phone


@pytest.mark.parametrize(
    ("name", "village_code"), [("卢隐", YAOBU), ("", YAOBU), ("卢隐姓", ""), ("卢隐姓", HEGUI)]
)
def test_part_of_a_name_another_village_or_nothing_finds_nobody(
    name: str, village_code: str
) -> None:
    household(people=[person_facts(name="卢隐姓")])

    assert find_by_head(HERE, name=name, village_code=village_code) == []


def test_who_is_not_the_head_is_not_found() -> None:
    household(
        people=[
            person_facts(name="卢隐姓"),
            person_facts(name="韦小妹", relation=Relation.DAUGHTER),
        ]
    )

    assert find_by_head(HERE, name="韦小妹", village_code=YAOBU) == []


def test_a_village_of_another_town_is_out_of_reach() -> None:
    home = household(people=[person_facts(name="卢隐姓")])

    assert find_by_head((JIAOYI,), name="卢隐姓", village_code=YAOBU) == []
    assert household_at_scale((JIAOYI,), home.uid) is None
    assert household_at_scale((), home.uid) is None
    assert household_at_scale(HERE, home.uid) == home


def test_a_household_is_found_by_its_whole_number_alone() -> None:
    home = household(national_code="4501270001")
    household()

    assert [row.uid for row in find_by_code(HERE, national_code=" 4501270001 ")] == [home.uid]
    assert find_by_code(HERE, national_code="450127") == []
    # Households without a number are not found by having none.
    assert find_by_code(HERE, national_code="") == []
    assert find_by_code((JIAOYI,), national_code="4501270001") == []


def test_whoever_was_withdrawn_is_not_found() -> None:
    home = household(people=[person_facts(name="卢隐姓")])
    withdraw_household(household_id=home.pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW)

    assert find_by_head(HERE, name="卢隐姓", village_code=YAOBU) == []
    assert household_at_scale(HERE, home.uid) is None


def test_many_of_one_name_cost_as_much_as_one() -> None:
    for _ in range(6):
        household(people=[person_facts(name="卢隐姓")])

    with CaptureQueriesContext(connection) as asked:
        found = find_by_head(HERE, name="卢隐姓", village_code=YAOBU)

    assert len(found) == 6
    assert len(asked) == 2


def test_names_of_heads_are_asked_once_for_all() -> None:
    first, second = household(people=[person_facts(name="卢隐姓")]), household()

    with CaptureQueriesContext(connection) as asked:
        names = head_names([first.pk, second.pk])

    assert names[first.pk] == "卢隐姓"
    assert len(asked) == 1
