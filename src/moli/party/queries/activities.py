"""What a branch held and planned, who is called to it, and who came.

Whoever asks has judged by `sight` that the person may see the branch's members.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from moli.party.models import Activity, ActivityPhoto, Branch, Member
from moli.party.queries.belongings import called_to
from moli.party.queries.rules_in_force import quorum_on
from moli.party.queries.sight import MemberSight, activities_of
from moli.party.rules.organisation import ActivityKind, ActivityState, AttendanceKind
from moli.party.rules.quorum import DECIDING, needed_for_meeting


@dataclass(frozen=True)
class CalledMember:
    """Who has to come to an activity, by name, and whether with a vote."""

    uid: UUID
    name: str
    has_vote: bool


@dataclass(frozen=True)
class Attendee:
    """Who had to come to an activity that was held, and whether that person did."""

    name: str
    has_vote: bool
    kind: AttendanceKind


@dataclass(frozen=True)
class Expected:
    """How many are called and have a vote, and how many of these are needed; 0 for any number."""

    called: int
    voting: int
    needed: int


def called_members(activity: Activity) -> list[CalledMember]:
    """Who has to come to an activity, as the branch is on its day: three queries."""
    on = timezone.localdate(activity.begins_at)
    called = called_to(activity.branch, ActivityKind(activity.kind), on=on)
    rows = Member.objects.filter(pk__in=called).order_by("pk")
    return [CalledMember(row.uid, row.name, called[row.pk]) for row in rows]


def expected_at(activity: Activity, called: Collection[CalledMember]) -> Expected:
    """The quorum of an activity by the rule of its day: one query for what decides something."""
    voting = sum(each.has_vote for each in called)
    needed = 0
    if ActivityKind(activity.kind) in DECIDING:
        share = quorum_on(timezone.localdate(activity.begins_at)).meeting_above
        needed = needed_for_meeting(voting, share)
    return Expected(called=len(called), voting=voting, needed=needed)


def attendees_of(activity: Activity) -> list[Attendee]:
    """Who came, was excused or stayed away, as it was written down: one query."""
    rows = activity.attendances.select_related("member").order_by("pk")
    return [Attendee(row.member.name, row.has_vote, AttendanceKind(row.kind)) for row in rows]


def attendance_of(activity: Activity) -> dict[UUID, AttendanceKind]:
    """The same by the members' uids: one query."""
    rows = activity.attendances.values_list("member__uid", "kind")
    return {uid: AttendanceKind(kind) for uid, kind in rows}


def photos_of(activity: Activity) -> QuerySet[ActivityPhoto]:
    """The photos of an activity in the order in which they were sent."""
    return activity.photos.order_by("pk")


def activities_listed(branch: Branch, *, sight: MemberSight) -> QuerySet[Activity]:
    """The activities of a branch that are over or to come, each with `came`; newest first.

    Nothing for whoever may not see the branch's members.
    """
    present = Q(attendances__kind=AttendanceKind.PRESENT)
    return activities_of(branch, sight=sight).annotate(came=Count("attendances", filter=present))


def planned_from(branch_ids: Collection[int], *, on: date) -> QuerySet[Activity]:
    """What some branches have planned for a day or after it, the nearest first."""
    return _planned(branch_ids).filter(begins_at__gte=_beginning_of(on)).order_by("begins_at", "pk")


def not_written_down(branch_ids: Collection[int], *, on: date) -> QuerySet[Activity]:
    """What some branches had planned for before a day and neither held nor called off."""
    rows = _planned(branch_ids).filter(begins_at__lt=_beginning_of(on))
    return rows.select_related("branch").order_by("begins_at", "pk")


def _planned(branch_ids: Collection[int]) -> QuerySet[Activity]:
    return Activity.objects.filter(branch__in=branch_ids, state=ActivityState.PLANNED)


def _beginning_of(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
