"""Demonstration posts and shops: applied for, checked, granted, withdrawn, each by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Belonging, DemoPost
from moli.party.rules.organisation import PostKind, PostState
from moli.party.rules.posts import FROM, OVER, is_by_another
from moli.party.services.founding import locked_living_branch
from moli.party.services.members import locked_member, refuse_gone
from moli.party.services.post_steps import write_step


class PostTitleMissing(Refusal):
    """A post has a title that people read on it."""


class PostHeldAlready(Refusal):
    """The member has a post of this kind, or one is being decided."""


class PostOfAnotherBranch(Refusal):
    """A member's post is one of the branch that he belongs to."""


class PostMovedOn(Refusal):
    """The post is in a state from which this step does not lead on."""


class PostNeedsAnother(Refusal):
    """Whoever applied, checked, or is honoured does not take this step."""


class PostWordsMissing(Refusal):
    """Declining and withdrawing have a reason."""


@dataclass(frozen=True)
class WantedPost:
    """A post as it is applied for; `place_key` names the shop or station, where there is one."""

    branch_uid: UUID
    member_uid: UUID
    kind: PostKind
    title: str
    place_key: str = ""


@transaction.atomic
def apply_for_post(*, wanted: WantedPost, request_key: UUID, by: Actor, at: datetime) -> DemoPost:
    """Apply for a post; the same key again returns the first application, as it stands now.

    Refuses no title, a member who left or does not belong to the branch, and one who has a post
    of this kind.
    """
    known = DemoPost.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    if not wanted.title.strip():
        raise PostTitleMissing(field="title")
    on = timezone.localdate(at)
    branch = locked_living_branch(wanted.branch_uid, on=on)
    member = locked_member(wanted.member_uid)
    # Whoever waited here for the same application finds it now.
    known = DemoPost.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    refuse_gone(member)
    belongings = Belonging.objects.in_force(on=on)
    if not belongings.filter(member=member, branch=branch).exists():
        raise PostOfAnotherBranch(field="branch")
    held = DemoPost.objects.filter(member=member, kind=wanted.kind).exclude(state__in=OVER)
    if held.exists():
        raise PostHeldAlready(field="member", post_kind=wanted.kind)
    post = DemoPost.objects.create(
        request_key=request_key,
        branch=branch,
        member=member,
        kind=wanted.kind,
        title=wanted.title.strip(),
        place_key=wanted.place_key,
        state=PostState.APPLIED,
        at=at,
    )
    write_step(post, PostState.APPLIED, words="", by=by, at=at)
    return post


def check_post(*, post_uid: UUID, words: str, by: Actor, at: datetime) -> DemoPost:
    """Say that what the application says is so. A second call changes nothing.

    Refuses the applicant and the member, and a post that is not applied for.
    """
    return _take_step(post_uid, PostState.CHECKED, words=words, by=by, at=at)


def grant_post(*, post_uid: UUID, words: str = "", by: Actor, at: datetime) -> DemoPost:
    """Grant a post that was checked; it is public from now on. A second call changes nothing.

    Refuses whoever applied or checked, the member, and a post that is not checked.
    """
    return _take_step(post_uid, PostState.GRANTED, words=words, by=by, at=at)


def decline_post(*, post_uid: UUID, words: str, by: Actor, at: datetime) -> DemoPost:
    """Decline a post that is not granted yet, with a reason. A second call changes nothing."""
    return _take_step(post_uid, PostState.DECLINED, words=words, by=by, at=at)


def withdraw_post(*, post_uid: UUID, words: str, by: Actor, at: datetime) -> DemoPost:
    """Withdraw a post that was granted, with a reason. A second call changes nothing."""
    return _take_step(post_uid, PostState.WITHDRAWN, words=words, by=by, at=at)


@transaction.atomic
def _take_step(
    post_uid: UUID, state: PostState, *, words: str, by: Actor, at: datetime
) -> DemoPost:
    posts = DemoPost.objects.select_for_update(of=("self",))
    post = posts.select_related("member__user").get(uid=post_uid)
    if post.state == state:
        return post
    if PostState(post.state) not in FROM[state]:
        raise PostMovedOn(field="state", post_state=PostState(post.state))
    if state in OVER and not words.strip():
        raise PostWordsMissing(field="words")
    steps = {PostState(row.state): row.by_key for row in post.steps.all()}
    own = post.member.user
    own_key = own.actor.key if own else ""
    if not is_by_another(state, by_key=by.key, steps=steps, own_key=own_key):
        raise PostNeedsAnother(field="state", post_state=state)
    write_step(post, state, words=words.strip(), by=by, at=at)
    return post
