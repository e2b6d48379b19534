"""Answers about stations and their coverage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from moli.places.models import Division
from moli.places.rules.divisions import Level
from moli.stations.models import Station
from moli.stations.rules import Coverage


@dataclass(frozen=True)
class TownCoverage:
    """One town's stations: how many villages it has, and how many have an open station."""

    town: Division
    coverage: Coverage


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
    """Coverage of each town, by code: two queries."""
    has_station = Station.objects.in_force(on=on).filter(village=OuterRef("pk"))
    villages = (
        Division.objects.filter(code__startswith=county_code, level=Level.VILLAGE)
        .annotate(is_covered=Exists(has_station))
        .values("parent_id")
        .annotate(villages=Count("pk"), covered=Count("pk", filter=Q(is_covered=True)))
    )
    by_town = {row["parent_id"]: row for row in villages}
    towns = Division.objects.filter(code__startswith=county_code, level=Level.TOWN)
    return [
        TownCoverage(
            town=town,
            coverage=Coverage(
                stations=0,
                villages=by_town[town.pk]["villages"],
                covered=by_town[town.pk]["covered"],
            ),
        )
        for town in towns.order_by("code")
        if town.pk in by_town
    ]
