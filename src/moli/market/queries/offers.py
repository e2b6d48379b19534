"""Lots and demands: those anybody may read, and those within somebody's reach."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from moli.market.models import Demand, Lot
from moli.market.queries.reach import MarketReach
from moli.market.rules.offers import OfferState
from moli.places.queries.directory import inside_areas


def _lots() -> QuerySet[Lot]:
    return Lot.objects.select_related("product", "grade", "village__parent")


def _demands() -> QuerySet[Demand]:
    return Demand.objects.select_related("product", "lowest_grade", "enterprise", "destination")


def open_lots(*, on: date) -> QuerySet[Lot]:
    """Lots of which something is left on a day, the most urgent first.

    Anybody may read them, so a page that shows them must leave out the floor price.
    """
    return (
        _lots()
        .filter(state=OfferState.OPEN, ready_to_on__gte=on, grams__gt=F("committed_grams"))
        .order_by("ready_to_on", "pk")
    )


def open_demands(*, on: date) -> QuerySet[Demand]:
    """Demands that still want something on a day, the soonest first.

    Anybody may read them, so a page that shows them must leave out the ceiling price.
    """
    return (
        _demands()
        .filter(state=OfferState.OPEN, deliver_to_on__gte=on, grams__gt=F("committed_grams"))
        .order_by("deliver_to_on", "pk")
    )


def lots_visible_to(reach: MarketReach) -> QuerySet[Lot]:
    """All lots of the areas that a person sells for, leads or reads, newest first."""
    return _lots().filter(inside_areas(reach.seen_areas, field="village__code")).order_by("-pk")


def lots_changeable_by(reach: MarketReach) -> QuerySet[Lot]:
    """Lots that a person may change or withdraw: those of the areas it sells for."""
    return _lots().filter(inside_areas(reach.sells_for_areas, field="village__code"))


def demands_visible_to(reach: MarketReach) -> QuerySet[Demand]:
    """Demands of the enterprises that a person buys for or leads; county roles read all."""
    seen = Q(enterprise__uid__in=reach.seen_keys)
    if reach.reads_areas:
        seen = Q()
    return _demands().filter(seen).order_by("-pk")


def demands_changeable_by(reach: MarketReach) -> QuerySet[Demand]:
    """Demands that a person may change or withdraw: those of the enterprises it buys for."""
    return _demands().filter(enterprise__uid__in=reach.buys_for_keys)
