"""Members: registered once, belonging somewhere, shown by own wish only, and leaving."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.party.models import Belonging, DemoPost, Member, Position, Wish
from moli.party.rules.organisation import BelongingKind, MemberKind, PostState
from moli.party.services.belonging import (
    BelongsElsewhere,
    BelongsHereAlready,
    BelongsNowhere,
    join_branch,
    leave_branch,
    transfer,
)
from moli.party.services.dating import PartyDayTooEarly
from moli.party.services.members import (
    FullMemberSinceAnother,
    MemberFacts,
    MemberOfThePartyLeft,
    MemberWithoutName,
    PersonIsMember,
    leave_party,
    make_full,
    register_member,
)
from moli.party.services.wishes import NotOwnWish, take_back_wish, wish_to_be_shown
from tests.factories import NOW, TESTER, TODAY, branch, person
from tests.factories.organisations import FOUNDED_ON
from tests.factories.party import JOINED_ON, elected, granted, member, roll
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

HOME, ECOMMERCE = BelongingKind.HOME, BelongingKind.ECOMMERCE


def test_a_person_is_registered_once() -> None:
    user = person()
    facts = MemberFacts(name="韦党员", joined_on=JOINED_ON, user=user, person_key="p1")
    enter = partial(register_member, by=TESTER, at=NOW)
    key = uuid4()

    first = enter(facts=facts, request_key=key)

    assert (first.kind, first.full_on) == (MemberKind.PROBATIONARY, None)
    with unchanged():
        assert enter(facts=facts, request_key=key) == first
    for again in (
        MemberFacts(name="另一个", joined_on=JOINED_ON, person_key="p1"),
        MemberFacts(name="另一个", joined_on=JOINED_ON, user=user),
    ):
        with refused(PersonIsMember, field="person_key"):
            enter(facts=again, request_key=uuid4())
    with refused(MemberWithoutName, field="name"):
        enter(facts=MemberFacts(name=" ", joined_on=JOINED_ON), request_key=uuid4())


def test_the_trail_says_nothing_of_a_member_but_the_uid() -> None:
    own = roll()
    granted(own, for_member=own.secretary)
    name = own.secretary.name

    told = [(e.subject_key, str(e.facts)) for e in Event.objects.all()]
    assert (own.secretary.key, "{}") in told
    assert [line for line in told if name in "".join(line)] == []


def test_a_probationary_member_becomes_a_full_one_once() -> None:
    row = member(is_full=False)
    make = partial(make_full, member_uid=row.uid, by=TESTER, at=NOW)

    with refused(PartyDayTooEarly, field="on", value_on="2010-06-30", from_on="2010-07-01"):
        make(on=JOINED_ON - timedelta(days=1))
    assert make(on=TODAY).kind == MemberKind.FULL
    with unchanged():
        make(on=TODAY)
    with refused(FullMemberSinceAnother, field="full_on", full_on="2016-09-12"):
        make(on=TODAY + timedelta(days=1))


def test_a_member_belongs_to_one_branch_at_home_and_one_for_ecommerce() -> None:
    home, shops, other = branch(name="甲"), branch(name="乙"), branch(name="丙")
    row = member(of=home)
    join = partial(join_branch, member_uid=row.uid, from_on=TODAY, by=TESTER, at=NOW)

    join(branch_uid=shops.uid, kind=ECOMMERCE)

    with unchanged():
        join(branch_uid=shops.uid, kind=ECOMMERCE)
    with refused(BelongsElsewhere, field="branch"):
        join(branch_uid=other.uid, kind=HOME)
    free = member(of=home)
    with refused(BelongsHereAlready, field="branch"):
        join(member_uid=free.uid, branch_uid=home.uid, kind=ECOMMERCE)
    with refused(PartyDayTooEarly, field="on", value_on="2015-06-30", from_on="2015-07-01"):
        join(
            member_uid=free.uid,
            branch_uid=shops.uid,
            kind=ECOMMERCE,
            from_on=FOUNDED_ON - timedelta(days=1),
        )


def test_a_transfer_ends_one_belonging_and_begins_the_next() -> None:
    own = roll()
    elected(own)
    target = branch(name="乙")
    move = partial(
        transfer,
        member_uid=own.secretary.uid,
        branch_uid=target.uid,
        kind=HOME,
        on=TODAY,
        by=TESTER,
        at=NOW,
    )

    row = move()

    rows = Belonging.objects.filter(member=own.secretary).order_by("pk")
    assert [(each.branch, each.to_on) for each in rows] == [(own.branch, TODAY), (target, None)]
    assert Position.objects.get().to_on == TODAY
    with unchanged():
        assert move() == row
    with refused(BelongsNowhere, field="member", belonging_kind=ECOMMERCE):
        move(kind=ECOMMERCE)


def test_leaving_a_branch_twice_is_once_and_nobody_comes_back_before_it() -> None:
    home = branch()
    row = member(of=home)
    leave = partial(leave_branch, member_uid=row.uid, kind=HOME, by=TESTER, at=NOW)

    leave(on=TODAY)

    with unchanged():
        leave(on=TODAY)
    with refused(BelongsNowhere, field="member", belonging_kind=HOME):
        leave(on=TODAY + timedelta(days=1))
    with refused(PartyDayTooEarly, field="on", value_on="2016-09-11", from_on="2016-09-12"):
        join_branch(
            member_uid=row.uid,
            branch_uid=home.uid,
            kind=HOME,
            from_on=TODAY - timedelta(days=1),
            by=TESTER,
            at=NOW,
        )


def test_only_the_member_says_whether_to_be_shown() -> None:
    user = person()
    row, other = member(user=user), person()
    wish = partial(wish_to_be_shown, member_uid=row.uid, at=NOW)
    take_back = partial(take_back_wish, member_uid=row.uid, at=NOW)

    for act in (wish, take_back):
        with refused(NotOwnWish, field="member"):
            act(by=TESTER)
        with refused(NotOwnWish, field="member"):
            act(by=other.actor)
    first = wish(by=user.actor)
    with unchanged():
        assert wish(by=user.actor) == first
    take_back(by=user.actor)
    with unchanged():
        take_back(by=user.actor)
    assert Wish.objects.get().taken_back_at == NOW
    assert wish(by=user.actor) != first


def test_the_trail_of_a_wish_does_not_name_who_wished() -> None:
    user = person(name="密密麻")
    row = member(user=user)
    for act in (wish_to_be_shown, take_back_wish):
        act(member_uid=row.uid, by=user.actor, at=NOW)

    told = Event.objects.filter(verb__in=("party.wish", "party.take_back_wish"))
    assert {(e.actor_key, e.actor_name) for e in told} == {(user.actor.key, "党员本人")}
    assert told.count() == 2


def test_somebody_without_an_account_is_shown_by_nobody() -> None:
    row = member()

    with refused(NotOwnWish, field="member"):
        wish_to_be_shown(member_uid=row.uid, by=TESTER, at=NOW)


def test_whoever_leaves_the_party_keeps_nothing_open() -> None:
    user = person()
    own = roll()
    elected(own)
    granted(own)
    Member.objects.filter(pk=own.secretary.pk).update(user=user)
    wish_to_be_shown(member_uid=own.secretary.uid, by=user.actor, at=NOW)
    leave = partial(leave_party, member_uid=own.secretary.uid, on=TODAY, by=TESTER, at=NOW)

    leave()

    assert Member.objects.get(pk=own.secretary.pk).left_on == TODAY
    assert not Belonging.objects.filter(member=own.secretary, to_on=None).exists()
    assert not Position.objects.filter(to_on=None).exists()
    assert not Wish.objects.filter(taken_back_at=None).exists()
    assert DemoPost.objects.get().state == PostState.WITHDRAWN
    with unchanged():
        leave()
    with refused(MemberOfThePartyLeft, field="member", left_on="2016-09-12"):
        wish_to_be_shown(member_uid=own.secretary.uid, by=user.actor, at=NOW)
    with refused(MemberOfThePartyLeft, field="member", left_on="2016-09-12"):
        join_branch(
            member_uid=own.secretary.uid,
            branch_uid=own.branch.uid,
            kind=HOME,
            from_on=date(2016, 9, 13),
            by=TESTER,
            at=NOW,
        )


def test_nobody_leaves_before_a_belonging_has_begun() -> None:
    row = member(of=branch())

    with refused(PartyDayTooEarly, field="on", value_on="2015-07-01", from_on="2015-07-02"):
        leave_party(member_uid=row.uid, on=FOUNDED_ON, by=TESTER, at=NOW)
