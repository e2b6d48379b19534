"""Venues of villages: each has one, and about four of five stations stand in one.

Which stations do is made up; where the article's people work, they do.
"""

from __future__ import annotations

from datetime import date

from moli.insights.services.setting_targets import load_targets
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, MAKER, at
from moli.interfaces.cli.demo.places import HEGUI, YAOBU
from moli.interfaces.cli.demo.stations import JIAOYI_SEAT
from moli.places.queries.directory import villages_inside
from moli.places.rules.divisions import Kind
from moli.stations.queries import open_stations
from moli.stations.services.hosting import host_station, open_venue

_STANDING = 0.8
_FIRST_YEAR, _LAST_YEAR = 2009, 2014


def load_venues() -> None:
    """Open the venues, and let stations stand in those of their villages since they opened."""
    villages = villages_inside(area_codes=[COUNTY_CODE]).exclude(kind=Kind.OTHER)
    venue_ids = {
        code: open_venue(
            name=f"{name}村级活动场所" if not name.endswith("村") else f"{name}活动场所",
            village_code=code,
            from_on=date(Chance(f"venue {code}").whole(_FIRST_YEAR, _LAST_YEAR), 7, 1),
            by=MAKER,
            at=at(days_before=19),
        ).pk
        for code, name in villages.values_list("code", "short_name")
    }
    for station in open_stations(on=DAY):
        code = station.village.code
        if code in venue_ids and _stands(code, station.platform):
            host_station(
                station_id=station.pk,
                venue_id=venue_ids[code],
                from_on=station.from_on,
                by=MAKER,
                at=at(days_before=19),
            )


def load_plan_targets() -> None:
    """What the indicators of the four plans should reach."""
    load_targets(by=MAKER, at=at(days_before=250))


def _stands(village_code: str, platform: str) -> bool:
    """Whether a station moved in when it opened."""
    if village_code in (YAOBU, HEGUI, JIAOYI_SEAT):
        return True
    return Chance(f"hosted {village_code} {platform}").share() < _STANDING
