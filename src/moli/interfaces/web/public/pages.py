"""The first page, the data page, how personal data is used, and help."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from moli.counter.rules.retention import Kept, counter_retention
from moli.interfaces import clock
from moli.interfaces.access import RIGHTS, MoliRequest
from moli.interfaces.web.figures.naming import named_villages
from moli.interfaces.web.lots.rows import lot_row
from moli.interfaces.web.public.coverage import coverage_map
from moli.interfaces.web.public.rows import demand_row, gap_row, story_of, town_row
from moli.interfaces.web.shop.front import front
from moli.market.queries import overview
from moli.market.queries.figures import newest_round
from moli.market.queries.offers import open_demands, open_lots
from moli.orders.rules.retention import buyer_retention
from moli.places.queries.maps import outline_of
from moli.settlement.queries.figures import public_figures
from moli.settlement.rules.figures import figure_terms
from moli.stations.queries import coverage, coverage_by_town, villages_without_station

LOTS_SHOWN = 7
DEMANDS_SHOWN = 5


@require_safe
def first(request: MoliRequest) -> HttpResponse:
    """What one can do here, the county's figures, and what looks for a buyer today."""
    at = clock.now()
    today = at.date()
    contract = overview.newest_contract()
    towns = coverage_by_town(county_code=settings.MOLI_COUNTY_CODE, on=today)
    outline = outline_of(county_code=settings.MOLI_COUNTY_CODE)
    context = {
        "sell_url": _act(request, "post_lot", otherwise="demands"),
        "buy_url": _act(request, "post_demand", otherwise="lots"),
        "shop": front(at=at),
        "lots_on_offer": overview.lots_on_offer(on=today),
        "newest_round": newest_round(),
        "stations": coverage(county_code=settings.MOLI_COUNTY_CODE, on=today),
        "dealt": overview.dealt(),
        "lots": [lot_row(lot, on=today) for lot in open_lots(on=today)[:LOTS_SHOWN]],
        "demands": [demand_row(row) for row in open_demands(on=today)[:DEMANDS_SHOWN]],
        "map": coverage_map(outline, towns),
        "story": story_of(contract) if contract else None,
    }
    return render(request, "web/public/first.html", context)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Every public figure with its definition, its source and the query behind it."""
    today = clock.today()
    county_code = settings.MOLI_COUNTY_CODE
    outline = outline_of(county_code=county_code)
    sold = public_figures(county_code=county_code, year=today.year)
    context = {
        "year": str(today.year),
        "sold": sold,
        "sold_villages": named_villages(sold.villages),
        "figure_terms": figure_terms(),
        "lots_on_offer": overview.lots_on_offer(on=today),
        "demands_on_offer": overview.demands_on_offer(on=today),
        "newest_round": newest_round(),
        "stations": coverage(county_code=county_code, on=today),
        "dealt": overview.dealt(),
        "towns": [town_row(row) for row in coverage_by_town(county_code=county_code, on=today)],
        "gaps": [
            gap_row(row) for row in villages_without_station(county_code=county_code, on=today)
        ],
        "outline": outline,
    }
    return render(request, "web/public/data.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who sees what, from when on, and how long it is kept."""
    kept = counter_retention()
    context = {
        "buyer_months": buyer_retention().months,
        "parcel_days": kept[Kept.PARCELS].days,
        "bill_days": max(kept[Kept.BILLS].days, kept[Kept.BUY_FOR].days),
    }
    return render(request, "web/public/privacy.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What each role does first."""
    return render(request, "web/public/help.html")


def _act(request: MoliRequest, name: str, *, otherwise: str) -> str:
    """Where a button leads: through the log-in for a visitor, elsewhere for who may not act."""
    is_open = not request.user.is_authenticated or RIGHTS[f"web:{name}"].opens_for(request.standing)
    return reverse(f"web:{name if is_open else otherwise}")
