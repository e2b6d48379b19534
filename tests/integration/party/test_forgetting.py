"""Members who are gone are named for three years, and counted for ever."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.party.models import Attendance, Belonging, Member, Wish
from moli.party.rules.organisation import BelongingKind
from moli.party.rules.retention import FORGOTTEN_NAME, member_retention
from moli.party.services.belonging import join_branch, leave_branch
from moli.party.services.enrolling import Place, enrol_member
from moli.party.services.forgetting import forget_members
from moli.party.services.members import MemberFacts, leave_party
from moli.party.services.wishes import wish_to_be_shown
from tests.factories import NOW, TESTER, TODAY, branch, person
from tests.factories.moments import SHANGHAI
from tests.factories.party import FULL_ON, JOINED_ON, held, member, roll
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db

HOME = BelongingKind.HOME


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


def test_whoever_was_transferred_out_is_named_for_three_years_from_the_last_belonging() -> None:
    own = roll()
    user = person()
    gone = member(of=own.branch, user=user, name="韦转出")
    wish_to_be_shown(member_uid=gone.uid, by=user.actor, at=NOW)
    leave_branch(member_uid=gone.uid, kind=HOME, on=TODAY, by=TESTER, at=NOW)

    with unchanged():
        assert forget_members(by=TESTER, at=_on(date(2019, 9, 11))) == 0
    assert forget_members(by=TESTER, at=_on(date(2019, 9, 12))) == 1

    gone.refresh_from_db()
    assert (gone.name, gone.user, gone.left_on) == (FORGOTTEN_NAME, None, None)
    assert not Wish.objects.filter(taken_back_at=None).exists()
    with unchanged():
        assert forget_members(by=TESTER, at=_on(date(2019, 9, 13))) == 0


def test_whoever_belongs_anywhere_is_not_forgotten() -> None:
    own, other = roll(), branch(name="乙支部")
    moved = member(of=own.branch)
    join_branch(
        member_uid=moved.uid,
        branch_uid=other.uid,
        kind=BelongingKind.ECOMMERCE,
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )
    leave_branch(member_uid=moved.uid, kind=HOME, on=TODAY, by=TESTER, at=NOW)

    with unchanged():
        assert forget_members(by=TESTER, at=_on(date(2099, 1, 1))) == 0


def test_whoever_is_taken_in_again_is_not_forgotten() -> None:
    own = roll()
    user = person()
    gone = member(of=own.branch, user=user, name="韦转出")
    leave_branch(member_uid=gone.uid, kind=HOME, on=TODAY, by=TESTER, at=NOW)
    enrol_member(
        facts=MemberFacts("韦转出", JOINED_ON, FULL_ON, user),
        place=Place(own.branch.uid, HOME, TODAY),
        request_key=uuid4(),
        by=TESTER,
        at=NOW,
    )

    with unchanged():
        assert forget_members(by=TESTER, at=_on(date(2099, 1, 1))) == 0
