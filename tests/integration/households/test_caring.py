"""Who looks after a household, and what it agreed to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from moli.audit.models import Event
from moli.households.models import Consent, Household, Responsible
from moli.households.queries.sealed import raw_rows, sealed_models
from moli.households.rules.care import (
    ConsentPurpose,
    ResponsibleFacts,
    UnitLevel,
    UnitMissing,
)
from moli.households.rules.people import LeaveReason, Relation
from moli.households.rules.registration import HouseholdPhoneMalformed, PersonNameMissing
from moli.households.services.caring import (
    CareEndsTooEarly,
    ConsentNeedsAdult,
    NoticeVersionMissing,
    end_responsible,
    give_consent,
    name_responsible,
    withdraw_consent,
)
from moli.households.services.family import NotOfThisHousehold, leave_member
from moli.kernel.refusal import Refusal
from tests.factories import NOW, TESTER, TODAY, household, person_facts
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

FACTS = ResponsibleFacts("覃帮扶", "县教育局", UnitLevel.COUNTY, "13900001111")
LATER = NOW + timedelta(days=20)


def _name(home: Household, facts: ResponsibleFacts = FACTS) -> Responsible:
    return name_responsible(household_id=home.pk, facts=facts, from_on=TODAY, by=TESTER, at=NOW)


def _end(row: Responsible, to_on: date) -> Responsible:
    return end_responsible(responsible_id=row.pk, to_on=to_on, by=TESTER, at=NOW)


def _agree(home: Household, *, at: datetime = NOW, **how: Any) -> Consent:
    head = home.members.get(relation=Relation.HEAD)
    given = {
        "member_id": head.pk,
        "purpose": ConsentPurpose.PAIRING,
        "notice_version": "2016-1",
        **how,
    }
    return give_consent(household_id=home.pk, by=TESTER, at=at, **given)


def test_somebody_is_named_responsible_and_their_number_is_sealed() -> None:
    home = household()

    row = _name(home)

    assert Responsible.objects.get().phone == "13900001111"
    kind = next(kind for kind in sealed_models() if kind.model is Responsible)
    assert raw_rows(kind).get().raw_phone.startswith("k")
    assert Household.objects.get(pk=home.pk).version == 2
    event = Event.objects.get(verb="households.name_responsible")
    assert event.facts == {"responsible": str(row.uid)}


def test_naming_somebody_twice_is_once() -> None:
    home = household()
    first = _name(home)

    with unchanged():
        assert _name(home) == first


@pytest.mark.parametrize(
    ("facts", "kind", "field"),
    [
        (ResponsibleFacts(" ", "县教育局", UnitLevel.COUNTY), PersonNameMissing, "name"),
        (ResponsibleFacts("覃帮扶", " ", UnitLevel.COUNTY), UnitMissing, "unit"),
        (
            ResponsibleFacts("覃帮扶", "县教育局", UnitLevel.COUNTY, "12"),
            HouseholdPhoneMalformed,
            "phone",
        ),
    ],
)
def test_a_responsible_person_that_cannot_be_reached_or_placed_is_refused(
    facts: ResponsibleFacts, kind: type[Refusal], field: str
) -> None:
    home = household()

    with refused(kind, field=field):
        _name(home, facts)


def test_a_responsibility_ends_and_another_of_the_same_name_begins() -> None:
    home = household()
    row = _name(home)

    with refused(CareEndsTooEarly, field="to_on", from_on="2016-09-12"):
        _end(row, TODAY)
    ended = _end(row, TODAY + timedelta(days=1))
    assert ended.to_on == TODAY + timedelta(days=1)
    with unchanged():
        _end(row, TODAY + timedelta(days=9))

    assert _name(home) != row


def test_a_household_agrees_to_a_text() -> None:
    home = household()

    row = _agree(home)

    assert (row.purpose, row.notice_version, row.given_by) == ("PAIRING", "2016-1", "韦永生")
    assert list(home.consents.in_force(on=TODAY)) == [row]
    event = Event.objects.get(verb="households.give_consent")
    assert event.facts == {"purpose": "PAIRING", "notice_version": "2016-1"}


def test_agreeing_twice_is_once() -> None:
    home = household()
    first = _agree(home)

    with unchanged():
        assert _agree(home) == first


def test_another_text_is_another_consent() -> None:
    home = household()
    first = _agree(home)

    second = _agree(home, notice_version="2016-2", at=LATER)

    first.refresh_from_db()
    assert first.to_on == second.from_on == LATER.date()
    assert second.to_on is None


def test_who_is_not_of_age_or_not_of_the_household_does_not_agree_for_it() -> None:
    child = person_facts(name="韦小宝", relation=Relation.SON, born_on=date(1998, 9, 13))
    home, other = household(people=[person_facts(), child]), household()
    son = home.members.get(relation=Relation.SON)

    with refused(ConsentNeedsAdult, field="member", years_min=18):
        _agree(home, member_id=son.pk)
    with refused(NotOfThisHousehold, field="member"):
        _agree(home, member_id=other.members.get(relation=Relation.HEAD).pk)
    assert _agree(home, member_id=son.pk, at=NOW + timedelta(days=1)).given_by == "韦小宝"


def test_who_has_left_does_not_agree_for_a_household() -> None:
    home = household()
    son = home.members.get(relation=Relation.SON)
    leave_member(
        member_id=son.pk,
        reason=LeaveReason.MOVED,
        left_on=TODAY,
        base_version=1,
        by=TESTER,
        at=NOW,
    )

    with refused(NotOfThisHousehold, field="member"):
        _agree(home, member_id=son.pk)


def test_a_consent_without_a_text_is_none() -> None:
    home = household()

    with refused(NoticeVersionMissing, field="notice_version"):
        _agree(home, notice_version=" ")


def test_a_consent_that_is_taken_back_holds_no_more_from_that_moment() -> None:
    row = _agree(household())

    taken = withdraw_consent(consent_id=row.pk, by=TESTER, at=LATER)

    assert (taken.from_on, taken.to_on) == (TODAY, LATER.date())
    assert not Consent.objects.in_force(on=LATER.date()).exists()
    with unchanged():
        withdraw_consent(consent_id=row.pk, by=TESTER, at=LATER + timedelta(days=3))


def test_a_consent_that_is_taken_back_on_its_first_day_does_not_hold_until_evening() -> None:
    row = _agree(household())

    withdraw_consent(consent_id=row.pk, by=TESTER, at=NOW)

    assert not Consent.objects.in_force(on=TODAY).exists()
    acts = ["households.give_consent", "households.withdraw_consent"]
    assert list(Event.objects.filter(verb__in=acts).values_list("at", flat=True)) == [NOW, NOW]
