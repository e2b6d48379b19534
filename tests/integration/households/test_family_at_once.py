"""Two people at the same moment: one of them is told no, and the database stays true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from moli.audit.models import Event
from moli.households.models import FamilyMember, Household, IncomeYear, Opening, Snapshot
from moli.households.rules.people import JoinReason, LeaveReason, Relation
from moli.households.rules.registration import HouseholdFacts, PersonFacts
from moli.households.rules.yearly import IncomeFacts
from moli.households.services.changing import change_household
from moli.households.services.erasing import withdraw_household
from moli.households.services.family import join_member, leave_member, pass_headship
from moli.households.services.opening import break_glass
from moli.households.services.registering import register_household
from moli.households.services.snapshots import take_yearly
from moli.households.services.yearly import set_income
from tests.concurrency import Outcome, at_once
from tests.factories import (
    COUNTY,
    NOW,
    TESTER,
    TODAY,
    family,
    household,
    key,
    person_facts,
    village,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NEWCOMER = person_facts(name="韦小宝", relation=Relation.SON)


def _names(outcomes: list[Outcome]) -> Counter[str]:
    return Counter("ok" if each.ok else type(each.error).__name__ for each in outcomes)


def _join(home: Household, person: PersonFacts, *, version: int = 1) -> Callable[[], object]:
    return partial(
        join_member,
        household_id=home.pk,
        person=person,
        reason=JoinReason.MOVED,
        joined_on=TODAY,
        base_version=version,
        by=TESTER,
        at=NOW,
    )


def _told(verb: str) -> int:
    return Event.objects.filter(verb=f"households.{verb}").count()


def test_one_person_wanted_by_ten_households_joins_one() -> None:
    homes = [household() for _ in range(10)]

    outcomes = at_once([_join(home, NEWCOMER) for home in homes])

    assert _names(outcomes) == {"ok": 1, "SamePersonTwice": 9}
    assert FamilyMember.objects.filter(name="韦小宝").count() == _told("join_member") == 1
    assert sum(Household.objects.values_list("version", flat=True)) == 11


def test_one_form_sent_ten_times_lets_one_person_join() -> None:
    outcomes = at_once([_join(household(), NEWCOMER)] * 10)

    assert _names(outcomes) == {"ok": 10}
    assert len({each.result.pk for each in outcomes}) == 1
    assert _told("join_member") == 1


def test_of_two_heads_at_once_in_an_empty_household_one_stays() -> None:
    home = household(people=[person_facts()])
    head = home.members.get()
    leave_member(
        member_id=head.pk, reason=LeaveReason.DIED, left_on=TODAY, base_version=1, by=TESTER, at=NOW
    )
    heads = [person_facts(name=f"韦户主{place}") for place in range(6)]

    outcomes = at_once([_join(home, person, version=2) for person in heads])

    assert _names(outcomes) == {"ok": 1, "RecordChangedMeanwhile": 5}
    assert home.members.filter(relation=Relation.HEAD, left_on=None).count() == 1


def test_a_headship_that_two_pass_on_goes_to_one() -> None:
    home = household()
    others = home.members.exclude(relation=Relation.HEAD)
    calls = [
        partial(
            pass_headship,
            household_id=home.pk,
            member_id=member.pk,
            old_head_relation=Relation.OTHER,
            base_version=1,
            by=TESTER,
            at=NOW,
        )
        for member in others
    ]

    outcomes = at_once(calls)

    assert _names(outcomes) == {"ok": 1, "RecordChangedMeanwhile": 2}
    assert home.members.filter(relation=Relation.HEAD).count() == 1


def test_the_same_family_registered_in_two_villages_at_once_is_registered_once() -> None:
    people, place = family(), village()
    calls = [
        partial(
            register_household,
            facts=HouseholdFacts(),
            people=people,
            village=place,
            request_key=key(),
            by=TESTER,
            at=NOW,
        )
        for _ in range(6)
    ]

    outcomes = at_once(calls)

    assert _names(outcomes) == {"ok": 1, "SamePersonTwice": 5}
    assert (Household.objects.count(), FamilyMember.objects.count()) == (1, 4)


def test_an_official_number_that_ten_take_at_once_belongs_to_one() -> None:
    homes = [household() for _ in range(10)]
    facts = HouseholdFacts(national_code="00123")

    outcomes = at_once(
        [
            partial(
                change_household,
                household_id=home.pk,
                facts=facts,
                base_version=1,
                by=TESTER,
                at=NOW,
            )
            for home in homes
        ]
    )

    assert _names(outcomes) == {"ok": 1, "NationalCodeTaken": 9}
    assert Household.objects.filter(national_code="00123").count() == _told("change") == 1


def test_ten_who_change_one_household_differently_do_not_overwrite_each_other() -> None:
    home = household()

    outcomes = at_once(
        [
            partial(
                change_household,
                household_id=home.pk,
                facts=HouseholdFacts(group_name=f"第{place}组"),
                base_version=1,
                by=TESTER,
                at=NOW,
            )
            for place in range(10)
        ]
    )

    assert _names(outcomes) == {"ok": 1, "RecordChangedMeanwhile": 9}
    home.refresh_from_db()
    assert home.version == 2


def test_one_income_sent_ten_times_is_one_row() -> None:
    home = household()
    facts = IncomeFacts(1_200_000, 0, 0, 0, 0, people=4, source="入户采集")

    outcomes = at_once(
        [partial(set_income, household_id=home.pk, year=2015, facts=facts, by=TESTER, at=NOW)] * 10
    )

    assert _names(outcomes) == {"ok": 10}
    assert IncomeYear.objects.count() == _told("set_income") == 1


def test_a_glass_broken_by_two_taps_is_broken_once() -> None:
    number = household().members.get(relation=Relation.HEAD).id_number

    outcomes = at_once(
        [partial(break_glass, id_number=number, reason="核对打款账户", by=TESTER, at=NOW)] * 10
    )

    assert _names(outcomes) == {"ok": 10}
    assert Opening.objects.count() == _told("break_glass") == 1


def test_a_year_archived_by_two_is_archived_once() -> None:
    for _ in range(4):
        household()

    outcomes = at_once([partial(take_yearly, area_code=COUNTY, year=2015, by=TESTER, at=NOW)] * 4)

    assert _names(outcomes) == {"ok": 4}
    assert sum(each.result for each in outcomes) == Snapshot.objects.count() == 4


def test_a_household_that_goes_while_somebody_joins_it_has_nobody_left() -> None:
    home = household()
    withdraw = partial(
        withdraw_household, household_id=home.pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW
    )
    people = [replace(person_facts(name=f"韦{i}"), relation=Relation.OTHER) for i in range(3)]

    outcomes = at_once([withdraw, *(_join(home, person) for person in people)])

    assert outcomes[0].ok
    assert set(_names(outcomes)) <= {"ok", "HouseholdWithdrawn", "RecordChangedMeanwhile"}
    assert not home.members.filter(left_on=None).exists()
