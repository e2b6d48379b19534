"""Tasks that were done at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from moli.interfaces.counter.handlers.reading import read_uuid
from moli.kernel.refusal import Refusal
from moli.stations.queries.tasks import task_of_station
from moli.stations.services.tasks import end_task
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed


class TaskOfOthers(Refusal):
    """A device ends tasks of its own station only."""


def task_done(pushed: Pushed, doing: Doing) -> Done:
    """Note that a task is done; ended already, it stays as it is."""
    uid = read_uuid(pushed.body, "task")
    if task_of_station(doing.owner_key, uid) is None:
        raise TaskOfOthers(field="task")
    return Done(key=end_task(task_uid=uid, is_done=True, by=doing.by, at=doing.done_at).key)


HANDLERS: Final[Mapping[str, Handler]] = {"task_done": task_done}
