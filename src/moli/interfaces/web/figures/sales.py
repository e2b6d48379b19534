"""What sales brought by village: sold, to hand, paid out, and who crossed the line; for leaders."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moli.households.queries.reach import registry_reach
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.figures.naming import named_villages
from moli.interfaces.web.registry.sales import uplift_words
from moli.interfaces.words.amounts import NOTHING, wan_yuan
from moli.settlement.queries.crossing import households_crossed
from moli.settlement.queries.figures import Paid, figures_by_village, paid_by_village
from moli.settlement.rules.figures import IncomeFigures

YEARS_SHOWN = 3


@dataclass(frozen=True)
class VillageRow:
    """One village's year."""

    name: str
    figures: IncomeFigures
    paid: Paid
    uplift: str
    rescued: str


@require_safe
def sales_figures(request: MoliRequest) -> HttpResponse:
    """A year's totals and villages, those to whom most came first; counted when it is opened."""
    on = clock.today()
    years = [on.year - back for back in range(YEARS_SHOWN)]
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(each) for each in years} else on.year
    areas = registry_reach(request.standing, at=clock.now()).figure_areas
    by_village = figures_by_village(areas, year=year)
    paid = paid_by_village(areas, year=year)
    crossed = households_crossed(areas, year=year, on=on)
    named = named_villages({code: (code, each) for code, each in by_village.items()})
    rows = [_row(name, each, paid.get(code, Paid())) for name, (code, each) in named]
    total = sum(by_village.values(), IncomeFigures())
    context = {
        "year": str(year),
        "years": [str(each) for each in years],
        "total": total,
        "paid": Paid(
            sum(each.households for each in paid.values()),
            sum(each.total_fen for each in paid.values()),
        ),
        "uplift": uplift_words(total, wan_yuan),
        "rescued": _rescued(total),
        "crossed": len(crossed.households),
        "judged": len(crossed.distances),
        "without_record": crossed.without_record,
        "rows": sorted(rows, key=lambda row: -row.figures.net_fen),
    }
    return render(request, "web/figures/sales.html", context)


def _row(name: str, figures: IncomeFigures, paid: Paid) -> VillageRow:
    return VillageRow(name, figures, paid, uplift_words(figures), _rescued(figures))


def _rescued(figures: IncomeFigures) -> str:
    return wan_yuan(figures.rescued_fen) if figures.rescued_fen else NOTHING
