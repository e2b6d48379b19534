"""What still has to go back to buyers, and whether the books can give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from moli.gateways.payment import Channel
from moli.ledger.models import Transfer
from moli.orders.models import Payment, Refund
from moli.settlement.models import PaidBack, Share
from moli.settlement.rules.shares import ShareKind

REFUNDS_SHOWN = 500
# How the references begin under which payments that go back whole came into the books.
ARRIVED = "arrived:"


@dataclass(frozen=True)
class OpenRefund:
    """A refund that nobody has given back yet, and the payment from which it goes back.

    `is_ready` is false for goods that came back of an order that is not settled, or whose
    settlement was not corrected yet: nothing stands to its buyer's credit.
    """

    refund: Refund
    payment: Payment
    is_ready: bool

    @property
    def channel(self) -> Channel:
        """Through which it goes back."""
        return Channel(self.payment.channel)


def refunds_not_arrived() -> QuerySet[Refund]:
    """Refunds that give back whole a payment that is not in the books yet.

    They are of orders that were cancelled, paid twice or paid too late.
    """
    reference = Concat(Value(ARRIVED), Cast(OuterRef("payment_id"), CharField()))
    arrivals = Transfer.objects.filter(reference=reference)
    return Refund.objects.filter(~Exists(arrivals), payment__isnull=False)


def refunds_open(*, most: int = REFUNDS_SHOWN) -> list[OpenRefund]:
    """What still has to go back, the oldest first: four queries."""
    done = PaidBack.objects.filter(refund=OuterRef("pk"))
    rows = list(
        Refund.objects.filter(~Exists(done))
        .select_related("order", "payment")
        .defer("order__phone", "order__address")
        .order_by("pk")[:most]
    )
    orders = {row.order_id for row in rows if row.payment_id is None}
    payments = {row.order_id: row for row in Payment.objects.filter(order__in=orders, refund=None)}
    left = buyers_left(orders)
    found = []
    for row in rows:
        is_ready = row.payment_id is not None
        if row.payment_id is None and left[row.order_id] >= row.total_fen:
            is_ready = True
            left[row.order_id] -= row.total_fen
        found.append(OpenRefund(row, row.payment or payments[row.order_id], is_ready))
    return found


def buyers_left(order_ids: Collection[int]) -> dict[int, int]:
    """What settlements and corrections left to buyers for goods that came back, by order.

    Less what was given back for goods already.
    """
    left: dict[int, int] = defaultdict(int)
    shares = Share.objects.filter(
        kind=ShareKind.BUYER, settlement__line__order__in=order_ids
    ).values_list("settlement__line__order")
    for order_id, fen in shares.order_by().annotate(total=Sum("fen")):
        left[order_id] += fen
    given = PaidBack.objects.filter(refund__order__in=order_ids, refund__payment=None)
    for order_id, fen in (
        given.order_by().values_list("refund__order").annotate(total=Sum("total_fen"))
    ):
        left[order_id] -= fen
    return left
