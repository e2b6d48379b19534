"""Payments told by a channel: once, twice, late or with another sum."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import Order, Payment, Refund
from moli.orders.rules.paying import (
    AmountDiffers,
    OrderUnknown,
    PaymentFacts,
    PaymentReferenceTaken,
    PaymentWithoutReference,
    RefundReason,
)
from moli.orders.rules.states import OrderState
from moli.orders.services.reserving import reserve_again


def record_payment(*, order_uid: UUID, facts: PaymentFacts, by: Actor, at: datetime) -> Payment:
    """Write a payment down and let the order go on; twice is once, by channel and reference.

    An order that waits becomes paid. One that has expired takes its units once more when they
    are still free; otherwise, and when the order was cancelled or paid already, the money is
    owed back: a refund stands beside the payment. Refuses a reference that stands for another
    payment, another sum than the order's, and an order that does not exist.
    """
    if not facts.reference:
        raise PaymentWithoutReference(field="reference")
    known = _known(facts)
    if known is None:
        try:
            return _store(order_uid, facts=facts, by=by, at=at)
        except IntegrityError:
            # The same notification came twice at the same moment.
            known = _known(facts)
            if known is None:
                raise
    if known.order.uid != order_uid or known.total_fen != facts.total_fen:
        raise PaymentReferenceTaken(field="reference")
    return known


def _known(facts: PaymentFacts) -> Payment | None:
    return (
        Payment.objects.filter(channel=facts.channel, reference=facts.reference)
        .select_related("order")
        .first()
    )


@transaction.atomic
def _store(order_uid: UUID, *, facts: PaymentFacts, by: Actor, at: datetime) -> Payment:
    order = Order.objects.select_for_update(of=("self",)).filter(uid=order_uid).first()
    if order is None:
        raise OrderUnknown(field="order")
    if facts.total_fen != order.total_fen:
        raise AmountDiffers(field="total_fen", value_fen=facts.total_fen, order_fen=order.total_fen)
    payment = Payment.objects.create(
        order=order,
        channel=facts.channel,
        reference=facts.reference,
        total_fen=facts.total_fen,
        at=at,
    )
    refunded = _go_on(order, payment=payment, at=at)
    record(
        verb="orders.record_payment",
        on=Subject("order", order.key),
        by=by,
        at=at,
        channel=facts.channel,
        total_fen=facts.total_fen,
        refund=refunded or "",
    )
    return payment


def _go_on(order: Order, *, payment: Payment, at: datetime) -> RefundReason | None:
    """Let the order become paid, or owe the money back; the reason of a refund."""
    reason = None
    match OrderState(order.state):
        case OrderState.PLACED:
            pass
        case OrderState.EXPIRED:
            if not reserve_again(order, at=at):
                reason = RefundReason.PAID_TOO_LATE
        case OrderState.CANCELLED:
            reason = RefundReason.CANCELLED
        case _:
            reason = RefundReason.PAID_TWICE
    if reason is not None:
        Refund.objects.create(
            order=order, payment=payment, reason=reason, total_fen=payment.total_fen, at=at
        )
        return reason
    order.state, order.paid_at, order.ended_at = OrderState.PAID, at, None
    order.save(update_fields=["state", "paid_at", "ended_at"])
    return None
