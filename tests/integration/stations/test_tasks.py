"""What is to be done at stations: set once, for one or for all, ended once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from moli.kernel.refusal import Refusal
from moli.stations.models import Station, Task
from moli.stations.queries.tasks import ended_tasks, open_tasks, task_of_station, tasks_of_person
from moli.stations.rules.team import TaskState
from moli.stations.services.opening import close_station
from moli.stations.services.tasks import (
    TaskDueTooEarly,
    TaskForStranger,
    TaskInClosedStation,
    TaskNeedsWords,
    end_task,
    set_task,
)
from tests.factories import HEGUI, NOW, TESTER, TODAY, person, station
from tests.factories.market import key
from tests.factories.teams import staff, task
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _set(
    row: Station,
    *,
    words: str = "校秤",
    due_on: date = TODAY,
    for_key: str = "",
    request_key: UUID | None = None,
) -> Task:
    return set_task(
        station_id=row.pk,
        words=words,
        due_on=due_on,
        for_key=for_key,
        request_key=request_key or key(),
        by=TESTER,
        at=NOW,
    )


def test_a_task_is_set_once_for_a_key_with_the_name_of_whom_it_is_for() -> None:
    row, same = station(), key()
    helper = staff(station=row, name="韦帮手")
    first = _set(row, for_key=helper.actor.key, request_key=same, words="  校秤 ")
    with unchanged():
        assert _set(row, words="别的", request_key=same) == first

    assert (first.words, first.for_name, first.state) == ("校秤", "韦帮手", TaskState.OPEN)
    assert [each.words for each in open_tasks(row.key)] == ["校秤"]


@pytest.mark.parametrize(
    ("said", "kind", "facts"),
    [
        ({"words": " "}, TaskNeedsWords, {"field": "words", "signs_max": 120}),
        ({"words": "长" * 121}, TaskNeedsWords, {"field": "words", "signs_max": 120}),
        (
            {"due_on": TODAY - timedelta(days=1)},
            TaskDueTooEarly,
            {"field": "due_on", "today": str(TODAY)},
        ),
    ],
)
def test_a_task_that_cannot_be_is_refused(
    said: dict[str, object], kind: type[Refusal], facts: dict[str, object]
) -> None:
    row = station()
    with refused(kind, **facts):  # type: ignore[arg-type]
        _set(row, **said)  # type: ignore[arg-type]


def test_a_task_is_for_somebody_of_the_team() -> None:
    row, elsewhere = station(), station(village_code=HEGUI, name="和贵村服务站")
    for stranger in (person(), staff(station=elsewhere)):
        with refused(TaskForStranger, field="for_key"):
            _set(row, for_key=stranger.actor.key)


def test_nothing_is_to_be_done_in_a_closed_station() -> None:
    row = station()
    close_station(station_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)
    with refused(TaskInClosedStation, field="words", to_on=str(TODAY)):
        _set(row)


@pytest.mark.parametrize(("is_done", "state"), [(True, TaskState.DONE), (False, TaskState.DROPPED)])
def test_a_task_ends_once(is_done: bool, state: TaskState) -> None:
    row = task(station())
    ended = end_task(task_uid=row.uid, is_done=is_done, by=TESTER, at=NOW)
    with unchanged():
        end_task(task_uid=row.uid, is_done=not is_done, by=TESTER, at=NOW)

    assert (ended.state, ended.ended_by_key, ended.ended_at) == (state, TESTER.key, NOW)
    assert open_tasks(row.station.key) == []
    assert list(ended_tasks(row.station.key, count_max=5)) == [ended]


def test_a_person_reads_the_own_tasks_and_those_of_all_until_a_day() -> None:
    row, elsewhere = station(), station(village_code=HEGUI, name="和贵村服务站")
    me, other = staff(station=row), staff(station=row)
    mine = task(row, words="一", for_key=me.actor.key)
    ours = task(row, words="二", due_on=TODAY + timedelta(days=2))
    task(row, words="三", for_key=other.actor.key)
    task(row, words="四", due_on=TODAY + timedelta(days=3))
    far = task(elsewhere, words="五")

    found = tasks_of_person([row.key], person_key=me.actor.key, until_on=TODAY + timedelta(days=2))
    assert list(found) == [mine, ours]
    assert task_of_station(row.key, far.uid) is None
