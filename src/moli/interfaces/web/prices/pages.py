"""What products cost at the farm gate now, for everybody; and what one reported oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.pages import POSTING_ROLES
from moli.interfaces.web.naming import name_of, village_name
from moli.market.queries.farm_gate import GradePrice, current_prices, reports_of
from moli.market.rules.farm_gate import report_terms

_OWN_SHOWN = 10


@dataclass(frozen=True)
class PriceRow:
    """One grade: its price, or nothing while too few people reported, and how many are missing."""

    product: str
    code: str
    grade: str
    fen_per_kg: int | None
    reporters: int
    missing: int
    newest_on: date


@dataclass(frozen=True)
class OwnRow:
    """One report of the reader."""

    product: str
    grade: str
    village: str
    fen_per_kg: int
    seen_on: date


@require_safe
def prices(request: MoliRequest) -> HttpResponse:
    """The middle prices of the county; nobody's own report but the reader's."""
    on = clock.today()
    may_report = request.standing.holds(*POSTING_ROLES)
    found = current_prices(county_code=settings.MOLI_COUNTY_CODE, on=on)
    context = {
        "on": on,
        "rows": [_row(each) for each in found],
        "terms": report_terms(),
        "may_report": may_report,
        "own": _own(request.standing.actor.key) if may_report else [],
    }
    return render(request, "web/prices/list.html", context)


def _row(found: GradePrice) -> PriceRow:
    return PriceRow(
        product=name_of(found.grade.product),
        code=found.grade.product.code,
        grade=name_of(found.grade),
        fen_per_kg=found.price.fen_per_kg,
        reporters=found.price.reporters,
        missing=max(0, report_terms().reporters_min - found.price.reporters),
        newest_on=found.newest_on,
    )


def _own(by_key: str) -> list[OwnRow]:
    return [
        OwnRow(
            product=name_of(row.product),
            grade=name_of(row.grade),
            village=village_name(row.village),
            fen_per_kg=row.fen_per_kg,
            seen_on=row.seen_on,
        )
        for row in reports_of(by_key)[:_OWN_SHOWN]
    ]
