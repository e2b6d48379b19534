"""Steps of demonstration posts, however one comes about."""

from __future__ import annotations

from datetime import datetime

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.party.models import DemoPost, PostStep
from moli.party.rules.organisation import PostState

_VERBS = {
    PostState.APPLIED: "party.apply_for_post",
    PostState.CHECKED: "party.check_post",
    PostState.GRANTED: "party.grant_post",
    PostState.DECLINED: "party.decline_post",
    PostState.WITHDRAWN: "party.withdraw_post",
}


def write_step(post: DemoPost, state: PostState, *, words: str, by: Actor, at: datetime) -> None:
    """Put a post that its caller has locked into a state, with its step and its line of the trail.

    Whether the step may be taken is the caller's to judge.
    """
    if post.state != state:
        post.state = state
        post.save(update_fields=["state"])
    PostStep.objects.create(
        post=post, state=state, words=words, by_key=by.key, by_name=by.name, at=at
    )
    subject = Subject("demo_post", post.key)
    record(verb=_VERBS[state], on=subject, by=by, at=at, post_kind=post.kind)
