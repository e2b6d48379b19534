"""Stations as far as a person may see them: for lists, and one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from moli.accounts.rules import COUNTY_ROLES, Role, Standing
from moli.places.queries.directory import inside_areas
from moli.stations.models import Equipment, Offering, Station
from moli.stations.queries.opening import in_state, states_on
from moli.stations.queries.team import Member, teams_on
from moli.stations.rules.offering import OpenState, Service
from moli.stations.rules.platforms import Platform

# Towns look at theirs; they lead none.
STATION_READERS = COUNTY_ROLES | {Role.TOWN_OFFICE}


@dataclass(frozen=True)
class StationSight:
    """Which stations a person sees: those of some areas, and those where he works.

    `keeps_areas` and `runs_keys` are those in which he may change something.
    """

    areas: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    keeps_areas: tuple[str, ...] = ()
    runs_keys: tuple[str, ...] = ()

    def keeps(self, station: Station) -> bool:
        """Whether the person acts for the county's office here: services, opening, closing."""
        return station.village.code.startswith(self.keeps_areas)

    def runs(self, station: Station) -> bool:
        """Whether the person may change what an operator changes: team, tasks, devices, days."""
        return station.key in self.runs_keys or self.keeps(station)

    def reads(self, station: Station) -> bool:
        """Whether the person sees the station because of its place, and not as one of its team."""
        return station.key not in self.keys


@dataclass(frozen=True)
class ListedStation:
    """One station of a list: the row, what it offers, who works there, its state."""

    station: Station
    services: tuple[Service, ...]
    team: tuple[Member, ...]
    state: OpenState


def station_sight(standing: Standing) -> StationSight:
    """How far a standing reaches into stations: no query."""
    runs = standing.organisation_keys(Role.STATION_OPERATOR)
    return StationSight(
        areas=standing.area_codes(STATION_READERS),
        keys=tuple(sorted({*runs, *standing.organisation_keys(Role.STATION_STAFF)})),
        keeps_areas=standing.area_codes({Role.OFFICE}),
        runs_keys=runs,
    )


def stations_in(sight: StationSight) -> QuerySet[Station]:
    """All stations that a person sees, whatever their state, by village."""
    own = Q(uid__in=sight.keys)
    return (
        Station.objects.filter(own | inside_areas(sight.areas, field="village__code"))
        .select_related("village__parent")
        .order_by("village__code", "pk")
    )


def station_in(sight: StationSight, uid: UUID) -> Station | None:
    """One station that a person sees."""
    return stations_in(sight).filter(uid=uid).first()


def picked_stations(
    rows: QuerySet[Station],
    *,
    platform: Platform | None = None,
    state: OpenState | None = None,
    town_code: str = "",
    words: str = "",
    on: date,
) -> QuerySet[Station]:
    """Of some stations those of a platform, in a state, of a town, with words in their names."""
    if platform is not None:
        rows = rows.filter(platform=platform)
    if state is not None:
        rows = rows.filter(in_state(state, on=on))
    if town_code:
        rows = rows.filter(village__code__startswith=town_code)
    if words:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(village__name__icontains=words)
            | Q(village__name_en__icontains=words)
        )
    return rows


def stations_with(stations: Sequence[Station], *, on: date) -> list[ListedStation]:
    """Some stations with what they offer, their teams and states: four queries for all."""
    services = services_of([row.pk for row in stations], on=on)
    teams = teams_on([row.key for row in stations], on=on)
    states = states_on(stations, on=on)
    return [
        ListedStation(row, services.get(row.pk, ()), teams.get(row.key, ()), states[row.pk])
        for row in stations
    ]


def services_of(station_ids: Collection[int], *, on: date) -> dict[int, tuple[Service, ...]]:
    """What some stations offer on a day, by primary key, in the order of services: one query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Offering.objects.in_force(on=on).filter(station__in=list(station_ids))
    for station_id, service in rows.values_list("station_id", "service"):
        found[station_id].add(service)
    return {pk: tuple(each for each in Service if each in own) for pk, own in found.items()}


def offerings_of(station: Station) -> QuerySet[Offering]:
    """Everything that a station ever offered, the newest first."""
    return Offering.objects.filter(station=station).order_by("-from_on", "-pk")


def equipment_of(station: Station, *, on: date) -> QuerySet[Equipment]:
    """What stands in a station on a day."""
    rows = Equipment.objects.in_force(on=on).filter(station=station)
    return rows.order_by("equipment_kind", "from_on", "pk")


def equipment_in(station: Station, uid: UUID) -> Equipment | None:
    """One thing of a station."""
    return Equipment.objects.filter(station=station, uid=uid).first()
