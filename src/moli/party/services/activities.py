"""Planning activities, writing down how they were held, and calling them off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Activity, ActivityPhoto, Attendance, Member
from moli.party.queries.belongings import called_to
from moli.party.queries.rules_in_force import quorum_on
from moli.party.rules.organisation import ActivityKind, ActivityState, AttendanceKind, Form
from moli.party.rules.pictures import PICTURES_MAX, Picture, is_fit
from moli.party.rules.quorum import DECIDING, needed_for_meeting
from moli.party.services.calling_off import write_called_off
from moli.party.services.founding import locked_living_branch


class ActivityWordsMissing(Refusal):
    """An activity has a title and a place, and minutes when it was held."""


class ActivityNotOfThisForm(Refusal):
    """Groups hold group meetings and no assembly; branches the other way round."""


class ActivityMovedOn(Refusal):
    """The activity was held or called off."""


class ActivityNotBegun(Refusal):
    """What has not begun was not held yet."""


class NobodyCalled(Refusal):
    """Nobody belongs to the branch, or is of its committee, on that day."""


class AttendanceNotOfCalled(Refusal):
    """The attendance names exactly those who had to come."""


class QuorumMissed(Refusal):
    """Too few with a vote came for a meeting that decides."""


class ActivityPicturesUnfit(Refusal):
    """Pictures are small JPEGs without a camera's notes, and not too many."""


@dataclass(frozen=True)
class Planned:
    """An activity as a branch plans it."""

    branch_uid: UUID
    kind: ActivityKind
    begins_at: datetime
    place: str
    title: str
    agenda: str = ""


@dataclass(frozen=True)
class Held:
    """How an activity was held: who came by the members' uids, the minutes, and pictures."""

    attendance: Mapping[UUID, AttendanceKind]
    minutes: str
    pictures: Sequence[Picture] = ()


_ONLY_BRANCHES = frozenset(
    {ActivityKind.ASSEMBLY, ActivityKind.COMMITTEE, ActivityKind.LIFE, ActivityKind.REVIEW}
)


@transaction.atomic
def plan_activity(*, planned: Planned, request_key: UUID, by: Actor, at: datetime) -> Activity:
    """Plan an activity; one that was held already may be written down afterwards.

    The same key again returns the first one, as it stands now. Refuses no title or place, a kind
    that this form of organisation does not hold, and a branch that is not there on that day.
    """
    known = Activity.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    for field in ("title", "place"):
        if not getattr(planned, field).strip():
            raise ActivityWordsMissing(field=field)
    on = timezone.localdate(planned.begins_at)
    branch = locked_living_branch(planned.branch_uid, on=on)
    is_of_group = branch.form == Form.GROUP
    if planned.kind in _ONLY_BRANCHES and is_of_group:
        raise ActivityNotOfThisForm(field="kind", activity_kind=planned.kind)
    if planned.kind == ActivityKind.GROUP and not is_of_group:
        raise ActivityNotOfThisForm(field="kind", activity_kind=planned.kind)
    activity, is_new = Activity.objects.get_or_create(
        request_key=request_key,
        defaults={
            "branch": branch,
            "kind": planned.kind,
            "begins_at": planned.begins_at,
            "place": planned.place.strip(),
            "title": planned.title.strip(),
            "agenda": planned.agenda.strip(),
            "by_key": by.key,
            "by_name": by.name,
            "at": at,
        },
    )
    if is_new:
        _record("party.plan_activity", activity, by=by, at=at)
    return activity


@transaction.atomic
def hold_activity(*, activity_uid: UUID, held: Held, by: Actor, at: datetime) -> Activity:
    """Write down that an activity was held, who came, and what was said and decided.

    Who had to come and who had a vote is taken from the branch as it was on that day. A second
    call for one that was held changes nothing. Refuses one that was called off or has not begun,
    no minutes, an attendance of others than those called, pictures that are not fit, and an
    assembly or a committee's meeting without a quorum.
    """
    activity = _locked(activity_uid)
    if activity.state == ActivityState.HELD:
        return activity
    _refuse_moved_on(activity)
    if activity.begins_at > at:
        raise ActivityNotBegun(field="begins_at")
    if not held.minutes.strip():
        raise ActivityWordsMissing(field="minutes")
    pictures = _fit(held.pictures)
    rows = _attendances(activity, held.attendance)
    _judge_quorum(activity, rows)
    activity.state, activity.held_at, activity.minutes = (
        ActivityState.HELD,
        at,
        held.minutes.strip(),
    )
    activity.called_count = len(rows)
    activity.voting_count = sum(row.has_vote for row in rows)
    activity.save(update_fields=["state", "held_at", "minutes", "called_count", "voting_count"])
    Attendance.objects.bulk_create(rows)
    ActivityPhoto.objects.bulk_create(
        ActivityPhoto(
            activity=activity,
            digest=digest,
            content=picture.content,
            width=picture.width,
            height=picture.height,
        )
        for digest, picture in pictures.items()
    )
    _record("party.hold_activity", activity, by=by, at=at)
    return activity


@transaction.atomic
def call_off_activity(*, activity_uid: UUID, by: Actor, at: datetime) -> Activity:
    """Call off an activity; a second call changes nothing. Refuses one that was held."""
    activity = _locked(activity_uid)
    if activity.state == ActivityState.CALLED_OFF:
        return activity
    _refuse_moved_on(activity)
    write_called_off(activity, by=by, at=at)
    return activity


def _attendances(activity: Activity, attendance: Mapping[UUID, AttendanceKind]) -> list[Attendance]:
    on = timezone.localdate(activity.begins_at)
    called = called_to(activity.branch, ActivityKind(activity.kind), on=on)
    if not called:
        raise NobodyCalled(field="attendance")
    uids = dict(Member.objects.filter(pk__in=called).values_list("uid", "pk"))
    if set(attendance) != set(uids):
        raise AttendanceNotOfCalled(
            field="attendance",
            missing=len(set(uids) - set(attendance)),
            strangers=len(set(attendance) - set(uids)),
        )
    return [
        Attendance(
            activity=activity,
            member_id=uids[uid],
            kind=kind,
            has_vote=called[uids[uid]],
        )
        for uid, kind in sorted(attendance.items(), key=lambda pair: uids[pair[0]])
    ]


def _judge_quorum(activity: Activity, rows: Sequence[Attendance]) -> None:
    if ActivityKind(activity.kind) not in DECIDING:
        return
    voting = sum(row.has_vote for row in rows)
    present = sum(row.has_vote and row.kind == AttendanceKind.PRESENT for row in rows)
    share = quorum_on(timezone.localdate(activity.begins_at)).meeting_above
    needed = needed_for_meeting(voting, share)
    if present < needed:
        raise QuorumMissed(field="attendance", present=present, voting=voting, needed=needed)


def _fit(pictures: Sequence[Picture]) -> dict[str, Picture]:
    by_digest = {picture.digest: picture for picture in pictures}
    if len(by_digest) > PICTURES_MAX or not all(is_fit(each.content) for each in pictures):
        raise ActivityPicturesUnfit(field="photos", pictures_max=PICTURES_MAX)
    return by_digest


def _locked(uid: UUID) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("branch")
    return rows.get(uid=uid)


def _refuse_moved_on(activity: Activity) -> None:
    if activity.state != ActivityState.PLANNED:
        raise ActivityMovedOn(field="state", activity_state=ActivityState(activity.state))


def _record(verb: str, activity: Activity, *, by: Actor, at: datetime) -> None:
    subject = Subject("activity", activity.key)
    record(verb=verb, on=subject, by=by, at=at, activity_kind=activity.kind)
