"""The county itself: divisions, outline, points, old codes, poor villages, destinations."""

from __future__ import annotations

import csv
import json
from datetime import date
from importlib.resources import files

from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import COUNTY_CODE, GENERATED, MAKER, at
from moli.interfaces.cli.latin import latin_name
from moli.places.queries.directory import villages_inside
from moli.places.queries.maps import outline_of
from moli.places.rules.divisions import Kind
from moli.places.services.designating import (
    add_code_alias,
    add_destination,
    designate_poor_village,
)
from moli.places.services.importing_divisions import import_divisions
from moli.places.services.placing import draw_outline, place_approximately

YAOBU = "450181110206"
HEGUI = "450181113207"
SHITANG = "450181110"  # the town of Yaobu
# The article of April 2016 names these two as poor villages; the county's list was not published.
NAMED_POOR = {
    YAOBU: "2016 年 4 月公开报道：石塘镇瑶埠村（报道作“窑埠村”）是贫困村",
    HEGUI: "2016 年 4 月公开报道：校椅镇贺桂村（报道作“货桂村”）是贫困村",
}
POOR_VILLAGES = 60
DESIGNATED_ON = date(2015, 11, 30)


def _table(name: str) -> list[dict[str, str]]:
    text = files("moli.places").joinpath("data", name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def load_divisions() -> None:
    """All 311 villages with their towns, the outline, points, and the codes of before."""
    moment = at(days_before=300)
    import_divisions(_table("hengzhou_villages.csv"), name_en=latin_name, by=MAKER, at=moment)
    for row in _table("aliases.csv"):
        add_code_alias(
            old_code=row["old_code"],
            division_code=row["division_code"],
            from_on=date.fromisoformat(row["from_on"]),
            to_on=date.fromisoformat(row["to_on"]) if row["to_on"] else None,
            source=row["source"],
        )
    if outline_of(county_code=COUNTY_CODE) is None:
        text = files("moli.places").joinpath("data", "hengzhou_boundary.geojson").read_text("utf-8")
        shape = json.loads(text)["features"][0]
        draw_outline(
            county_code=COUNTY_CODE,
            rings=shape["geometry"]["coordinates"],
            source=shape["properties"]["source"],
            by=MAKER,
            at=moment,
        )
    if villages_inside(area_codes=[COUNTY_CODE]).filter(longitude=None).exists():
        seats = {
            row["town_code"]: (float(row["longitude"]), float(row["latitude"]))
            for row in _table("town_seats.csv")
        }
        place_approximately(county_code=COUNTY_CODE, town_seats=seats, by=MAKER, at=moment)


def load_destinations() -> None:
    """Where buyers take delivery."""
    for row in _table("destinations.csv"):
        add_destination(
            code=row["code"],
            names=(row["name"], row["name_en"]),
            longitude=float(row["longitude"]),
            latitude=float(row["latitude"]),
            source=row["source"],
        )


def load_poor_villages() -> None:
    """The two poor villages of the article, and others that are generated and say so."""
    for code, source in NAMED_POOR.items():
        _designate(code, source=source)
    for code in generated_poor_codes():
        _designate(code, source=f"{GENERATED}，不是官方名单")


def generated_poor_codes() -> list[str]:
    """Villages that the demo calls poor without a source, the same ones on every machine."""
    villages = villages_inside(area_codes=[COUNTY_CODE]).filter(kind=Kind.VILLAGE)
    codes = [code for code in villages.values_list("code", flat=True) if code not in NAMED_POOR]
    return Chance("poor villages").some_of(codes, POOR_VILLAGES - len(NAMED_POOR))


def _designate(code: str, *, source: str) -> None:
    designate_poor_village(
        village_code=code, from_on=DESIGNATED_ON, source=source, by=MAKER, at=at(days_before=280)
    )
