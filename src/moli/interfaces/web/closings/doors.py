"""Whose day sheets a person sees: the county's, his station's, or those of which he keeps cash."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from moli.accounts.rules import COUNTY_ROLES, Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest, only
from moli.stations.queries.listing import StationSight, station_in
from moli.stations.queries.team import work_of_person
from moli.stations.rules.team import Work

READERS = only(*COUNTY_ROLES, Role.STATION_OPERATOR, Role.STATION_STAFF)
COUNTY = only(*COUNTY_ROLES)
_MONEY = frozenset({Work.CASH, Work.CLOSE_DAY})


def sheet_sight(request: MoliRequest) -> StationSight:
    """How far the person reaches into day sheets; towns, which see stations, see none."""
    standing = request.standing
    runs = standing.organisation_keys(Role.STATION_OPERATOR)
    return StationSight(
        areas=standing.area_codes(COUNTY_ROLES),
        keys=tuple(sorted({*runs, *standing.organisation_keys(Role.STATION_STAFF)})),
        keeps_areas=standing.area_codes({Role.OFFICE}),
        runs_keys=runs,
    )


def station_of_sheets(request: MoliRequest, uid: UUID) -> Any:
    """A station whose day sheets the person sees; else there is nothing.

    Of its team those who keep cash: the sheet says what each of the others earned.
    """
    station = station_in(sheet_sight(request), uid)
    if station is None or not reads_sheets(request, station):
        raise Http404
    return station


def reads_sheets(request: MoliRequest, station: Any) -> bool:
    """Whether the person sees the day sheets of a station."""
    sight = sheet_sight(request)
    if sight.areas and station.village.code.startswith(sight.areas):
        return True
    is_own = station.key in sight.keys
    return station.key in sight.runs_keys or (is_own and _keeps_cash(request, station))


def _keeps_cash(request: MoliRequest, station: Any) -> bool:
    work = work_of_person(
        station_key=station.key, person_key=request.standing.actor.key, on=clock.today()
    )
    return bool(work & _MONEY)
