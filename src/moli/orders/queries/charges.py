"""Orders that are to be paid, and what their channels were asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from moli.gateways.payment import Channel
from moli.orders.models import Charge, Order, Refund
from moli.orders.rules.charging import ASK_AFTER
from moli.orders.rules.states import OrderState


def open_charges() -> QuerySet[Charge]:
    """Charges for which money may still come."""
    return Charge.objects.filter(ended_at=None)


def waits_at_a_channel() -> Exists:
    """Of an order: whether money may still come for it through a channel."""
    return Exists(open_charges().filter(order=OuterRef("pk")))


def charges_to_ask(*, at: datetime, most: int) -> QuerySet[Charge]:
    """Charges that have not ended and had time to be reported, the longest unasked first."""
    return (
        open_charges()
        .filter(Q(started_at__lte=at - ASK_AFTER) | ~Q(order__state=OrderState.PLACED))
        .select_related("order")
        .defer("order__phone", "order__address")
        .order_by(F("asked_at").asc(nulls_first=True), "pk")[:most]
    )


@dataclass(frozen=True)
class OrderToPay:
    """An order as its pay page shows it: no name, no telephone, no address.

    `charges` are the channels that were asked, with what the payer was given, as long as they
    have not ended.
    """

    uid: UUID
    number: str
    state: OrderState
    total_fen: int
    pay_until_at: datetime
    charges: dict[Channel, Charge]
    refunds: tuple[Refund, ...]


def order_to_pay(uid: UUID) -> OrderToPay | None:
    """An order by its uid, whoever asks: who knows it was given it."""
    order = Order.objects.defer("phone", "address", "buyer_name").filter(uid=uid).first()
    if order is None:
        return None
    return OrderToPay(
        uid=order.uid,
        number=order.number,
        state=OrderState(order.state),
        total_fen=order.total_fen,
        pay_until_at=order.pay_until_at,
        charges={Channel(row.channel): row for row in order.charges.filter(ended_at=None)},
        refunds=tuple(order.refunds.select_related("repayment").order_by("pk")),
    )
