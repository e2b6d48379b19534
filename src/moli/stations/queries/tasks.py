"""What is to be done at stations."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from moli.stations.models import Task
from moli.stations.rules.team import TaskState


@dataclass(frozen=True)
class OpenTask:
    """One task that waits: for one person, or (an empty key) for all of the team."""

    uid: UUID
    words: str
    due_on: date
    for_key: str
    for_name: str


def open_tasks(station_key: str) -> list[OpenTask]:
    """What is to be done at a station, what is due first first: one query."""
    rows = Task.objects.filter(station__uid=station_key, state=TaskState.OPEN)
    return [_open_task(row) for row in rows.order_by("due_on", "pk")]


def tasks_of_person(
    station_keys: Collection[str], *, person_key: str, until_on: date
) -> QuerySet[Task]:
    """What waits for a person at some stations until a day, with what waits for all of a team."""
    return (
        Task.objects.filter(
            Q(for_key="") | Q(for_key=person_key),
            station__uid__in=list(station_keys),
            state=TaskState.OPEN,
            due_on__lte=until_on,
        )
        .select_related("station")
        .order_by("due_on", "pk")
    )


def ended_tasks(station_key: str, *, count_max: int) -> QuerySet[Task]:
    """The tasks of a station that ended last."""
    rows = Task.objects.filter(station__uid=station_key).exclude(state=TaskState.OPEN)
    return rows.order_by("-ended_at", "-pk")[:count_max]


def task_of_station(station_key: str, uid: UUID) -> Task | None:
    """One task of a station, ended or not."""
    return Task.objects.filter(station__uid=station_key, uid=uid).select_related("station").first()


def _open_task(row: Task) -> OpenTask:
    return OpenTask(row.uid, row.words, row.due_on, row.for_key, row.for_name)
