"""What the books do not have yet of what goes back to buyers, and what they can give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import CharField, Exists, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from moli.ledger.models import Transfer
from moli.orders.models import Refund
from moli.settlement.models import PaidBack, Share
from moli.settlement.rules.shares import ShareKind

# How the references begin under which payments that go back whole came into the books.
ARRIVED = "arrived:"


def refunds_not_arrived() -> QuerySet[Refund]:
    """Refunds that give back whole a payment that is not in the books yet.

    They are of orders that were cancelled, paid twice or paid too late.
    """
    reference = Concat(Value(ARRIVED), Cast(OuterRef("payment_id"), CharField()))
    arrivals = Transfer.objects.filter(reference=reference)
    return Refund.objects.filter(~Exists(arrivals), payment__isnull=False)


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
