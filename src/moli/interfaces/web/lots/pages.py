"""Reading lots: the public list, one lot, and for people within reach what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from moli.accounts.rules import Role
from moli.audit.queries import trail_of
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import TimelineEvent
from moli.interfaces.web.lots.choices import all_towns, product_choices
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.lots.outcomes import Outcome, outcomes_of_lot
from moli.interfaces.web.lots.rows import lot_row
from moli.interfaces.web.lots.verbs import verb_words
from moli.interfaces.words import days
from moli.interfaces.words.amounts import is_english
from moli.market.queries.offers import lots_changeable_by, lots_visible_to, open_lots
from moli.market.queries.reach import MarketReach, market_reach
from moli.market.rules.offers import OfferState

POSTING_ROLES = (
    Role.FIRST_SECRETARY,
    Role.VILLAGE_COMMITTEE,
    Role.STATION_OPERATOR,
    Role.OFFICE,
)
BUYING_ROLES = (Role.BUYER, Role.OFFICE)


def may_try(request: MoliRequest, roles: tuple[Role, ...]) -> bool:
    """Whether a link to a page of some roles leads anywhere for this reader."""
    return not request.user.is_authenticated or request.standing.holds(*roles)


def lots(request: MoliRequest) -> HttpResponse:
    """All open lots, the most urgent first, for everybody; never their floor prices."""
    today = clock.today()
    products = product_choices(on=today, is_english=is_english())
    towns = all_towns()
    picked = {
        "product": request.GET.get("product", ""),
        "town": request.GET.get("town", ""),
    }
    found = open_lots(on=today)
    if picked["product"] in {product.code for product in products}:
        found = found.filter(product__code=picked["product"])
    if picked["town"] in {code for code, _ in towns}:
        found = found.filter(village__parent__code=picked["town"])
    sheet = sheet_of(request, found, picked=picked)
    return render(
        request,
        "web/lots/list.html",
        {
            "sheet": sheet,
            "rows": [lot_row(lot, on=today) for lot in sheet.rows],
            "products": products,
            "towns": towns,
            "picked": picked,
            "is_filtered": any(picked.values()),
            "may_post": request.standing.holds(*POSTING_ROLES),
        },
    )


def lot(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One lot: its public facts; within reach also floor, author, trail and what became of it.

    A lot that is no longer open exists only for those within reach.
    """
    today = clock.today()
    reach = market_reach(request.standing, on=today)
    found = lots_visible_to(reach).filter(uid=uid).first()
    is_within_reach = found is not None
    if found is None:
        found = open_lots(on=today).filter(uid=uid).first()
    if found is None:
        raise Http404
    context: dict[str, Any] = {
        "row": lot_row(found, on=today),
        "is_within_reach": is_within_reach,
        # A visitor may turn out to be a buyer; a first secretary would find nothing there.
        "may_ask": may_try(request, BUYING_ROLES),
    }
    if is_within_reach:
        context |= _inside(found, reach)
    return render(request, "web/lots/detail.html", context)


def _inside(found: Any, reach: MarketReach) -> dict[str, Any]:
    outcomes: list[Outcome] = outcomes_of_lot(reach, lot_id=found.pk)
    is_open = found.state == OfferState.OPEN
    return {
        "floor_fen_per_kg": found.floor_fen_per_kg,
        "posted_by": found.posted_by_name,
        "posted_at": found.posted_at,
        "words": found.words,
        "poor_households": found.poor_households,
        "uid": found.uid,
        "is_open": is_open,
        "may_change": is_open and lots_changeable_by(reach).filter(pk=found.pk).exists(),
        "outcomes": outcomes,
        "trail": trail_events(kind="lot", key=found.key),
    }


def trail_events(*, kind: str, key: str) -> list[TimelineEvent]:
    """What happened to a thing and who did it, oldest first."""
    return [
        TimelineEvent(
            when=days.moment(event.at), what=verb_words(event.verb), note=event.actor_name
        )
        for event in trail_of(kind=kind, key=key)
    ]
