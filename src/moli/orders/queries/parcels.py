"""Orders as the desk works through them: what waits for its payment, for packing, for the road."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from moli.orders.models import Order
from moli.orders.queries.stock_reach import StockScope, orders_in
from moli.orders.rules.states import ENDED_STATES, OrderState


class Pile(StrEnum):
    """One pile on the desk."""

    TO_PACK = "pack"
    TO_SEND = "send"
    TO_PAY = "pay"
    ON_THE_WAY = "way"
    OVER = "over"


_STATES: Mapping[Pile, tuple[OrderState, ...]] = {
    Pile.TO_PACK: (OrderState.PAID,),
    Pile.TO_SEND: (OrderState.PACKED,),
    Pile.TO_PAY: (OrderState.PLACED,),
    Pile.ON_THE_WAY: (OrderState.SENT,),
    Pile.OVER: ENDED_STATES,
}
# Since when an order lies in its pile.
_AGE: Mapping[Pile, str] = {
    Pile.TO_PACK: "paid_at",
    Pile.TO_SEND: "packed_at",
    Pile.TO_PAY: "placed_at",
    Pile.ON_THE_WAY: "sent_at",
    Pile.OVER: "-ended_at",
}
# These wait for somebody at the desk; the others wait for a buyer or a carrier.
WORK = (Pile.TO_PACK, Pile.TO_SEND)
# All of them, in the words of the index that finds them among all orders.
_AT_DESK = Q(paid_at__isnull=False, sent_at=None, ended_at=None)


def pile(scope: StockScope, which: Pile) -> QuerySet[Order]:
    """The orders of a pile, the oldest first; of those that are over the newest."""
    rows = _lying_in(scope, (which,))
    return rows.prefetch_related("lines__article").order_by(_AGE[which], "pk")


def pile_counts(scope: StockScope, piles: Collection[Pile] = tuple(Pile)) -> dict[Pile, int]:
    """How many orders lie in some piles: one query, none for whoever reaches nothing."""
    if not scope.store_keys:
        return dict.fromkeys(piles, 0)
    counts = {which.name: Count("pk", filter=Q(state__in=_STATES[which])) for which in piles}
    found = _lying_in(scope, piles).order_by().aggregate(**counts)
    return {which: found[which.name] for which in piles}


def _lying_in(scope: StockScope, piles: Collection[Pile]) -> QuerySet[Order]:
    states = [state for which in piles for state in _STATES[which]]
    rows = orders_in(scope).filter(state__in=states)
    return rows.filter(_AT_DESK) if set(piles) <= set(WORK) else rows


def order_at_desk(scope: StockScope, uid: UUID) -> Order | None:
    """One order with its lines, the batches that filled them, its payments and refunds."""
    rows = orders_in(scope).filter(uid=uid)
    return rows.prefetch_related(
        "lines__article", "lines__fills__production", "payments", "refunds__repayment"
    ).first()


def order_of_number(scope: StockScope, number: str) -> Order | None:
    """The order of a number, as a slip names it."""
    return orders_in(scope).filter(number=number).first()


def orders_to_label(scope: StockScope, uids: Collection[UUID]) -> list[Order]:
    """Packed orders among some, the oldest first, with the batches that filled them."""
    rows = orders_in(scope).filter(uid__in=uids, state=OrderState.PACKED)
    rows = rows.prefetch_related("lines__article", "lines__fills__production")
    return list(rows.order_by("packed_at", "pk"))
