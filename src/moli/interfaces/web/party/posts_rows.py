"""Demonstration posts in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from moli.interfaces.design.parts import Kind, TimelineEvent
from moli.interfaces.web.naming import spoken, village_name
from moli.interfaces.words.days import moment
from moli.interfaces.words.labels import label
from moli.party.queries.posts import PublicPost
from moli.party.rules.organisation import PostKind, PostState
from moli.stations.queries import stations_of_keys

SIGNS = {
    PostState.APPLIED: Kind.INFO,
    PostState.CHECKED: Kind.INFO,
    PostState.GRANTED: Kind.OK,
    PostState.DECLINED: Kind.PLAIN,
    PostState.WITHDRAWN: Kind.PLAIN,
}
# What the button of a step says.
BUTTONS: Mapping[PostState, str | Promise] = {
    PostState.CHECKED: gettext_lazy("核查属实"),
    PostState.GRANTED: gettext_lazy("授牌"),
    PostState.DECLINED: pgettext_lazy("party", "不通过"),
    PostState.WITHDRAWN: gettext_lazy("摘牌"),
}
_TO_COME: Mapping[PostState, str | Promise] = {
    PostState.APPLIED: gettext_lazy("等另一个人核查"),
    PostState.CHECKED: gettext_lazy("等第三个人授牌"),
}


@dataclass(frozen=True)
class PostRow:
    """One post of a branch's list."""

    url: str
    title: str
    kind: str
    member: str
    state: str
    sign: Kind


@dataclass(frozen=True)
class PublicRow:
    """A granted post as everybody reads it."""

    kind: str
    branch: str
    granted_at: datetime
    title: str
    place: str
    name: str


def post_row(post: Any) -> PostRow:
    """A post for those who may see its member."""
    state = PostState(post.state)
    return PostRow(
        url=reverse("web:demo_post", args=[post.uid]),
        title=post.title,
        kind=label(PostKind(post.kind)),
        member=post.member.name,
        state=label(state),
        sign=SIGNS[state],
    )


def public_rows(posts: Iterable[PublicPost]) -> list[PublicRow]:
    """Granted posts for everybody: one query for all places."""
    posts = list(posts)
    places = places_of([post.place_key for post in posts])
    return [
        PublicRow(
            kind=label(post.kind),
            branch=spoken(post.branch_name, post.branch_name_en),
            granted_at=post.granted_at,
            title=post.title,
            place=places.get(post.place_key, ""),
            name=post.member_name,
        )
        for post in posts
    ]


def places_of(keys: Iterable[str]) -> dict[str, str]:
    """Where posts are, by key: the station with its village. A key of none is left out."""
    wanted = [key for key in keys if key]
    if not wanted:
        return {}
    return {str(row.uid): station_words(row) for row in stations_of_keys(wanted)}


def station_words(station: Any) -> str:
    """A station with its village."""
    facts = {"station": station.name, "village": village_name(station.village)}
    return gettext("%(station)s（%(village)s）") % facts


def story(post: Any, steps: Iterable[Any]) -> list[TimelineEvent]:
    """The steps of a post, and what is to come."""
    events = [
        TimelineEvent(
            when=moment(step.at),
            what=label(PostState(step.state)),
            note=gettext("%(name)s：%(words)s") % {"name": step.by_name, "words": step.words}
            if step.words
            else step.by_name,
            is_bad=step.state in {PostState.DECLINED, PostState.WITHDRAWN},
        )
        for step in steps
    ]
    waits = _TO_COME.get(PostState(post.state))
    if waits:
        events.append(TimelineEvent(when="", what=str(waits), is_to_come=True))
    return events
