"""Which line and which standard hold for a place, a year, a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from moli.households.models import Line, Standard
from moli.households.rules.lines import LineKind, regions_of
from moli.households.rules.standards import (
    ExitStandard,
    Limits,
    StandardKind,
    exit_standard,
    limits,
)


def line_for(*, area_code: str, year: int, kind: LineKind) -> Line | None:
    """The line of a year for a place: that of the nearest region, county before country."""
    return lines_for(area_code=area_code, years=[year]).get((year, kind))


def lines_for(*, area_code: str, years: Iterable[int]) -> dict[tuple[int, LineKind], Line]:
    """The lines of several years for a place by year and kind, the nearest region's: one query."""
    regions = regions_of(area_code)
    found = Line.objects.filter(region__in=regions, year__in=list(years), replaced_at=None)
    # The nearest region comes last and stays.
    rows = sorted(found, key=lambda row: -regions.index(row.region))
    return {(row.year, LineKind(row.kind)): row for row in rows}


def lines_in_force() -> QuerySet[Line]:
    """All lines in force, the newest year first."""
    return Line.objects.filter(replaced_at=None).order_by("kind", "-year", "region", "pk")


def lines_replaced() -> QuerySet[Line]:
    """Lines that a newer row took the place of, the newest first."""
    return Line.objects.exclude(replaced_at=None).order_by("-replaced_at", "pk")


def standards() -> QuerySet[Standard]:
    """All versions of all standards, the newest of each kind first."""
    return Standard.objects.order_by("kind", "-from_on")


def standard_on(kind: StandardKind, *, on: date) -> Standard | None:
    """The version of a standard that holds on a day."""
    return Standard.objects.in_force(on=on).filter(kind=kind).first()


def exit_standard_on(on: date) -> tuple[Standard, ExitStandard] | None:
    """八有一超 as it holds on a day: the row, and what it asks."""
    row = standard_on(StandardKind.EXIT, on=on)
    return None if row is None else (row, exit_standard(row.content))


def limits_on(on: date) -> Limits | None:
    """The days and months of procedures as they hold on a day."""
    row = standard_on(StandardKind.LIMITS, on=on)
    return None if row is None else limits(row.content)
