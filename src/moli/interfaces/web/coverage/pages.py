"""How far stations reach: the county by day and platform, its towns, and villages left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.insights.queries.station_reach import StationReach
from moli.insights.rules.coverage import Reach, VillageReach, reach_of
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import DataTable
from moli.interfaces.design.svg.county_map import CountyMap, MapPoint, PointKind, build_county_map
from moli.interfaces.design.svg.county_map import Outline as Border
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import county_name, name_of, village_name
from moli.interfaces.words.amounts import percent_of
from moli.interfaces.words.labels import label
from moli.places.queries.directory import divisions_of_codes, towns_inside
from moli.places.queries.maps import outline_of
from moli.stations.rules.platforms import Platform


@dataclass(frozen=True)
class ReachRow:
    """A town or a platform, and how far its stations reach."""

    name: str
    code: str
    reach: Reach

    @property
    def share(self) -> str:
        """Coverage in percent."""
        return percent_of(self.reach.covered, self.reach.villages)

    @property
    def gap(self) -> int:
        """Villages that are left out."""
        return self.reach.villages - self.reach.covered

    @property
    def poor_left(self) -> int:
        """Poor people in them."""
        return self.reach.poor - self.reach.poor_covered


@dataclass(frozen=True)
class ReachMap:
    """A map ready to draw, the sentence that tells its finding, and the figures behind it."""

    drawing: CountyMap
    finding: str
    table: DataTable
    review_number: str


@require_safe
def station_coverage(request: MoliRequest) -> HttpResponse:
    """Coverage of villages and people, on the map, by town and by platform; one of them alone."""
    on, county = clock.today(), settings.MOLI_COUNTY_CODE
    platform = _platform(request.GET.get("platform", ""))
    reached = StationReach(county, on)
    villages = reached.villages(platform)
    places = {row.code: row for row in towns_inside(area_codes=[county])}
    towns = _by_town(villages, places)
    context = {
        "on": on,
        "reach": reach_of(villages),
        "platform": platform,
        "platform_name": label(platform) if platform else "",
        "towns": towns,
        "platforms": [
            ReachRow(label(each), each.value, reach_of(rows))
            for each, rows in reached.by_platform().items()
        ],
        "map": _map(towns, places, county_code=county),
    }
    return render(request, "web/coverage/coverage.html", context)


@require_safe
def villages_to_reach(request: MoliRequest) -> HttpResponse:
    """Villages without an active station, those with most poor people first; of a town alone."""
    on, county = clock.today(), settings.MOLI_COUNTY_CODE
    towns = {row.code: name_of(row) for row in towns_inside(area_codes=[county])}
    town = request.GET.get("town", "")
    left = [
        row
        for row in StationReach(county, on).villages()
        if not row.active and (town not in towns or row.town_code == town)
    ]
    left.sort(key=lambda row: (-row.poor, -row.people, row.code))
    sheet = sheet_of(request, left, picked={"town": town})
    shown = list(sheet.rows)
    names = {row.code: village_name(row) for row in divisions_of_codes([r.code for r in shown])}
    context = {
        "on": on,
        "town": town,
        "towns": sorted(towns.items()),
        "sheet": sheet,
        "count": len(left),
        "rows": [(names[row.code], row) for row in shown],
    }
    return render(request, "web/coverage/villages.html", context)


def _platform(asked: str) -> Platform | None:
    return Platform(asked) if asked in set(Platform) else None


def _by_town(villages: Sequence[VillageReach], places: Mapping[str, Any]) -> list[ReachRow]:
    """Towns, those with most villages left out first."""
    of_town: dict[str, list[VillageReach]] = {}
    for row in villages:
        of_town.setdefault(row.town_code, []).append(row)
    rows = [
        ReachRow(name_of(places[code]), code, reach_of(found)) for code, found in of_town.items()
    ]
    return sorted(rows, key=lambda row: (-row.gap, row.code))


def _map(
    towns: Sequence[ReachRow], places: Mapping[str, Any], *, county_code: str
) -> ReachMap | None:
    outline = outline_of(county_code=county_code)
    if outline is None:
        return None
    whole = sum(row.reach.covered == row.reach.villages for row in towns)
    return ReachMap(
        drawing=build_county_map(
            outline=Border(rings=tuple(outline.rings)),
            points=[
                MapPoint(
                    name=row.name,
                    lon=place.longitude,
                    lat=place.latitude or 0.0,
                    weight=row.reach.villages,
                    kind=PointKind.GAP if row.gap else PointKind.FULL,
                    inside=str(row.gap) if row.gap else "",
                )
                for row in towns
                if (place := places[row.code]).longitude is not None
            ],
        ),
        finding=gettext(
            "%(county)s服务站覆盖示意图：%(towns)s 个乡镇中 %(whole)s 个每个村都有在营业的站"
        )
        % {"county": county_name(), "towns": len(towns), "whole": whole},
        table=DataTable(
            headings=(gettext("乡镇"), gettext("村数"), gettext("覆盖的村")),
            rows=[(r.name, str(r.reach.villages), str(r.reach.covered)) for r in towns],
        ),
        review_number=outline.review_number,
    )
