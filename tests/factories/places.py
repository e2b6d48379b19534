"""A piece of Heng County: five real villages in five towns, with points on the map."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import moli.places
from moli.places.models import Destination, Division
from moli.places.services.designating import add_destination
from moli.places.services.importing_divisions import import_divisions
from moli.places.services.placing import draw_outline, place_approximately
from tests.factories.moments import NOW, TESTER

COUNTY = "450181"
YAOBU = "450181110206"
HEGUI = "450181113207"
# One name, two towns: whoever looks a village up by its name alone meets both.
PANTANG_NAYANG = "450181102204"
PANTANG_LUANCHENG = "450181107201"
VILLAGES = (
    "450181100001",  # 城司社区 in the county seat
    PANTANG_NAYANG,
    PANTANG_LUANCHENG,
    YAOBU,
    HEGUI,
)
_RING = [[108.8, 22.4], [109.6, 22.4], [109.6, 23.0], [108.8, 23.0], [108.8, 22.4]]


@cache
def _all_rows() -> tuple[dict[str, str], ...]:
    path = Path(moli.places.__path__[0]) / "data" / "hengzhou_villages.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return tuple(csv.DictReader(lines))


def village_rows(codes: Sequence[str] = VILLAGES) -> list[dict[str, str]]:
    """Lines of the official list for some villages, in the order of the list."""
    return [dict(row) for row in _all_rows() if row["code"] in codes]


def county(*, codes: Sequence[str] = VILLAGES) -> Division:
    """The county with some villages and their towns, each with an approximate point."""
    found = Division.objects.filter(code=COUNTY).first()
    if found is not None and Division.objects.filter(code__in=codes).count() == len(codes):
        return found
    import_divisions(village_rows(codes), name_en=lambda name: name, by=TESTER, at=NOW)
    draw_outline(county_code=COUNTY, rings=[_RING], source="a box", by=TESTER, at=NOW)
    place_approximately(county_code=COUNTY, town_seats={}, by=TESTER, at=NOW)
    return Division.objects.get(code=COUNTY)


def village(code: str = YAOBU) -> Division:
    """A village by its code; the county is there with it."""
    county(codes=tuple(sorted({*VILLAGES, code})))
    return Division.objects.select_related("parent").get(code=code)


def nanning() -> Destination:
    """The provincial capital, about 100 km west of the villages."""
    return add_destination(
        code="nanning",
        names=("南宁", "Nanning"),
        longitude=108.37,
        latitude=22.82,
        source="city centre",
    )


def guangzhou() -> Destination:
    """A city far away, where freight decides."""
    return add_destination(
        code="guangzhou",
        names=("广州", "Guangzhou"),
        longitude=113.26,
        latitude=23.13,
        source="city centre",
    )
