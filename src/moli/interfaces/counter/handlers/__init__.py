"""What is done with each kind of operation: read it, ask its service, answer."""

from __future__ import annotations

from collections.abc import Mapping
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
from moli.interfaces.counter.kinds import (
    WORK_OF_KIND,
    NotOfTheTeam,
    StationClosed,
    WorkOfOthers,
    winds_up,
)
from moli.stations.queries.opening import closing_day
from moli.stations.queries.team import work_of_person
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


def _judged(handler: Handler, pushed: Pushed, doing: Doing) -> Done:
    """Whoever did it must have been allowed to at the station on the day on which it was done.

    And so must the station: closed by then, it begins nothing new.
    """
    on = timezone.localdate(doing.done_at)
    has = work_of_person(station_key=doing.owner_key, person_key=doing.by.key, on=on)
    needed = WORK_OF_KIND[pushed.kind]
    if not has:
        raise NotOfTheTeam(field="by", day_on=on.isoformat())
    if needed is not None and needed not in has:
        raise WorkOfOthers(field="by", day_on=on.isoformat(), work=needed)
    closed_on = None if winds_up(pushed) else closing_day(doing.owner_key)
    if closed_on is not None and on >= closed_on:
        raise StationClosed(field="kind", closed_on=closed_on.isoformat())
    return handler(pushed, doing)


# The handler of each kind, behind the judgement of who may.
JUDGED: Mapping[str, Handler] = {
    kind: partial(_judged, handler) for kind, handler in HANDLERS.items()
}
