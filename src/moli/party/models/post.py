"""Demonstration posts and shops of members."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.party.models.branch import Branch
from moli.party.models.member import Member
from moli.party.rules.organisation import PostKind, PostState


class DemoPost(models.Model):
    """A member's post or shop that sets an example (党员示范岗、党员电商示范店).

    `place_key` names the shop or the station where it is, by key. Once granted it is public, with
    the member's name only when he wishes so.

    Personal data: sensitive, as for a member.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="posts")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=4, choices=[(each, each) for each in PostKind])
    title = models.CharField(max_length=60)
    place_key = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=10, choices=[(each, each) for each in PostState])
    at = models.DateTimeField()

    class Meta:
        """The newest first; a member has one post of a kind at a time."""

        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=~Q(state__in=(PostState.DECLINED, PostState.WITHDRAWN)),
                name="party_demo_post_one_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How the trail and addresses name this post."""
        return str(self.uid)


class PostStep(models.Model):
    """One step of a demonstration post (办理步骤): who did it, when and why. Never changed.

    Personal data: `by_name`, who did it.
    """

    post = models.ForeignKey(DemoPost, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=[(each, each) for each in PostState])
    words = models.CharField(max_length=200, blank=True, default="")
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """As they were taken; each state is reached once."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["post", "state"], name="party_post_step_reached_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.state}"
