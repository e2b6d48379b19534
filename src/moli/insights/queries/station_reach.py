"""How far the stations of a county reach on a day: villages with one that lives, and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from moli.households.queries.figures import RegistryFigures, registry_figures_by_village
from moli.insights.queries.station_activity import activity_of_stations
from moli.insights.rules.coverage import VillageReach
from moli.insights.rules.periods import last_days
from moli.places.queries.directory import villages_inside
from moli.stations.models import Station
from moli.stations.queries.opening import in_state
from moli.stations.rules.offering import OpenState
from moli.stations.rules.platforms import Platform

_TOWN_DIGITS = 9


class _Open(NamedTuple):
    """One open station."""

    key: str
    village_code: str
    platform: str


@dataclass(frozen=True)
class StationReach:
    """A county on a day: its rows are read once, when they are first asked for.

    A station that is paused on the day is not open.
    """

    county_code: str
    on: date

    def villages(self, platform: Platform | None = None) -> list[VillageReach]:
        """Every village by code, with its open stations of a platform, or of all.

        However often it is asked, ten queries: what stations did takes seven, villages, stations
        and who is on record one each.
        """
        rows = [row for row in self._open if platform in (None, row.platform)]
        open_in = Counter(row.village_code for row in rows)
        active_in = Counter(row.village_code for row in rows if row.key in self._alive)
        return [
            replace(each, stations=open_in[each.code], active=active_in[each.code])
            for each in self._people
        ]

    def by_platform(self) -> dict[Platform, list[VillageReach]]:
        """The same for each platform that has a station."""
        there = {row.platform for row in self._open}
        return {each: self.villages(each) for each in Platform if each in there}

    @cached_property
    def _open(self) -> list[_Open]:
        rows = Station.objects.filter(
            in_state(OpenState.OPEN, on=self.on), village__code__startswith=self.county_code
        )
        columns = rows.order_by("pk").values_list("uid", "village__code", "platform")
        return [_Open(str(uid), code, platform) for uid, code, platform in columns]

    @cached_property
    def _alive(self) -> Set[str]:
        """The keys of stations in which something was done."""
        return activity_of_stations(last_days(self.on)).keys()

    @cached_property
    def _people(self) -> list[VillageReach]:
        """Every village by code with who is on record there, and no station yet."""
        figures = registry_figures_by_village([self.county_code], on=self.on)
        villages = villages_inside(area_codes=[self.county_code]).order_by("code")
        rows = []
        for code in villages.values_list("code", flat=True):
            heads = figures.get(code, RegistryFigures())
            people = sum(each.people for each in heads.states.values())
            poor = heads.poor.people
            rows.append(VillageReach(code, code[:_TOWN_DIGITS], 0, 0, people=people, poor=poor))
        return rows
