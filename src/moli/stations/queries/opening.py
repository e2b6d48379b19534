"""In which state stations are on a day, and the days on which they are closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from moli.kernel.remembering import remembered
from moli.stations.models import Pause, Station
from moli.stations.rules.offering import OpenState
from moli.stations.rules.opening import state_of


def state_on(station: Station, *, on: date) -> OpenState:
    """The state of a station on a day: one query."""
    return states_on([station], on=on)[station.pk]


def states_on(stations: Iterable[Station], *, on: date) -> dict[int, OpenState]:
    """The state of some stations on a day, by primary key: one query for all."""
    rows = list(stations)
    paused = set(
        Pause.objects.in_force(on=on)
        .filter(station__in=[row.pk for row in rows])
        .values_list("station_id", flat=True)
    )
    return {
        row.pk: state_of(from_on=row.from_on, to_on=row.to_on, is_paused=row.pk in paused, on=on)
        for row in rows
    }


@remembered
def closing_day(station_key: str) -> date | None:
    """The first day on which a station is closed; none while no day is set: one query."""
    rows = Station.objects.filter(uid=station_key)
    closed_on: date | None = rows.values_list("to_on", flat=True).first()
    return closed_on


def in_state(state: OpenState, *, on: date) -> Q:
    """The condition that a station is in a state on a day."""
    paused = Q(pk__in=Pause.objects.in_force(on=on).values("station_id"))
    stands = Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gt=on))
    return {
        OpenState.PLANNED: Q(from_on__gt=on),
        OpenState.OPEN: stands & ~paused,
        OpenState.PAUSED: stands & paused,
        OpenState.CLOSED: Q(to_on__lte=on),
    }[state]


def pause_on(station: Station, *, on: date) -> Pause | None:
    """The pause in which a station is on a day."""
    return Pause.objects.in_force(on=on).filter(station=station).first()


def pauses_of(station: Station) -> QuerySet[Pause]:
    """Every pause of a station, the newest first."""
    return Pause.objects.filter(station=station).order_by("-from_on", "-pk")
