"""Meetings, lectures and Party days."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.party.models.branch import Branch
from moli.party.models.member import Member
from moli.party.rules.organisation import ActivityKind, ActivityState, AttendanceKind


class Activity(models.Model):
    """One activity of a branch (组织生活): planned, then held with its attendance and minutes.

    `called_count` is how many had to come, `voting_count` how many of them had a vote, as it was
    on that day.

    Personal data: `by_name`, who wrote it down; `minutes` may name people.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=10, choices=[(each, each) for each in ActivityKind])
    state = models.CharField(
        max_length=10,
        default=ActivityState.PLANNED,
        choices=[(each, each) for each in ActivityState],
    )
    begins_at = models.DateTimeField()
    place = models.CharField(max_length=60)
    title = models.CharField(max_length=80)
    agenda = models.TextField(max_length=2_000, blank=True, default="")
    minutes = models.TextField(max_length=8_000, blank=True, default="")
    called_count = models.PositiveIntegerField(default=0)
    voting_count = models.PositiveIntegerField(default=0)
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; what was held has its moment."""

        ordering: ClassVar[list[str]] = ["-begins_at", "-pk"]
        verbose_name_plural = "activities"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state=ActivityState.HELD, held_at__isnull=False)
                | (~Q(state=ActivityState.HELD) & Q(held_at=None)),
                name="party_activity_held_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How the trail and addresses name this activity."""
        return str(self.uid)


class Attendance(models.Model):
    """Whether a member came to an activity (到会).

    Personal data: sensitive, as for a member.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(each, each) for each in AttendanceKind])
    has_vote = models.BooleanField()

    class Meta:
        """A member comes once."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["activity", "member"], name="party_attendance_member_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.kind}"


class ActivityPhoto(models.Model):
    """A photo of an activity, made small, without the place where it was taken.

    Personal data: who is in the picture.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="photos")
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        """A photo stands once in an activity."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["activity", "digest"], name="party_activity_photo_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:12]
