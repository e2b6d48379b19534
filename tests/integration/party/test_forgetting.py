"""Members who left are named for three years, and counted for ever."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from moli.audit.models import Event
from moli.party.models import Attendance, Belonging, Member
from moli.party.rules.retention import FORGOTTEN_NAME, member_retention
from moli.party.services.forgetting import forget_members
from moli.party.services.members import leave_party
from tests.factories import NOW, TESTER, TODAY, person
from tests.factories.moments import SHANGHAI
from tests.factories.party import held, member, roll
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def _on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=SHANGHAI)


def test_whoever_left_is_named_for_three_years_and_not_a_day_longer() -> None:
    own = roll()
    gone = member(of=own.branch, user=person(), person_key="p1", name="韦离开")
    attended = held(own.__class__(own.branch, (*own.members, gone)))
    leave_party(member_uid=gone.uid, on=TODAY, by=TESTER, at=NOW)

    with unchanged():
        assert forget_members(by=TESTER, at=_on(date(2019, 9, 11))) == 0
    assert forget_members(by=TESTER, at=_on(date(2019, 9, 12))) == 1

    gone.refresh_from_db()
    assert (gone.name, gone.user, gone.person_key) == (FORGOTTEN_NAME, None, "")
    assert gone.left_on == TODAY
    assert Attendance.objects.filter(activity=attended).count() == attended.called_count == 4
    assert Belonging.objects.filter(member=gone).count() == 1
    assert not Member.objects.filter(name=FORGOTTEN_NAME, left_on=None).exists()
    told = Event.objects.get(verb="party.forget_members")
    assert (told.subject_key, told.facts) == ("2019-09-12", {"people": 1})
    with unchanged():
        assert forget_members(by=TESTER, at=_on(date(2019, 9, 13))) == 0


def test_a_leap_day_is_over_on_the_first_of_march() -> None:
    kept = member_retention()
    assert kept.kept_until(date(2016, 2, 29)) == date(2019, 3, 1)
    assert (kept.years, kept.certainty) == (3, "MEMORY")
    assert kept.basis
    assert kept.purpose


def test_whoever_is_still_a_member_keeps_the_name() -> None:
    own = roll()

    with unchanged():
        assert forget_members(by=TESTER, at=_on(date(2099, 1, 1))) == 0
    assert own.secretary.name != FORGOTTEN_NAME
