"""Reading demands, and taking one back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.demands.rows import demand_row
from moli.interfaces.web.lots.choices import product_choices
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.lots.outcomes import outcomes_of_demand
from moli.interfaces.web.lots.pages import BUYING_ROLES, may_try, trail_events
from moli.interfaces.web.lots.pages import POSTING_ROLES as SELLING_ROLES
from moli.interfaces.web.naming import name_of
from moli.interfaces.words.amounts import is_english
from moli.market.queries.offers import (
    demands_changeable_by,
    demands_visible_to,
    open_demands,
)
from moli.market.queries.reach import MarketReach, market_reach
from moli.market.rules.offers import OfferState
from moli.market.services import posting_demands
from moli.places.queries.directory import destinations


def demands(request: MoliRequest) -> HttpResponse:
    """All open demands, the soonest first, for everybody; never their ceiling prices."""
    today = clock.today()
    products = product_choices(on=today, is_english=is_english())
    places = list(destinations())
    picked = {
        "product": request.GET.get("product", ""),
        "place": request.GET.get("place", ""),
    }
    found = open_demands(on=today)
    if picked["product"] in {product.code for product in products}:
        found = found.filter(product__code=picked["product"])
    if picked["place"] in {place.code for place in places}:
        found = found.filter(destination__code=picked["place"])
    sheet = sheet_of(request, found, picked=picked)
    return render(
        request,
        "web/demands/list.html",
        {
            "sheet": sheet,
            "rows": [demand_row(demand, on=today) for demand in sheet.rows],
            "products": products,
            "places": [(place.code, name_of(place)) for place in places],
            "picked": picked,
            "is_filtered": any(picked.values()),
            "may_post": request.standing.holds(*BUYING_ROLES),
        },
    )


def demand(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One demand: its public facts; within reach also ceiling, author, trail and outcome.

    A demand that is no longer open exists only for those within reach.
    """
    today = clock.today()
    reach = market_reach(request.standing, on=today)
    found = demands_visible_to(reach).filter(uid=uid).first()
    is_within_reach = found is not None
    if found is None:
        found = open_demands(on=today).filter(uid=uid).first()
    if found is None:
        raise Http404
    context: dict[str, Any] = {
        "row": demand_row(found, on=today),
        "is_within_reach": is_within_reach,
        "may_offer": may_try(request, SELLING_ROLES),
    }
    if is_within_reach:
        context |= _inside(found, reach)
    return render(request, "web/demands/detail.html", context)


def withdraw_demand(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Ask once, then take the demand back. What was promised stays promised."""
    reach = market_reach(request.standing, on=clock.today())
    found = get_object_or_404(demands_changeable_by(reach), uid=uid)
    if request.method == "POST":
        posting_demands.withdraw_demand(
            demand_id=found.pk, by=request.standing.actor, at=clock.now()
        )
        messages.success(request, gettext("收回了。以后的对接不再算这个需求。"))
        return redirect("web:demand", uid=uid)
    row = demand_row(found, on=clock.today())
    return render(request, "web/demands/withdraw.html", {"row": row, "uid": uid})


def _inside(found: Any, reach: MarketReach) -> dict[str, Any]:
    is_open = found.state == OfferState.OPEN
    return {
        "ceiling_fen_per_kg": found.ceiling_fen_per_kg,
        "posted_by": found.posted_by_name,
        "posted_at": found.posted_at,
        "words": found.words,
        "uid": found.uid,
        "is_open": is_open,
        "may_change": is_open and demands_changeable_by(reach).filter(pk=found.pk).exists(),
        "outcomes": outcomes_of_demand(reach, demand_id=found.pk),
        "trail": trail_events(kind="demand", key=found.key),
    }
