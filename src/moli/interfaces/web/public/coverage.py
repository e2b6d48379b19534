"""The map of station coverage: one circle a town, filled where no village is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from moli.interfaces.design.parts import DataTable
from moli.interfaces.design.svg.county_map import CountyMap, MapPoint, PointKind, build_county_map
from moli.interfaces.design.svg.county_map import Outline as Border
from moli.interfaces.web.naming import county_name, name_of
from moli.stations.queries import TownCoverage


@dataclass(frozen=True)
class CoverageMap:
    """A map ready to draw, the sentence that tells its finding, and the figures behind it."""

    drawing: CountyMap
    finding: str
    table: DataTable
    review_number: str


def coverage_map(outline: Any, towns: Sequence[TownCoverage]) -> CoverageMap | None:
    """The coverage of a county's towns; nothing without an outline to draw them in."""
    if outline is None:
        return None
    whole = sum(row.coverage.covered == row.coverage.villages for row in towns)
    finding = gettext(
        "%(county)s服务站覆盖示意图：%(towns)s 个乡镇中 %(whole)s 个每个村都有服务站"
    ) % {
        "county": county_name(),
        "towns": len(towns),
        "whole": whole,
    }
    return CoverageMap(
        drawing=build_county_map(
            outline=Border(rings=tuple(outline.rings)),
            points=[_point(row) for row in towns if row.town.longitude is not None],
        ),
        finding=finding,
        table=DataTable(
            headings=(gettext("乡镇"), gettext("村数"), gettext("有站的村")),
            rows=[
                (name_of(row.town), str(row.coverage.villages), str(row.coverage.covered))
                for row in towns
            ],
        ),
        review_number=outline.review_number,
    )


def _point(row: TownCoverage) -> MapPoint:
    gap = row.coverage.villages - row.coverage.covered
    return MapPoint(
        name=name_of(row.town),
        lon=row.town.longitude or 0.0,
        lat=row.town.latitude or 0.0,
        weight=row.coverage.villages,
        kind=PointKind.GAP if gap else PointKind.FULL,
        inside=str(gap) if gap else "",
    )
