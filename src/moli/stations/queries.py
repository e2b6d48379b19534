"""Answers about stations and their coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from moli.audit.queries import overlap_law, written_once_law
from moli.kernel.distance import kilometres_between
from moli.kernel.law import LawCheck
from moli.places.models import Division
from moli.places.queries.directory import inside_areas
from moli.places.rules.divisions import Level
from moli.stations.models import Station
from moli.stations.rules import Coverage


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


def station_by_key(key: str) -> Station | None:
    """The station of a uid, open or closed."""
    return Station.objects.select_related("village__parent").filter(uid=key).first()


def open_stations(*, on: date) -> QuerySet[Station]:
    """Stations open on a day, by village."""
    return (
        Station.objects.in_force(on=on)
        .select_related("village__parent")
        .order_by("village__code", "pk")
    )


def villages_of_stations(keys: Iterable[str], *, on: date) -> tuple[str, ...]:
    """Codes of the villages in which some stations stand, for their operators' reach."""
    rows = Station.objects.in_force(on=on).filter(uid__in=list(keys))
    return tuple(rows.order_by("village__code").values_list("village__code", flat=True))


def keys_of_stations_inside(area_codes: Iterable[str]) -> tuple[str, ...]:
    """Keys of all stations of some areas, closed ones too: what they kept is still there."""
    rows = Station.objects.filter(inside_areas(area_codes, field="village__code"))
    return tuple(str(uid) for uid in rows.order_by("pk").values_list("uid", flat=True))


def stations_of_keys(keys: Iterable[str]) -> QuerySet[Station]:
    """The stations of some uids, open or closed, by village; words that are no uid find none."""
    return (
        Station.objects.filter(uid__in=[key for key in keys if _is_uid(key)])
        .select_related("village__parent")
        .order_by("village__code", "pk")
    )


def open_stations_of(keys: Iterable[str], *, on: date) -> QuerySet[Station]:
    """Those of some stations that are open on a day, by village."""
    return open_stations(on=on).filter(pk__in=stations_of_keys(keys).order_by().values("pk"))


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


def _is_uid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True


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


def station_laws() -> list[LawCheck]:
    """What holds of stations: opened once, and no second one of a name open at a time."""
    return [
        written_once_law(
            "stations.station_opened_once",
            verb="stations.open_station",
            keys=map(str, Station.objects.values_list("uid", flat=True)),
        ),
        overlap_law(
            "stations.station_open_once_at_a_time",
            Station.objects.all(),
            same=("village", "platform", "name"),
        ),
    ]
