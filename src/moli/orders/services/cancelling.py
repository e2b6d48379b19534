"""Cancelling an order before it is packed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import Order, Refund
from moli.orders.rules.paying import RefundReason
from moli.orders.rules.states import OrderState, must_become
from moli.orders.services.reserving import release


@transaction.atomic
def cancel_order(*, order_uid: UUID, by: Actor, at: datetime) -> Order:
    """Give free what the order holds; what was paid for it is owed back.

    A second call changes nothing. Refuses an order that is packed, or has ended another way.
    """
    order = Order.objects.select_for_update(of=("self",)).get(uid=order_uid)
    if order.state == OrderState.CANCELLED:
        return order
    must_become(order.state, OrderState.CANCELLED)
    release(order, at=at)
    for payment in order.payments.filter(refund=None).order_by("pk"):
        Refund.objects.create(
            order=order,
            payment=payment,
            reason=RefundReason.CANCELLED,
            total_fen=payment.total_fen,
            at=at,
        )
    order.state, order.ended_at = OrderState.CANCELLED, at
    order.save(update_fields=["state", "ended_at"])
    record(verb="orders.cancel", on=Subject("order", order.key), by=by, at=at)
    return order
