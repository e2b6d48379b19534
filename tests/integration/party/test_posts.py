"""Demonstration posts: each step by another, and what everybody reads of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from moli.audit.models import Event
from moli.party.models import DemoPost, Member, PostStep
from moli.party.queries.posts import posts_public, posts_waiting, steps_open_to
from moli.party.queries.sight import MemberSight
from moli.party.rules.organisation import PostKind, PostState
from moli.party.services.founding import disband_branch
from moli.party.services.members import leave_party
from moli.party.services.posts import (
    PostHeldAlready,
    PostMovedOn,
    PostNeedsAnother,
    PostOfAnotherBranch,
    PostTitleMissing,
    PostWordsMissing,
    WantedPost,
    apply_for_post,
    check_post,
    decline_post,
    grant_post,
    withdraw_post,
)
from moli.party.services.wishes import take_back_wish, wish_to_be_shown
from tests.factories import NOW, TESTER, TODAY, branch, person
from tests.factories.party import CHECKER, GRANTER, applied, granted, roll
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_a_post_is_applied_for_once_by_a_member_there() -> None:
    own = roll()
    apply = partial(apply_for_post, by=TESTER, at=NOW)
    wanted = WantedPost(own.branch.uid, own.secretary.uid, PostKind.SHOP, "示范店")
    key = uuid4()

    first = apply(wanted=wanted, request_key=key)

    with unchanged():
        assert apply(wanted=wanted, request_key=key) == first
    with refused(PostHeldAlready, field="member", post_kind=PostKind.SHOP):
        apply(wanted=wanted, request_key=uuid4())
    other = WantedPost(branch(name="乙").uid, own.secretary.uid, PostKind.POST, "示范岗")
    with refused(PostOfAnotherBranch, field="branch"):
        apply(wanted=other, request_key=uuid4())
    with refused(PostTitleMissing, field="title"):
        apply(
            wanted=WantedPost(own.branch.uid, own.secretary.uid, PostKind.POST, " "),
            request_key=uuid4(),
        )


def test_the_same_application_is_found_again_whatever_has_happened_since() -> None:
    own = roll()
    wanted = WantedPost(own.branch.uid, own.secretary.uid, PostKind.SHOP, "示范店")
    apply = partial(apply_for_post, request_key=uuid4(), by=TESTER, at=NOW)
    first = apply(wanted=wanted)
    for who in own.members:
        leave_party(member_uid=who.uid, on=TODAY, by=TESTER, at=NOW)
    disband_branch(branch_uid=own.branch.uid, on=TODAY, by=TESTER, at=NOW)

    with unchanged():
        assert apply(wanted=wanted) == first
        assert apply(wanted=replace(wanted, title=" ")) == first


def test_the_post_of_who_leaves_the_party_ends_as_far_as_it_had_come() -> None:
    own = roll(full=3)
    wanted, checked, held = own.members
    posts = [applied(own, for_member=each) for each in (wanted, checked)]
    check_post(post_uid=posts[1].uid, words="看过", by=CHECKER, at=NOW)
    posts.append(granted(own, for_member=held))

    for who in own.members:
        leave_party(member_uid=who.uid, on=TODAY, by=TESTER, at=NOW)

    for post, state, verb in zip(
        posts,
        (PostState.DECLINED, PostState.DECLINED, PostState.WITHDRAWN),
        ("party.decline_post", "party.decline_post", "party.withdraw_post"),
        strict=True,
    ):
        post.refresh_from_db()
        last = post.steps.get(state=state)
        assert (post.state, last.words, last.by_key) == (state, "党员已离开党组织", TESTER.key)
        told = Event.objects.filter(subject_key=post.key).order_by("-pk")[:1].get()
        assert (told.verb, told.facts) == (verb, {"post_kind": "SHOP"})


def test_checker_and_granter_are_others_and_never_the_member() -> None:
    own = roll()
    user = person()
    Member.objects.filter(pk=own.secretary.pk).update(user=user)
    post = applied(own)
    check = partial(check_post, post_uid=post.uid, words="看过", at=NOW)
    grant = partial(grant_post, post_uid=post.uid, at=NOW)

    with refused(PostMovedOn, field="state", post_state=PostState.APPLIED):
        grant(by=GRANTER)
    for own_hand in (TESTER, user.actor):
        with refused(PostNeedsAnother, field="state", post_state=PostState.CHECKED):
            check(by=own_hand)
    check(by=CHECKER)
    with unchanged():
        check(by=CHECKER)
    for own_hand in (TESTER, CHECKER, user.actor):
        with refused(PostNeedsAnother, field="state", post_state=PostState.GRANTED):
            grant(by=own_hand)
    assert grant(by=GRANTER).state == PostState.GRANTED
    with unchanged():
        grant(by=GRANTER)
    assert [step.state for step in PostStep.objects.all()] == ["APPLIED", "CHECKED", "GRANTED"]


def test_declining_and_withdrawing_have_a_reason_and_free_the_member() -> None:
    own = roll()
    first = applied(own)
    decline = partial(decline_post, post_uid=first.uid, by=CHECKER, at=NOW)
    with refused(PostWordsMissing, field="words"):
        decline(words=" ")
    decline(words="店没开")

    second = granted(own)
    with refused(PostMovedOn, field="state", post_state=PostState.GRANTED):
        decline_post(post_uid=second.uid, words="晚了", by=CHECKER, at=NOW)
    withdraw_post(post_uid=second.uid, words="店关了", by=TESTER, at=NOW)
    with unchanged():
        withdraw_post(post_uid=second.uid, words="店关了", by=TESTER, at=NOW)
    assert posts_public() == []
    assert applied(own).state == PostState.APPLIED


def test_everybody_reads_granted_posts_and_which_and_whose_only_by_wish(
    django_assert_num_queries: object,
) -> None:
    own = roll()
    user = person()
    Member.objects.filter(pk=own.secretary.pk).update(user=user)
    applied(own, for_member=own.members[1])
    granted(own)
    DemoPost.objects.filter(member=own.secretary).update(place_key="station")

    with django_assert_num_queries(1):  # type: ignore[operator]
        (post,) = posts_public()
    # The name of a shop, or where it is, tells who runs it.
    assert (post.title, post.place_key, post.member_name) == ("", "", "")
    assert (post.kind, post.granted_at, post.branch_name) == (PostKind.SHOP, NOW, own.branch.name)
    wish_to_be_shown(member_uid=own.secretary.uid, by=user.actor, at=NOW)
    (shown,) = posts_public()
    assert (shown.title, shown.place_key, shown.member_name) == (
        "茉莉花茶示范店",
        "station",
        own.secretary.name,
    )
    take_back_wish(member_uid=own.secretary.uid, by=user.actor, at=NOW)
    assert posts_public() == [post]


def test_a_post_waits_for_whoever_may_take_its_next_step(
    django_assert_num_queries: object,
) -> None:
    own, other = roll(full=3), roll(of=branch(name="乙"))
    user = person()
    Member.objects.filter(pk=own.secretary.pk).update(user=user)
    new = applied(own)
    checked = applied(own, for_member=own.members[1])
    check_post(post_uid=checked.uid, words="看过", by=CHECKER, at=NOW)
    granted(own, for_member=own.members[2])
    applied(other)
    sight = MemberSight(on=TODAY, branch_ids=frozenset({own.branch.pk}))

    with django_assert_num_queries(2):  # type: ignore[operator]
        waiting = posts_waiting(sight, by_key=GRANTER.key)
    assert waiting == [new, checked]
    assert posts_waiting(sight, by_key=CHECKER.key) == [new]
    assert posts_waiting(sight, by_key=TESTER.key) == []
    assert posts_waiting(sight, by_key=user.actor.key) == [checked]
    assert posts_waiting(MemberSight(on=TODAY, own_id=own.secretary.pk), by_key=GRANTER.key) == []


def test_the_steps_that_are_open_to_a_person_are_those_that_the_service_takes() -> None:
    own = roll()
    post = applied(own)
    sight = MemberSight(on=TODAY, branch_ids=frozenset({own.branch.pk}))
    decline = (PostState.DECLINED,)

    assert steps_open_to(post, sight=sight, by_key=TESTER.key) == decline
    assert steps_open_to(post, sight=sight, by_key=CHECKER.key) == (PostState.CHECKED, *decline)
    assert steps_open_to(post, sight=MemberSight(on=TODAY), by_key=CHECKER.key) == ()
    post = granted(own, for_member=own.members[1])
    assert steps_open_to(post, sight=sight, by_key=TESTER.key) == (PostState.WITHDRAWN,)


def test_the_database_keeps_the_steps() -> None:
    granted(roll())

    with pytest.raises(DatabaseError), transaction.atomic():
        PostStep.objects.update(by_key="x")
