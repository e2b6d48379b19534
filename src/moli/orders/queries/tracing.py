"""Where what is in a parcel comes from. Nobody's name, and no number that could stand for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from moli.catalogue.models import Grade
from moli.orders.models import Article, Production, ProductionInput
from moli.places.models import Division
from moli.stations.models import Station
from moli.stations.queries import stations_of_keys

# Of fewer households it is not said how many: a neighbour would know who they are.
HOUSEHOLDS_MIN = 5


@dataclass(frozen=True)
class Trace:
    """One batch as everybody may know it.

    `households` is None where there are fewer than five. `packed_at` is who packed it when other
    stations had given some of the goods. Villages and stations stand by what
    came from them, the most first; days from the first to the last.
    """

    code: str
    production_id: int
    article: Article
    grades: tuple[Grade, ...]
    villages: tuple[Division, ...]
    stations: tuple[Station, ...]
    packed_at: Station | None
    households: int | None
    harvested: tuple[date, date]
    weighed: tuple[date, date]
    produced_on: date
    best_before_on: date


def trace_of(code: str) -> Trace | None:
    """What a trace code leads to: three queries, one when there is nothing under it."""
    production = (
        Production.objects.filter(trace_code=code)
        .select_related("article__product", "article__lowest_grade")
        .first()
    )
    if production is None:
        return None
    inputs = list(
        ProductionInput.objects.filter(production=production)
        .select_related("weigh_in__village__parent", "weigh_in__grade")
        .order_by("-grams", "pk")
    )
    rows = [each.weigh_in for each in inputs]
    packer = production.article.station_key if any(each.load_id for each in inputs) else ""
    found = stations_of_keys({packer, *(row.station_key for row in rows)})
    stations = {row.key: row for row in found}
    keys = dict.fromkeys(row.station_key for row in rows)
    households = len({row.household_id for row in rows})
    return Trace(
        code=production.trace_code,
        production_id=production.pk,
        article=production.article,
        grades=tuple(sorted({row.grade for row in rows}, key=lambda grade: grade.rank)),
        villages=tuple(dict.fromkeys(row.village for row in rows)),
        stations=tuple(stations[key] for key in keys if key in stations),
        packed_at=stations.get(packer),
        households=households if households >= HOUSEHOLDS_MIN else None,
        harvested=_range([row.harvested_on for row in rows]),
        weighed=_range([row.weighed_on for row in rows]),
        produced_on=production.produced_on,
        best_before_on=production.best_before_on,
    )


def _range(days: Sequence[date]) -> tuple[date, date]:
    return min(days), max(days)
