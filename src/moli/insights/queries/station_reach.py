"""How far the stations of a county reach on a day: villages with one that lives, and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from moli.households.queries.figures import registry_figures_by_village
from moli.insights.queries.station_activity import activity_of_stations
from moli.insights.rules.coverage import VillageReach
from moli.insights.rules.periods import last_days
from moli.places.queries.directory import villages_inside
from moli.stations.models import Pause, Station
from moli.stations.rules.platforms import Platform

_TOWN_DIGITS = 9


def villages_reached(
    *, county_code: str, on: date, platform: Platform | None = None
) -> list[VillageReach]:
    """Every village of a county by code, with its stations of a platform, or of all.

    A station that is paused on the day is not open. Nine queries: villages, stations, pauses,
    what stations did, and who is on record where.
    """
    stations = open_now(county_code=county_code, on=on, platform=platform)
    alive = activity_of_stations(last_days(on))
    open_in = Counter(code for _, code in stations)
    active_in = Counter(code for key, code in stations if key in alive)
    return _rows(county_code, on, open_in, active_in)


def platforms_reached(*, county_code: str, on: date) -> dict[Platform, list[VillageReach]]:
    """The same for each platform that has a station: no more queries than for one."""
    alive = activity_of_stations(last_days(on))
    found = {}
    here = _open(county_code=county_code, on=on)
    villages = _rows(county_code, on, {}, {})
    for platform in Platform:
        own = [row for row in here if row[2] == platform]
        if not own:
            continue
        open_in = Counter(code for _, code, _ in own)
        active_in = Counter(code for key, code, _ in own if key in alive)
        found[platform] = [
            VillageReach(
                code=row.code,
                town_code=row.town_code,
                stations=open_in[row.code],
                active=active_in[row.code],
                people=row.people,
                poor=row.poor,
            )
            for row in villages
        ]
    return found


def open_now(
    *, county_code: str, on: date, platform: Platform | None = None
) -> list[tuple[str, str]]:
    """Keys and village codes of the stations that are open on a day and not paused: one query."""
    return [
        (key, code)
        for key, code, of in _open(county_code=county_code, on=on)
        if platform is None or of == platform
    ]


def _open(*, county_code: str, on: date) -> list[tuple[str, str, str]]:
    paused = Pause.objects.in_force(on=on).values("station")
    rows = Station.objects.in_force(on=on).filter(village__code__startswith=county_code)
    found = rows.exclude(pk__in=paused).order_by("village__code", "pk")
    columns = found.values_list("uid", "village__code", "platform")
    return [(str(uid), code, platform) for uid, code, platform in columns]


def _rows(
    county_code: str, on: date, open_in: Mapping[str, int], active_in: Mapping[str, int]
) -> list[VillageReach]:
    figures = registry_figures_by_village([county_code], on=on)
    rows = []
    for code in _codes(county_code):
        heads = figures.get(code)
        rows.append(
            VillageReach(
                code=code,
                town_code=code[:_TOWN_DIGITS],
                stations=open_in.get(code, 0),
                active=active_in.get(code, 0),
                people=sum(each.people for each in heads.states.values()) if heads else 0,
                poor=heads.poor.people if heads else 0,
            )
        )
    return rows


def _codes(county_code: str) -> Collection[str]:
    return villages_inside(area_codes=[county_code]).order_by("code").values_list("code", flat=True)
