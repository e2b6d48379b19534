"""Which kinds of branches there are, and what a branch can lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class BranchKind(StrEnum):
    """The kind of organisation that a branch belongs to."""

    COUNTY = "COUNTY"  # the county's e-commerce branch, above the others
    ASSOCIATION = "ASSOCIATION"
    STATIONS = "STATIONS"


class LedKind(StrEnum):
    """What a branch leads."""

    AREA = "AREA"
    ENTERPRISE = "ENTERPRISE"
    STATION = "STATION"


def at_and_below(roots: Iterable[int], *, parent_of: Mapping[int, int | None]) -> set[int]:
    """Primary keys of some branches and of all that stand under them."""
    found = set(roots)
    grown = True
    while grown:
        below = {branch for branch, parent in parent_of.items() if parent in found}
        grown = not below <= found
        found |= below
    return found
