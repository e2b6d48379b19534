"""What a line of an official list of divisions must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from moli.kernel.codes import is_division_code
from moli.kernel.report import Finding

COLUMNS = ("code", "name", "short_name", "kind", "town_code", "town", "county_code", "county")


class Level(StrEnum):
    """How large a division is."""

    COUNTY = "COUNTY"
    TOWN = "TOWN"
    VILLAGE = "VILLAGE"


class Kind(StrEnum):
    """What a division is; the last three digits of the code of a village-level one tell."""

    COUNTY = "COUNTY"
    TOWN = "TOWN"
    TOWNSHIP = "TOWNSHIP"
    ZONE = "ZONE"
    VILLAGE = "VILLAGE"
    COMMUNITY = "COMMUNITY"
    OTHER = "OTHER"


class PositionSource(StrEnum):
    """How a point on the map came about."""

    APPROXIMATE = "APPROXIMATE"
    SURVEYED = "SURVEYED"


def level_of(code: str) -> Level:
    """The level that a code's length tells."""
    return {6: Level.COUNTY, 9: Level.TOWN, 12: Level.VILLAGE}[len(code)]


def kind_of_town(name: str) -> Kind:
    """Town, township or a zone that is run like one, by the end of its name."""
    if name.endswith("镇"):
        return Kind.TOWN
    return Kind.TOWNSHIP if name.endswith("乡") else Kind.ZONE


def faults_of_row(row_number: int, row: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with one line, each fault with its column."""
    for column in COLUMNS:
        if not row.get(column, "").strip():
            yield Finding(row_number, column, "EMPTY")
    for column, digits in (("code", 12), ("town_code", 9), ("county_code", 6)):
        value = row.get(column, "").strip()
        if value and not (is_division_code(value) and len(value) == digits):
            yield Finding(row_number, column, "CODE_SHAPE", {"value": value, "digits": digits})
    code, town, county = (
        row.get(name, "").strip() for name in ("code", "town_code", "county_code")
    )
    if code and town and not code.startswith(town):
        yield Finding(row_number, "town_code", "CODE_OUTSIDE", {"value": code, "outer": town})
    if town and county and not town.startswith(county):
        yield Finding(row_number, "county_code", "CODE_OUTSIDE", {"value": town, "outer": county})
    kind = row.get("kind", "").strip()
    if kind and kind.upper() not in {Kind.VILLAGE, Kind.COMMUNITY, Kind.OTHER}:
        yield Finding(
            row_number,
            "kind",
            "NOT_IN_LIST",
            {"value": kind, "allowed": "village, community, other"},
        )
