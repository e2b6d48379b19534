"""How far stations reach: which villages have one, and how far the others are from one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from moli.kernel.distance import kilometres_between
from moli.places.models import Division
from moli.places.rules.divisions import Level
from moli.stations.models import Station
from moli.stations.rules.platforms import Coverage


@dataclass(frozen=True)
class TownCoverage:
    """One town's stations: how many villages it has, and how many have an open station."""

    town: Division
    coverage: Coverage


@dataclass(frozen=True)
class Uncovered:
    """One village without an open station, and how far the nearest village with one is.

    The way is a straight line between points that may be approximate; without points there is
    no way to tell, and both fields are empty.
    """

    village: Division
    nearest: Division | None
    metres: int | None


def coverage(*, county_code: str, on: date) -> Coverage:
    """Distinct villages with an open station, of all villages of a county."""
    villages = Division.objects.filter(code__startswith=county_code, level=Level.VILLAGE)
    stations = Station.objects.in_force(on=on).filter(village__code__startswith=county_code)
    return Coverage(
        stations=stations.count(),
        villages=villages.count(),
        covered=stations.values("village").distinct().count(),
    )


def coverage_by_town(*, county_code: str, on: date) -> list[TownCoverage]:
    """Coverage of each town, by code: three queries."""
    has_station = Station.objects.in_force(on=on).filter(village=OuterRef("pk"))
    villages = (
        Division.objects.filter(code__startswith=county_code, level=Level.VILLAGE)
        .annotate(is_covered=Exists(has_station))
        .values("parent_id")
        .annotate(villages=Count("pk"), covered=Count("pk", filter=Q(is_covered=True)))
    )
    by_town = {row["parent_id"]: row for row in villages}
    open_here = Station.objects.in_force(on=on).filter(village__code__startswith=county_code)
    stations = Counter(open_here.values_list("village__parent_id", flat=True))
    towns = Division.objects.filter(code__startswith=county_code, level=Level.TOWN)
    return [
        TownCoverage(
            town=town,
            coverage=Coverage(
                stations=stations[town.pk],
                villages=by_town[town.pk]["villages"],
                covered=by_town[town.pk]["covered"],
            ),
        )
        for town in towns.order_by("code")
        if town.pk in by_town
    ]


def villages_without_station(*, county_code: str, on: date) -> list[Uncovered]:
    """Villages of a county without an open station, the farthest from one first: one query."""
    has_station = Station.objects.in_force(on=on).filter(village=OuterRef("pk"))
    villages = (
        Division.objects.filter(code__startswith=county_code, level=Level.VILLAGE)
        .annotate(is_covered=Exists(has_station))
        .select_related("parent")
        .order_by("code")
    )
    covered = [village for village in villages if village.is_covered]
    found = [_uncovered(village, covered) for village in villages if not village.is_covered]
    return sorted(found, key=lambda row: (-(row.metres or 0), row.village.code))


def _uncovered(village: Division, covered: Sequence[Division]) -> Uncovered:
    ways = [
        (metres, row.code, row) for row in covered if (metres := _metres(village, row)) is not None
    ]
    if not ways:
        return Uncovered(village=village, nearest=None, metres=None)
    metres, _, nearest = min(ways, key=lambda way: way[:2])
    return Uncovered(village=village, nearest=nearest, metres=metres)


def _metres(a: Division, b: Division) -> int | None:
    if a.longitude is None or a.latitude is None or b.longitude is None or b.latitude is None:
        return None
    kilometres = kilometres_between(
        longitude_a=a.longitude,
        latitude_a=a.latitude,
        longitude_b=b.longitude,
        latitude_b=b.latitude,
    )
    return round(1000 * kilometres)
