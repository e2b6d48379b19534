"""Farm-gate prices from what people reported. None is told of fewer than three of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from moli.catalogue.models import Grade
from moli.market.models import PriceReport
from moli.market.rules.farm_gate import FarmGatePrice, PriceBook, Report, price_of, report_terms
from moli.places.queries.directory import inside_areas

_COLUMNS = ("village__code", "grade_id", "by_key", "seen_on", "fen_per_kg")


@dataclass(frozen=True)
class GradePrice:
    """The price of a grade near a day, and the newest day on which it was seen."""

    grade: Grade
    price: FarmGatePrice
    newest_on: date


def price_book(*, product_ids: Iterable[int], from_on: date, to_on: date) -> PriceBook:
    """All reports that tell of products on some days, to look many prices up: one query."""
    found = _between(from_on, to_on).filter(product_id__in=list(product_ids))
    return PriceBook(Report(*row) for row in found.values_list(*_COLUMNS))


def current_prices(*, county_code: str, on: date) -> list[GradePrice]:
    """Every grade of which a county's people reported a price lately, by product: one query."""
    around = timedelta(days=report_terms().around_days)
    rows = (
        PriceReport.objects.filter(
            inside_areas([county_code], field="village__code"),
            seen_on__gte=on - around,
            seen_on__lte=on,
        )
        .select_related("grade__product", "village")
        .order_by("product", "grade__rank", "-seen_on", "pk")
    )
    of_grade: dict[Grade, list[PriceReport]] = defaultdict(list)
    for row in rows:
        of_grade[row.grade].append(row)
    return [
        GradePrice(grade, price_of(_plain(row) for row in found), found[0].seen_on)
        for grade, found in of_grade.items()
    ]


def reports_of(by_key: str) -> QuerySet[PriceReport]:
    """What a person reported, the newest first."""
    return (
        PriceReport.objects.filter(by_key=by_key)
        .select_related("village__parent", "product", "grade")
        .order_by("-at", "-pk")
    )


def _between(from_on: date, to_on: date) -> QuerySet[PriceReport]:
    around = timedelta(days=report_terms().around_days)
    return PriceReport.objects.filter(
        seen_on__gte=from_on - around, seen_on__lte=to_on + around
    ).order_by("-seen_on", "-pk")


def _plain(row: PriceReport) -> Report:
    return Report(row.village.code, row.grade_id, row.by_key, row.seen_on, row.fen_per_kg)
