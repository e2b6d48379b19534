"""Looking where it is closed: with a reason, and never unseen."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from moli.accounts.queries import standing_of
from moli.audit.models import Event
from moli.households.models import FamilyMember, Household, Opening
from moli.households.queries.reach import household_in_areas, household_in_reach, registry_reach
from moli.households.queries.searching import find_by_number
from moli.households.rules.care import ReasonTooLong, ReasonTooShort
from moli.households.rules.people import LeaveReason, Relation
from moli.households.services.erasing import withdraw_household
from moli.households.services.locking import HouseholdWithdrawn
from moli.households.services.opening import (
    NobodyOfThatNumber,
    NothingToOpen,
    break_glass,
    open_number,
    open_phone,
)
from moli.kernel.actor import Actor
from tests.factories import (
    HEGUI,
    NOW,
    SHITANG,
    TESTER,
    TODAY,
    household,
    id_number,
    person_facts,
    town_office,
)
from tests.unchanged import everything, refused

pytestmark = pytest.mark.django_db

REASON = "核对打款账户"
PHONE = "13700004410"
OTHER = Actor(key="system:other", name="另一个人")


def _head(home: Household) -> FamilyMember:
    return home.members.get(relation=Relation.HEAD)


def _number(home: Household, reason: str = REASON) -> str:
    return open_number(member_id=_head(home).pk, reason=reason, by=TESTER, at=NOW)


def _glass(
    home: Household, *, reason: str = REASON, by: Actor = TESTER, at: datetime = NOW
) -> Household:
    return break_glass(id_number=_head(home).id_number, reason=reason, by=by, at=at)


def test_a_number_opens_and_the_look_is_kept() -> None:
    home = household()
    head = _head(home)

    assert _number(home, f" {REASON} ") == head.id_number

    row = Opening.objects.get()
    assert (row.kind, row.household, row.member) == ("NUMBER", home, head)
    assert (row.reason, row.by_key, row.by_name) == (REASON, TESTER.key, TESTER.name)
    assert row.at == row.until_at == NOW
    event = Event.objects.get(verb="households.open_number")
    assert (event.subject_key, event.facts) == (home.key, {"member": head.key})


def test_a_phone_opens_and_the_look_is_kept() -> None:
    home = household(phone=PHONE)

    assert open_phone(household_id=home.pk, reason=REASON, by=TESTER, at=NOW) == PHONE

    row = Opening.objects.get()
    assert (row.kind, row.member, row.reason) == ("PHONE", None, REASON)
    assert Event.objects.get(verb="households.open_phone").facts == {}


def test_two_looks_are_two_rows_and_change_nothing_of_the_household() -> None:
    home = household()

    assert _number(home) == _number(home)

    assert Opening.objects.count() == 2
    assert Event.objects.filter(verb="households.open_number").count() == 2
    assert Household.objects.get().version == 1


@pytest.mark.parametrize("reason", ["", "   ", "看看", "看一看", " 看 看 "])
def test_without_a_reason_nothing_opens(reason: str) -> None:
    home = household(phone=PHONE)

    with refused(ReasonTooShort, field="reason", signs_min=4):
        _number(home, reason)
    with refused(ReasonTooShort, field="reason", signs_min=4):
        open_phone(household_id=home.pk, reason=reason, by=TESTER, at=NOW)
    with refused(ReasonTooShort, field="reason", signs_min=4):
        _glass(home, reason=reason)


def test_a_reason_of_a_page_is_no_reason() -> None:
    home = household()

    with refused(ReasonTooLong, field="reason", signs_max=200):
        _number(home, "核" * 201)
    _number(home, "核" * 200)


def test_where_no_number_was_written_down_there_is_nothing_to_see() -> None:
    home = household(people=[person_facts(id_number="")])

    with refused(NothingToOpen, field="id_number"):
        _number(home)
    with refused(NothingToOpen, field="phone"):
        open_phone(household_id=home.pk, reason=REASON, by=TESTER, at=NOW)


def test_what_was_withdrawn_stays_closed() -> None:
    home = household(phone=PHONE)
    number = _head(home).id_number
    withdraw_household(household_id=home.pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW)

    with refused(HouseholdWithdrawn, field="household"):
        _number(home)
    with pytest.raises(NobodyOfThatNumber):
        break_glass(id_number=number, reason=REASON, by=TESTER, at=NOW)


def test_a_household_outside_opens_for_three_hours_for_reading() -> None:
    user = town_office(area_code=SHITANG)
    home = household(village_code=HEGUI)
    standing = standing_of(user, on=TODAY)
    assert household_in_reach(registry_reach(standing, at=NOW), home.uid) is None

    assert _glass(home, by=user.actor) == home

    row = Opening.objects.get()
    assert (row.kind, row.until_at - row.at) == ("OUTSIDE", timedelta(hours=3))
    reach = registry_reach(standing, at=NOW + timedelta(minutes=179))
    assert household_in_reach(reach, home.uid) == home
    assert find_by_number(reach, _head(home).id_number) == [home]
    assert household_in_areas(reach, home.uid) is None
    late = registry_reach(standing, at=NOW + timedelta(hours=3))
    assert household_in_reach(late, home.uid) is None


def test_while_it_is_open_a_second_call_opens_nothing_anew() -> None:
    home = household()
    _glass(home)

    before = everything()
    assert _glass(home, at=NOW + timedelta(hours=2)) == home
    assert everything() == before

    _glass(home, at=NOW + timedelta(hours=3))
    _glass(home, by=OTHER)
    assert Opening.objects.count() == 3
    assert Event.objects.filter(verb="households.break_glass").count() == 3


@pytest.mark.parametrize("tail", ["", "44", "4412"])
def test_any_card_of_the_person_opens_however_it_is_typed(tail: str) -> None:
    home = household()
    number = _head(home).id_number
    typed = f" {number[:6]}-{number[6:14]} {number[14:].lower()}{tail}"

    assert break_glass(id_number=typed, reason=REASON, by=TESTER, at=NOW) == home


def test_a_number_that_nobody_has_is_told_to_the_trail_without_it() -> None:
    household()
    number = id_number(sequence=498)
    before = everything()

    with pytest.raises(NobodyOfThatNumber) as caught:
        break_glass(id_number=number, reason=REASON, by=TESTER, at=NOW)

    assert (caught.value.field, dict(caught.value.facts)) == ("id_number", {})
    event = Event.objects.get(verb="households.glass_missed")
    assert (event.actor_key, event.area_code, event.facts) == (TESTER.key, "", {"missed": 1})
    after = everything()
    assert {name for name in after if after[name] != before[name]} == {"audit.Event"}
    assert number not in str(after)


@pytest.mark.parametrize("typed", ["", "1", "450127700101001", "韦永生"])
def test_what_is_no_number_is_nobodys(typed: str) -> None:
    household(people=[person_facts(id_number="")])

    with pytest.raises(NobodyOfThatNumber):
        break_glass(id_number=typed, reason=REASON, by=TESTER, at=NOW)


def test_a_household_in_review_is_not_found() -> None:
    home = household()
    number = _head(home).id_number
    Household.objects.update(is_in_review=True)

    with pytest.raises(NobodyOfThatNumber):
        break_glass(id_number=number, reason=REASON, by=TESTER, at=NOW)
