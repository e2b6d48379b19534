"""Whoever was transferred out comes back as the member he was; with other facts he is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from moli.party.models import Belonging, Member
from moli.party.rules.organisation import BelongingKind, MemberKind
from moli.party.services.belonging import leave_branch
from moli.party.services.dating import PartyDayTooEarly
from moli.party.services.enrolling import Place, enrol_member
from moli.party.services.members import MemberFacts, PersonIsMember, leave_party
from tests.factories import NOW, TESTER, TODAY, branch, person
from tests.factories.party import FULL_ON, JOINED_ON, member, roll
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

HOME = BelongingKind.HOME
GONE_ON = TODAY - timedelta(days=30)
_enrol = partial(enrol_member, by=TESTER, at=NOW)


def _gone(*, is_full: bool = True) -> tuple[Member, MemberFacts]:
    """A member who was transferred out, and the facts with which he comes back."""
    user = person()
    gone = member(of=roll().branch, user=user, name="韦转出", is_full=is_full)
    leave_branch(member_uid=gone.uid, kind=HOME, on=GONE_ON, by=TESTER, at=NOW)
    return gone, MemberFacts("韦转出", JOINED_ON, FULL_ON, user)


def test_by_account_name_and_days_it_is_the_member_there_was() -> None:
    gone, facts = _gone()
    other = branch(name="乙支部")
    place, key = Place(other.uid, HOME, TODAY), uuid4()

    assert _enrol(facts=facts, place=place, request_key=key) == gone

    assert Belonging.objects.get(member=gone, to_on=None).branch == other
    for again in (key, uuid4()):
        with unchanged():
            assert _enrol(facts=facts, place=place, request_key=again) == gone
    elsewhere = Place(branch(name="丙支部").uid, HOME, TODAY)
    with refused(PersonIsMember, field="person_key"):
        _enrol(facts=facts, place=elsewhere, request_key=uuid4())


def test_whoever_became_a_full_member_elsewhere_is_one_here() -> None:
    gone, facts = _gone(is_full=False)

    _enrol(facts=facts, place=Place(branch(name="乙支部").uid, HOME, TODAY), request_key=uuid4())

    gone.refresh_from_db()
    assert (gone.kind, gone.full_on) == (MemberKind.FULL, FULL_ON)


def test_with_other_facts_the_account_is_refused_as_any_member_is() -> None:
    _, facts = _gone()
    place = Place(branch(name="乙支部").uid, HOME, TODAY)

    for wrong in (
        replace(facts, name="韦别人"),
        replace(facts, joined_on=JOINED_ON + timedelta(days=1)),
        replace(facts, full_on=FULL_ON + timedelta(days=1)),
        replace(facts, full_on=None),
    ):
        with refused(PersonIsMember, field="person_key"):
            _enrol(facts=wrong, place=place, request_key=uuid4())


def test_nobody_comes_back_before_going_or_after_leaving_the_party() -> None:
    gone, facts = _gone()
    home = branch(name="乙支部")
    early = Place(home.uid, HOME, GONE_ON - timedelta(days=1))

    with refused(
        PartyDayTooEarly,
        field="on",
        value_on=early.from_on.isoformat(),
        from_on=GONE_ON.isoformat(),
    ):
        _enrol(facts=facts, place=early, request_key=uuid4())
    leave_party(member_uid=gone.uid, on=TODAY, by=TESTER, at=NOW)
    with refused(PersonIsMember, field="person_key"):
        _enrol(facts=facts, place=Place(home.uid, HOME, TODAY), request_key=uuid4())


def test_a_registration_sent_again_brings_nobody_back() -> None:
    own, key = roll(), uuid4()
    facts = MemberFacts("韦转出", JOINED_ON, FULL_ON, person())
    place = Place(own.branch.uid, HOME, GONE_ON - timedelta(days=1))
    gone = _enrol(facts=facts, place=place, request_key=key)
    leave_branch(member_uid=gone.uid, kind=HOME, on=GONE_ON, by=TESTER, at=NOW)

    with unchanged():
        assert _enrol(facts=facts, place=place, request_key=key) == gone
