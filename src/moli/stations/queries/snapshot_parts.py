"""What a station's devices hold of it: what it is, who works there, what is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.stations.models import Station
from moli.stations.queries.listing import services_of
from moli.stations.queries.shares import PersonShare, shares_on
from moli.stations.queries.tasks import OpenTask, open_tasks
from moli.stations.queries.team import team_on
from moli.stations.rules.offering import Service
from moli.stations.rules.team import Work


@dataclass(frozen=True)
class StationPart:
    """The station itself, what it offers on the day, and how its commission is shared then."""

    key: str
    name: str
    village: str
    services: tuple[Service, ...]
    shares: tuple[PersonShare, ...]


@dataclass(frozen=True)
class PersonPart:
    """One person of its team and what the person may do."""

    key: str
    name: str
    work: tuple[Work, ...]


def station_part(*, station_key: str, on: date) -> StationPart:
    """The station of a device on a day: three queries."""
    station = Station.objects.select_related("village").get(uid=station_key)
    return StationPart(
        key=station.key,
        name=station.name,
        village=station.village.short_name,
        services=services_of([station.pk], on=on).get(station.pk, ()),
        shares=shares_on(station_key, on=on),
    )


def people_part(*, station_key: str, on: date) -> list[PersonPart]:
    """Everybody who works at a station on a day: two queries."""
    return [
        PersonPart(
            each.person_key, each.person_name, tuple(work for work in Work if work in each.work)
        )
        for each in team_on(station_key, on=on)
    ]


def tasks_part(*, station_key: str, on: date) -> list[OpenTask]:
    """What is to be done at a station, whatever the day: one query."""
    return open_tasks(station_key)
