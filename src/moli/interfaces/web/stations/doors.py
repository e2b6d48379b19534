"""Stations through a person's sight: which he sees, which he runs, and whose names he reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest, only
from moli.interfaces.web.registry.desks import Desk
from moli.kernel.identifiers import masked_name
from moli.stations.queries.listing import (
    STATION_READERS,
    StationSight,
    station_in,
    station_sight,
)
from moli.stations.queries.team import Member, team_on

TEAM = (Role.STATION_OPERATOR, Role.STATION_STAFF)
READERS = only(*STATION_READERS, *TEAM)
WORKERS = only(Role.OFFICE, *TEAM)
RUNNERS = only(Role.OFFICE, Role.STATION_OPERATOR)
KEEPERS = only(Role.OFFICE)


def sight_of(request: MoliRequest) -> StationSight:
    """How far the person reaches into stations."""
    return station_sight(request.standing)


def station_to_read(request: MoliRequest, uid: UUID) -> Any:
    """A station that the person sees; else there is nothing."""
    station = station_in(sight_of(request), uid)
    if station is None:
        raise Http404
    return station


def station_to_run(request: MoliRequest, uid: UUID) -> Any:
    """A station whose team, days and devices the person may change; else there is nothing."""
    station = station_to_read(request, uid)
    if not sight_of(request).runs(station):
        raise Http404
    return station


def station_to_keep(request: MoliRequest, uid: UUID) -> Any:
    """A station of the office's area; else there is nothing."""
    station = station_to_read(request, uid)
    if not sight_of(request).keeps(station):
        raise Http404
    return station


def shown_name(sight: StationSight, station: Any, name: str) -> str:
    """A name in full for the station's own people and the office, masked for other readers."""
    is_own = station.key in sight.keys or sight.keeps(station)
    return name if is_own else masked_name(name)


def member_of(station: Any, person: UUID) -> Member:
    """Somebody of the station's team today, by the account's uid; else there is nothing."""
    wanted = f"user:{person}"
    for member in team_on(station.key, on=clock.today()):
        if member.person_key == wanted:
            return member
    raise Http404


def person_uid(person_key: str) -> str:
    """How addresses name a person."""
    return person_key.removeprefix("user:")


def station_desk(
    request: MoliRequest,
    station: Any,
    *,
    title: str,
    button: str,
    notes: tuple[str, ...] = (),
) -> Desk:
    """The surroundings of a form about a station: the way back is the station's page."""
    return Desk(
        title=title,
        button=button,
        here=request.path,
        back=reverse("web:station", args=[station.uid]),
        back_words=station.name,
        notes=notes,
    )
