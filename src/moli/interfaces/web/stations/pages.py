"""The list of stations, and the page of one: what it offers, its days, its team, its devices."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest, opens
from moli.interfaces.web.closings.doors import reads_sheets
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.web.stations import rows
from moli.interfaces.web.stations.doors import shown_name, sight_of, station_to_read
from moli.interfaces.words.labels import label
from moli.places.queries.directory import towns_inside
from moli.stations.queries.listing import (
    ListedStation,
    StationSight,
    equipment_of,
    picked_stations,
    services_of,
    stations_in,
    stations_with,
)
from moli.stations.queries.opening import pause_on, pauses_of, state_on
from moli.stations.queries.shares import plans_of
from moli.stations.queries.tasks import ended_tasks, open_tasks
from moli.stations.queries.team import Member, team_on
from moli.stations.rules.offering import EquipmentKind, OpenState, PauseReason
from moli.stations.rules.platforms import Platform
from moli.stations.rules.team import TaskState
from moli.sync.queries.devices import devices_of

Kind = TypeVar("Kind", bound=StrEnum)
WORDS_MAX = 30
ENDED_SHOWN = 5


@require_safe
def stations(request: MoliRequest) -> HttpResponse:
    """Stations that the person sees, by village; whoever has one alone is shown that one."""
    sight = sight_of(request)
    if not sight.areas and len(sight.keys) == 1:
        return _page(request, station_to_read(request, UUID(sight.keys[0])))
    on = clock.today()
    towns = [(town.code, name_of(town)) for town in towns_inside(area_codes=sight.areas)]
    platform = _picked(Platform, request.GET.get("platform", ""))
    state = _picked(OpenState, request.GET.get("state", ""))
    town = request.GET.get("town", "")
    town = town if town in dict(towns) else ""
    words = request.GET.get("q", "").strip()[:WORDS_MAX]
    found = picked_stations(
        stations_in(sight), platform=platform, state=state, town_code=town, words=words, on=on
    )
    picked = {"platform": platform or "", "state": state or "", "town": town, "q": words}
    sheet = sheet_of(request, found, picked=picked)
    context = {
        "sheet": sheet,
        "rows": [_listed(each) for each in stations_with(list(sheet.rows), on=on)],
        "platforms": [(each.value, label(each)) for each in Platform],
        "states": [(each.value, label(each)) for each in OpenState],
        "towns": towns,
        "picked": picked,
        "is_filtered": any(picked.values()),
        "may_open": bool(sight.keeps_areas),
        "reads_closings": opens("closings", request.standing),
        "keeps_wares": opens("wares", request.standing),
    }
    return render(request, "web/stations/list.html", context)


def _picked(kind: type[Kind], code: str) -> Kind | None:
    return kind(code) if code in set(kind) else None


def _listed(each: ListedStation) -> dict[str, Any]:
    return {
        "uid": each.station.uid,
        "name": each.station.name,
        "where": village_name(each.station.village),
        "platform": label(Platform(each.station.platform)),
        "services": rows.joined(label(service) for service in each.services),
        "team": len(each.team),
        "state": label(each.state),
        "kind": rows.STATE_KINDS[each.state],
    }


@require_safe
def station(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One station; what a person may change there has its links, the rest is not there."""
    return _page(request, station_to_read(request, uid))


def _page(request: MoliRequest, row: Any) -> HttpResponse:
    sight, on = sight_of(request), clock.today()
    team = team_on(row.key, on=on)
    runs, is_open = sight.runs(row), row.to_on is None
    context = {
        "row": row,
        "where": village_name(row.village),
        "platform": label(Platform(row.platform)),
        "services": [label(each) for each in services_of([row.pk], on=on).get(row.pk, ())],
        "active": rows.last_active(row.key, on=on),
        "looked_back": rows.LOOKED_BACK_DAYS,
        "equipment": [
            {"uid": each.uid, "kind": label(EquipmentKind(each.equipment_kind)), "row": each}
            for each in equipment_of(row, on=on)
        ],
        "may_run": runs and is_open,
        "may_keep": sight.keeps(row) and is_open,
        "is_of_team": row.key in sight.keys,
        "reads_sheets": reads_sheets(request, row),
        "keeps_wares": runs and is_open,
        "roles": rows.roles_explained(),
        "devices": [rows.device_row(each) for each in devices_of([row.key])] if runs else None,
        **_days(row, on=on),
        **_people(request, sight, row, team),
        **_tasks(request, sight, row),
    }
    return render(request, "web/stations/station.html", context)


def _days(row: Any, *, on: Any) -> dict[str, Any]:
    state = state_on(row, on=on)
    return {
        "on": on,
        "state": label(state),
        "state_kind": rows.STATE_KINDS[state],
        "is_planned": state is OpenState.PLANNED,
        "pause": pause_on(row, on=on),
        "pauses": [
            {"row": each, "reason": label(PauseReason(each.pause_reason))}
            for each in pauses_of(row)
        ],
    }


def _people(
    request: MoliRequest, sight: StationSight, row: Any, team: tuple[Member, ...]
) -> dict[str, Any]:
    """The team, and how it shares: a helper reads its own part, other readers masked names."""
    me = request.standing.actor.key
    reads_all = sight.runs(row) or sight.reads(row)
    plans = [
        rows.plan_row(
            plan,
            [
                (shown_name(sight, row, each.person_name), each.per_mille)
                for each in plan.shares
                if reads_all or each.person_key == me
            ],
        )
        for plan in plans_of(row.key)
    ]
    now = next((plan for plan in plans if plan.holds(clock.today())), None)
    return {
        "team": [
            rows.person_row(each, name=shown_name(sight, row, each.person_name), me=me)
            for each in team
        ],
        "reads_all": reads_all,
        "plan": now,
        "plans": [plan for plan in plans if plan is not now],
    }


def _tasks(request: MoliRequest, sight: StationSight, row: Any) -> dict[str, Any]:
    me, on = request.standing.actor.key, clock.today()
    runs = sight.runs(row)
    if not (runs or row.key in sight.keys):
        return {"tasks": None, "ended": []}
    return {
        "tasks": [rows.task_row(each, on=on, me=me, runs=runs) for each in open_tasks(row.key)],
        "ended": [
            {"row": each, "state": label(TaskState(each.state))}
            for each in ended_tasks(row.key, count_max=ENDED_SHOWN)
        ],
    }
