"""What a line of a list of measured points must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from moli.kernel.codes import is_division_code
from moli.kernel.report import Finding
from moli.places.rules.layout import Point

COLUMNS = ("code", "longitude", "latitude")
_LIMITS = {"longitude": 180, "latitude": 90}


def faults_of_position(row_number: int, row: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with one line, each fault with its column."""
    for column in COLUMNS:
        if not row.get(column, "").strip():
            yield Finding(row_number, column, "EMPTY")
    code = row.get("code", "").strip()
    if code and not is_division_code(code):
        yield Finding(row_number, "code", "NO_DIVISION_CODE", {"value": code})
    for column, limit in _LIMITS.items():
        value = row.get(column, "").strip()
        if value and not _within(value, limit):
            yield Finding(
                row_number, column, "DEGREES_OUT_OF_RANGE", {"value": value, "limit": limit}
            )


def point_of(row: Mapping[str, str]) -> Point:
    """The point of a line without fault."""
    return float(row["longitude"]), float(row["latitude"])


def _within(text: str, limit: int) -> bool:
    try:
        return -limit <= float(text) <= limit
    except ValueError:
        return False
