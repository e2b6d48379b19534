"""Locks of bulk orders, in this order: the order, contracts, lots, parts, quotas, loads.

Whoever ends an order locks its parts first, then lots: whoever moves a shortfall between these
parts waits at the order, and nobody else who holds a lot waits for a part.
"""

from __future__ import annotations

from uuid import UUID

from moli.kernel.refusal import Refusal
from moli.orders.models import BulkOrder, BulkPart
from moli.orders.rules.bulk import BulkState


class BulkOrderMovedOn(Refusal):
    """A bulk order is closed or cancelled, and nothing of it changes any more."""


def locked_order(uid: UUID) -> BulkOrder:
    """A bulk order, locked, with its enterprise."""
    rows = BulkOrder.objects.select_for_update(of=("self",)).select_related("enterprise")
    return rows.get(uid=uid)


def locked_parts(order: BulkOrder) -> list[BulkPart]:
    """The parts of a bulk order, locked, with the villages of their lots."""
    rows = BulkPart.objects.select_for_update(of=("self",)).select_related("lot__village")
    return list(rows.filter(bulk_order=order).order_by("pk"))


def locked_part(uid: UUID) -> BulkPart:
    """A part of an open bulk order, locked, with the order and the village of its lot.

    The order itself is not locked, so that villages do not wait for each other. Whoever ends an
    order locks its parts too, so what is read here of its state holds. Refuses an ended order.
    """
    part = (
        BulkPart.objects.select_for_update(of=("self",)).select_related("lot__village").get(uid=uid)
    )
    part.bulk_order = BulkOrder.objects.select_related("lowest_grade").get(pk=part.bulk_order_id)
    judge_open(part.bulk_order)
    return part


def judge_open(order: BulkOrder) -> None:
    """Refuse an order that is closed or cancelled."""
    if order.state != BulkState.OPEN:
        raise BulkOrderMovedOn(field="state", order_state=BulkState(order.state))
