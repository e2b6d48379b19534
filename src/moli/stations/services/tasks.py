"""What is to be done at a station: setting a task, and ending it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.stations.models import Station, Task
from moli.stations.queries.team import team_on
from moli.stations.rules.team import TaskState
from moli.stations.services.locking import locked_station, subject_of

WORDS_MAX = 120


class TaskNeedsWords(Refusal):
    """A task says in at most 120 signs what is to be done."""


class TaskDueTooEarly(Refusal):
    """A task is due today or later."""


class TaskForStranger(Refusal):
    """A task is for somebody of the team, or for whoever may."""


class TaskInClosedStation(Refusal):
    """Nothing is to be done in a station that is closed."""


@transaction.atomic
def set_task(  # noqa: PLR0913 - what the form of a task asks
    *,
    station_id: int,
    words: str,
    due_on: date,
    for_key: str,
    request_key: UUID,
    by: Actor,
    at: datetime,
) -> Task:
    """Set a task of a station, due on a day, for one of its team or (empty) for all.

    The same key again returns what it set. Refuses a task without words or with too many, one
    due before today, one for somebody who is not of the team, and a station that is closed.
    """
    station = locked_station(station_id)
    if row := Task.objects.filter(request_key=request_key).first():
        return row
    today = timezone.localdate(at)
    if station.to_on is not None and station.to_on <= today:
        raise TaskInClosedStation(field="words", to_on=station.to_on.isoformat())
    if not 0 < len(words.strip()) <= WORDS_MAX:
        raise TaskNeedsWords(field="words", signs_max=WORDS_MAX)
    if due_on < today:
        raise TaskDueTooEarly(field="due_on", today=today.isoformat())
    row = Task.objects.create(
        request_key=request_key,
        station=station,
        words=words.strip(),
        due_on=due_on,
        for_key=for_key,
        for_name=_name_of(station, for_key, on=today) if for_key else "",
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    record(
        verb="stations.set_task", on=subject_of(station), by=by, at=at, due_on=due_on.isoformat()
    )
    return row


@transaction.atomic
def end_task(
    *, task_uid: UUID, is_done: bool, by: Actor, at: datetime, received_at: datetime | None = None
) -> Task:
    """Write down that a task is done, or dropped. Ended already: returns it as it is.

    `received_at` is when it was told, where that was later: a device may have been away.
    """
    station_id = Task.objects.values_list("station_id", flat=True).get(uid=task_uid)
    station = locked_station(station_id)
    row = Task.objects.get(uid=task_uid)
    if row.state != TaskState.OPEN:
        return row
    row.state = TaskState.DONE if is_done else TaskState.DROPPED
    row.ended_by_key, row.ended_by_name, row.ended_at = by.key, by.name, at
    row.save(update_fields=["state", "ended_by_key", "ended_by_name", "ended_at"])
    verb = "stations.finish_task" if is_done else "stations.drop_task"
    record(verb=verb, on=subject_of(station), by=by, at=received_at or at, task=row.key)
    return row


def _name_of(station: Station, person_key: str, *, on: date) -> str:
    names = {each.person_key: each.person_name for each in team_on(station.key, on=on)}
    if person_key not in names:
        raise TaskForStranger(field="for_key")
    return names[person_key]
