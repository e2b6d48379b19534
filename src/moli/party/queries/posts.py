"""Demonstration posts: what everybody reads, and what their branches do."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from moli.party.models import DemoPost, Wish
from moli.party.queries.sight import MemberSight
from moli.party.rules.organisation import PostKind, PostState


@dataclass(frozen=True)
class PublicPost:
    """A post that was granted. `member_name` is empty unless the member wishes to be shown."""

    key: str
    kind: PostKind
    title: str
    place_key: str
    branch_name: str
    branch_name_en: str
    member_name: str


def posts_public() -> list[PublicPost]:
    """All granted posts, for everybody: one query. A post says of whom only by his wish."""
    wish = Wish.objects.filter(member=OuterRef("member"), taken_back_at=None)
    rows = DemoPost.objects.filter(state=PostState.GRANTED).annotate(is_shown=Exists(wish))
    return [
        PublicPost(
            key=row.key,
            kind=PostKind(row.kind),
            title=row.title,
            place_key=row.place_key,
            branch_name=row.branch.name,
            branch_name_en=row.branch.name_en,
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
    return (seen | own).select_related("branch", "member").order_by("-pk")
