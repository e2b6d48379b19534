"""Tasks that were done at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from moli.interfaces.counter.handlers.reading import read_uuid
from moli.kernel.refusal import Refusal
from moli.stations.queries.tasks import task_of_station
from moli.stations.queries.team import work_of_person
from moli.stations.rules.team import Work, may_finish
from moli.stations.services.tasks import end_task
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed


class TaskOfOthers(Refusal):
    """A device ends tasks of its own station only."""


class TaskForAnother(Refusal):
    """A task for one person is ended by that person, or by who leads the team."""


def task_done(pushed: Pushed, doing: Doing) -> Done:
    """Note that a task is done; ended already, it stays as it is."""
    uid = read_uuid(pushed.body, "task")
    task = task_of_station(doing.owner_key, uid)
    if task is None:
        raise TaskOfOthers(field="task")
    if not may_finish(for_key=task.for_key, person_key=doing.by.key, leads=_leads(doing)):
        raise TaskForAnother(field="task")
    row = end_task(
        task_uid=uid, is_done=True, by=doing.by, at=doing.done_at, received_at=doing.received_at
    )
    return Done(key=row.key)


def _leads(doing: Doing) -> bool:
    on = timezone.localdate(doing.done_at)
    work = work_of_person(station_key=doing.owner_key, person_key=doing.by.key, on=on)
    return Work.LEAD in work


HANDLERS: Final[Mapping[str, Handler]] = {"task_done": task_done}
