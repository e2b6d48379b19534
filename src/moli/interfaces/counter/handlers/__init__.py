"""What is done with each kind of operation: read it, ask its service, answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from django.utils import timezone

from moli.interfaces.counter.handlers import (
    bills,
    buying,
    cash,
    closing,
    parcels,
    tasks,
    weighing,
)
from moli.interfaces.counter.kinds import WORK_OF_KIND, NotOfTheTeam, WorkOfOthers
from moli.stations.queries.team import work_of_person
from moli.stations.rules.team import Work
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed

HANDLERS: Mapping[str, Handler] = {
    **weighing.HANDLERS,
    **parcels.HANDLERS,
    **buying.HANDLERS,
    **bills.HANDLERS,
    **cash.HANDLERS,
    **closing.HANDLERS,
    **tasks.HANDLERS,
}


def handlers_of_a_push() -> Mapping[str, Handler]:
    """The handler of each kind, for one push.

    Whoever did an operation must have been allowed to at the station on the day on which it was
    done; what a person may do on a day is asked once a push.
    """
    team = _Team()
    return {kind: partial(_judged, team, handler) for kind, handler in HANDLERS.items()}


class _Team:
    """What the people of a station may do, by day, as far as it was asked."""

    def __init__(self) -> None:
        self._work: dict[tuple[str, str, date], frozenset[Work]] = {}

    def work(self, doing: Doing, on: date) -> frozenset[Work]:
        asked = (doing.owner_key, doing.by.key, on)
        if asked not in self._work:
            self._work[asked] = work_of_person(
                station_key=doing.owner_key, person_key=doing.by.key, on=on
            )
        return self._work[asked]


def _judged(team: _Team, handler: Handler, pushed: Pushed, doing: Doing) -> Done:
    on = timezone.localdate(doing.done_at)
    has, needed = team.work(doing, on), WORK_OF_KIND[pushed.kind]
    if not has:
        raise NotOfTheTeam(field="by", day_on=on.isoformat())
    if needed is not None and needed not in has:
        raise WorkOfOthers(field="by", day_on=on.isoformat(), work=needed)
    return handler(pushed, doing)
