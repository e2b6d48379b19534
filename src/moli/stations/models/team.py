"""A station's team: who has which role, how its commission is shared, what is to be done."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.households.models import Household
from moli.stations.models.station import Station
from moli.stations.rules.team import TaskState, TeamRole


class TeamMember(DatedRow):
    """A person in one role of a station's team, for a time. Several roles are several rows.

    `household` is the person's own, where it is on record: what that household sells at the
    station is marked as the team's own.

    Personal data: `person_name`; which household is whose.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="team")
    person_key = models.CharField(max_length=60)
    person_name = models.CharField(max_length=60)
    team_role = models.CharField(max_length=10, choices=[(each, each) for each in TeamRole])
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DatedQuerySet["TeamMember"].as_manager()

    class Meta(DatedRow.Meta):
        """A person has a role of a station once at a time."""

        ordering: ClassVar[list[str]] = ["station", "from_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["station", "person_key", "team_role"],
                condition=Q(to_on=None),
                name="stations_team_member_role_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.team_role}"

    @property
    def key(self) -> str:
        """How the trail and addresses name this membership."""
        return str(self.uid)


class SharePlan(DatedRow):
    """How a station's commission is shared within its team, from a day on (提成分配).

    Without one it is the station's own. `source` says who decided it.

    Personal data: none of its own.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="share_plans")
    source = models.CharField(max_length=200)

    objects = DatedQuerySet["SharePlan"].as_manager()

    class Meta(DatedRow.Meta):
        """One at a time, with a source."""

        ordering: ClassVar[list[str]] = ["station", "from_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(to_on=None),
                name="stations_share_plan_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["station", "from_on"], name="stations_share_plan_begins_once_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="stations_share_plan_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.from_on}"

    @property
    def key(self) -> str:
        """How the trail and addresses name this plan."""
        return str(self.uid)


class TeamShare(models.Model):
    """One person's part of a share plan, in thousandths; those of a plan make a thousand.

    Personal data: `person_name`, and what part of the money is whose.
    """

    plan = models.ForeignKey(SharePlan, on_delete=models.PROTECT, related_name="shares")
    person_key = models.CharField(max_length=60)
    person_name = models.CharField(max_length=60)
    per_mille = models.PositiveSmallIntegerField()

    class Meta:
        """A person stands once in a plan, with more than nothing."""

        ordering: ClassVar[list[str]] = ["plan", "person_key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["plan", "person_key"], name="stations_team_share_person_once"
            ),
            models.CheckConstraint(
                condition=Q(per_mille__gt=0, per_mille__lte=1_000),
                name="stations_team_share_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.per_mille}"


class Task(models.Model):
    """Something to be done at a station (任务), by one person of its team or by whoever may.

    Personal data: `for_name`, `by_name` and `ended_by_name`; `words` are free.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="tasks")
    words = models.CharField(max_length=120)
    due_on = models.DateField()
    for_key = models.CharField(max_length=60, blank=True, default="")
    for_name = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(
        max_length=8, default=TaskState.OPEN, choices=[(each, each) for each in TaskState]
    )
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    ended_by_key = models.CharField(max_length=60, blank=True, default="")
    ended_by_name = models.CharField(max_length=60, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What is due first; what has ended was ended by somebody."""

        ordering: ClassVar[list[str]] = ["station", "due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN, ended_at=None, ended_by_key="")
                | (~Q(state=TaskState.OPEN) & Q(ended_at__isnull=False) & ~Q(ended_by_key="")),
                name="stations_task_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.due_on}"

    @property
    def key(self) -> str:
        """How the trail and addresses name this task."""
        return str(self.uid)
