"""The data files of the room: complete, inside the county, and saying where they come from."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import moli.places
from moli.places.rules.layout import inside

DATA = Path(moli.places.__path__[0]) / "data"


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_town_has_a_seat_inside_the_outline() -> None:
    towns = {row["town_code"] for row in _table("hengzhou_villages.csv")}
    seats = {
        row["town_code"]: (float(row["longitude"]), float(row["latitude"]))
        for row in _table("town_seats.csv")
    }
    shape = json.loads((DATA / "hengzhou_boundary.geojson").read_text(encoding="utf-8"))
    ring = shape["features"][0]["geometry"]["coordinates"][0]

    assert set(seats) == towns
    assert [code for code, seat in seats.items() if not inside(seat, ring)] == []


def test_aliases_of_the_county_follow_each_other_without_a_gap() -> None:
    rows = sorted(_table("aliases.csv"), key=lambda row: row["from_on"])

    assert [row["old_code"] for row in rows] == ["452122", "450127"]
    assert rows[0]["to_on"] == rows[1]["from_on"]
    assert date.fromisoformat(rows[1]["to_on"]).year == 2021
    assert all(row["source"] for row in rows)


def test_every_destination_names_its_source() -> None:
    rows = _table("destinations.csv")

    assert len({row["code"] for row in rows}) == len(rows)
    assert all(row["source"] for row in rows)
    assert all(100 < float(r["longitude"]) < 125 and 20 < float(r["latitude"]) < 42 for r in rows)


def test_every_data_file_is_explained_in_the_readme() -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8")

    assert [path.name for path in DATA.iterdir() if path.name not in told] == ["README.md"]
