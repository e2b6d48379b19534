"""The thing that a page of bulk orders is about, fetched within the person's sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.orders.queries.bulk_sight import (
    BulkSight,
    bulk_orders_seen,
    bulk_parts_seen,
    bulk_sight,
    claims_seen,
    deliveries_seen,
    quotes_seen,
)
from moli.orders.queries.bulk_suppliers import Supplier, suppliers_of


def sight_of(request: MoliRequest) -> BulkSight:
    """Whose bulk orders the person sees today."""
    return bulk_sight(request.standing, on=clock.today())


def order_seen(request: MoliRequest, uid: UUID) -> tuple[Any, BulkSight]:
    """An order of which the person sees at least a part; else there is nothing."""
    sight = sight_of(request)
    return get_object_or_404(bulk_orders_seen(sight), uid=uid), sight


def quote_seen(request: MoliRequest, uid: UUID) -> tuple[Any, BulkSight]:
    """A quote that the person may read."""
    sight = sight_of(request)
    return get_object_or_404(quotes_seen(sight), uid=uid), sight


def part_to_weigh(request: MoliRequest, uid: UUID) -> tuple[Any, BulkSight]:
    """A part with whose households the person works: of the village, its station, the office."""
    sight = sight_of(request)
    found = get_object_or_404(bulk_parts_seen(sight), uid=uid)
    if not sight.weighs(found.lot.village.code):
        raise Http404
    return found, sight


def part_to_share(request: MoliRequest, uid: UUID) -> Any:
    """A part whose suppliers the person names."""
    found, sight = part_to_weigh(request, uid)
    if not sight.shares(found.lot.village.code):
        raise Http404
    return found


def part_of_office(request: MoliRequest, uid: UUID) -> tuple[Any, BulkSight]:
    """A part of the person's own county."""
    found, sight = part_to_weigh(request, uid)
    if not sight.is_office_of(found.lot.village.code):
        raise Http404
    return found, sight


def supplier_at(part: Any, place: int) -> tuple[Supplier, Sequence[Supplier]]:
    """A household of a part by its number on the part's list, and the whole list."""
    suppliers = suppliers_of(part)
    if not 0 < place <= len(suppliers):
        raise Http404
    return suppliers[place - 1], suppliers


def delivery_seen(request: MoliRequest, uid: UUID) -> tuple[Any, BulkSight]:
    """A delivery that the person may read."""
    sight = sight_of(request)
    return get_object_or_404(deliveries_seen(sight), uid=uid), sight


def delivery_of_buyer(request: MoliRequest, uid: UUID) -> Any:
    """A delivery to an enterprise that the person buys for."""
    found, sight = delivery_seen(request, uid)
    if not sight.buys(found.part.bulk_order.enterprise.key):
        raise Http404
    return found


def delivery_of_office(request: MoliRequest, uid: UUID) -> Any:
    """A delivery out of the person's own county."""
    found, sight = delivery_seen(request, uid)
    if not sight.is_office_of(found.part.lot.village.code):
        raise Http404
    return found


def claim_of_a_side(request: MoliRequest, uid: UUID) -> tuple[Any, BulkSight]:
    """A claim in which the person speaks: for the buyer, the village or the office."""
    sight = sight_of(request)
    found = get_object_or_404(claims_seen(sight), uid=uid)
    part = found.delivery.part
    if not (sight.weighs(part.lot.village.code) or sight.buys(part.bulk_order.enterprise.key)):
        raise Http404
    return found, sight
