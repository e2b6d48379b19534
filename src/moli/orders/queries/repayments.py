"""What is owed back to buyers, and what waits for the office's hand."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet

from moli.gateways.payment import RefundState
from moli.orders.models import Refund, Repayment
from moli.orders.rules.charging import ASK_REFUND_AGAIN

_WAITS_FOR_HAND = (RefundState.BY_HAND, RefundState.FAILED)


def refunds_to_send(*, at: datetime, most: int) -> QuerySet[Refund]:
    """Refunds that no channel was asked for yet, or was asked for a while ago and still runs.

    The longest unasked come first, so that none holds back another for ever.
    """
    is_due = Q(repayment=None) | Q(
        repayment__state=RefundState.RUNNING, repayment__asked_at__lte=at - ASK_REFUND_AGAIN
    )
    return (
        Refund.objects.filter(is_due)
        .select_related("order", "payment", "repayment")
        .defer("order__phone", "order__address")
        .order_by(F("repayment__asked_at").asc(nulls_first=True), "pk")[:most]
    )


def all_repayments() -> QuerySet[Repayment]:
    """All refunds that a channel or the office was asked to send back."""
    return Repayment.objects.order_by("pk")


def repayments_by_hand() -> QuerySet[Repayment]:
    """What the office has to send back itself, the oldest first."""
    return (
        Repayment.objects.filter(state__in=_WAITS_FOR_HAND)
        .select_related("refund__order", "refund__payment")
        .defer("refund__order__phone", "refund__order__address")
        .order_by("pk")
    )


def repayments_stuck() -> QuerySet[Repayment]:
    """What channels said no to, or did not answer about, the oldest first."""
    return (
        Repayment.objects.filter(state=RefundState.RUNNING)
        .exclude(fault="")
        .select_related("refund__order")
        .defer("refund__order__phone", "refund__order__address")
        .order_by("pk")
    )


def done_repayments() -> QuerySet[Repayment]:
    """What was sent back, in the order of its refunds."""
    return Repayment.objects.filter(state=RefundState.DONE).order_by("refund")
