"""Locks of bulk orders, always in this order: the order, contracts, lots, parts, quotas, loads."""

from __future__ import annotations

from collections.abc import Iterable
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
    judge_open(BulkOrder.objects.get(pk=part.bulk_order_id))
    part.refresh_from_db(fields=["bulk_order"])
    return part


def judge_open(order: BulkOrder) -> None:
    """Refuse an order that is closed or cancelled."""
    if order.state != BulkState.OPEN:
        raise BulkOrderMovedOn(field="state", order_state=BulkState(order.state))


def keys_of(parts: Iterable[BulkPart]) -> tuple[str, ...]:
    """The keys of parts, as the trail names them."""
    return tuple(part.key for part in parts)


def hold_owner(part: BulkPart) -> str:
    """By which name the market holds a lot's weight for a part."""
    return f"bulk_part:{part.key}"
