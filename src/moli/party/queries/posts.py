"""Demonstration posts: what everybody reads, and what their branches do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from moli.party.models import DemoPost, PostStep, Wish
from moli.party.queries.sight import MemberSight
from moli.party.rules.organisation import PostKind, PostState
from moli.party.rules.posts import OVER, next_steps


@dataclass(frozen=True)
class PublicPost:
    """A post that was granted.

    Title, place and name are empty unless the member wishes to be shown: a shop's name or place
    tells who runs it, and so who is a member.
    """

    key: str
    kind: PostKind
    granted_at: datetime
    branch_key: str
    branch_name: str
    branch_name_en: str
    title: str = ""
    place_key: str = ""
    member_name: str = ""


def posts_public() -> list[PublicPost]:
    """All granted posts, for everybody: one query. A post says which and whose only by his wish."""
    wish = Wish.objects.filter(member=OuterRef("member"), taken_back_at=None)
    grant = PostStep.objects.filter(post=OuterRef("pk"), state=PostState.GRANTED).order_by("pk")
    rows = DemoPost.objects.filter(state=PostState.GRANTED).annotate(
        is_shown=Exists(wish), granted_at=Subquery(grant.values("at")[:1])
    )
    return [
        PublicPost(
            key=row.key,
            kind=PostKind(row.kind),
            granted_at=row.granted_at,
            branch_key=row.branch.key,
            branch_name=row.branch.name,
            branch_name_en=row.branch.name_en,
            title=row.title if row.is_shown else "",
            place_key=row.place_key if row.is_shown else "",
            member_name=row.member.name if row.is_shown else "",
        )
        for row in rows.select_related("branch", "member").order_by("pk")
    ]


def posts_seen(sight: MemberSight) -> QuerySet[DemoPost]:
    """Posts in every state with their members, for those who may see the branch's; the own ones."""
    if sight.sees_nobody:
        return DemoPost.objects.none()
    seen = DemoPost.objects.filter(branch__in=sight.branch_ids)
    own = DemoPost.objects.filter(member=sight.own_id, member__isnull=False)
    return (seen | own).select_related("branch", "member__user").order_by("-pk")


def steps_of(post: DemoPost) -> QuerySet[PostStep]:
    """The steps of a post as they were taken."""
    return post.steps.order_by("pk")


def steps_open_to(post: DemoPost, *, sight: MemberSight, by_key: str) -> tuple[PostState, ...]:
    """The states into which a person may put a post: only those of the branch or above it do."""
    if post.branch_id not in sight.branch_ids:
        return ()
    return next_steps(
        PostState(post.state), by_key=by_key, steps=_takers(post), own_key=_own_key(post)
    )


def posts_waiting(sight: MemberSight, *, by_key: str) -> list[DemoPost]:
    """Posts that this person may check or grant now, the oldest first: two queries."""
    if not sight.branch_ids:
        return []
    undecided = set(PostState) - OVER - {PostState.GRANTED}
    rows = posts_seen(sight).filter(state__in=undecided).prefetch_related("steps").order_by("pk")
    onwards = {PostState.CHECKED, PostState.GRANTED}
    return [row for row in rows if onwards & set(steps_open_to(row, sight=sight, by_key=by_key))]


def _takers(post: DemoPost) -> Mapping[PostState, str]:
    return {PostState(row.state): row.by_key for row in post.steps.all()}


def _own_key(post: DemoPost) -> str:
    own = post.member.user
    return own.actor.key if own else ""
