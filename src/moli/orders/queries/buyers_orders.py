"""An order as its buyer may see it: by the key in its address, or by number and telephone.

Whoever has the address may be somebody else, so name, telephone and address leave this module
masked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from moli.gateways.payment import RefundState
from moli.kernel.identifiers import masked_name, masked_phone
from moli.orders.models import Order, Production
from moli.orders.rules.basket import Buyer, tidied
from moli.orders.rules.numbers import number_as_written
from moli.orders.rules.states import OrderState, may_become

_ADDRESS_SHOWN = 6


@dataclass(frozen=True)
class BuyersLine:
    """One article of an order."""

    code: str
    name: str
    name_en: str
    unit_name: str
    unit_name_en: str
    units: int
    unit_price_fen: int
    total_fen: int


@dataclass(frozen=True)
class BuyersOrder:
    """An order without anything that names its buyer in full."""

    uid: UUID
    number: str
    state: OrderState
    lines: tuple[BuyersLine, ...]
    # What leads to where the goods come from; nothing before the order is packed.
    trace_codes: tuple[str, ...]
    total_fen: int
    owed_back_fen: int
    masked_name: str
    masked_phone: str
    masked_address: str
    is_forgotten: bool
    placed_at: datetime
    pay_until_at: datetime
    paid_at: datetime | None
    packed_at: datetime | None
    sent_at: datetime | None
    ended_at: datetime | None

    @property
    def may_be_cancelled(self) -> bool:
        """Whether its buyer may still cancel it."""
        return may_become(self.state, OrderState.CANCELLED)


def buyers_order(uid: UUID) -> BuyersOrder | None:
    """The order with this key: four queries, or one when there is none."""
    order = Order.objects.filter(uid=uid).first()
    if order is None:
        return None
    lines = order.lines.select_related("article").order_by("article")
    batches = Production.objects.filter(fills__line__order=order).order_by("pk").distinct()
    # What was sent back is the page of payments' to tell.
    refunds = order.refunds.exclude(repayment__state=RefundState.DONE)
    return BuyersOrder(
        uid=order.uid,
        number=order.number,
        state=OrderState(order.state),
        lines=tuple(
            BuyersLine(
                code=line.article.code,
                name=line.article.name,
                name_en=line.article.name_en,
                unit_name=line.article.unit_name,
                unit_name_en=line.article.unit_name_en,
                units=line.units,
                unit_price_fen=line.unit_price_fen,
                total_fen=line.total_fen,
            )
            for line in lines
        ),
        trace_codes=tuple(batches.values_list("trace_code", flat=True)),
        total_fen=order.total_fen,
        owed_back_fen=sum(refunds.values_list("total_fen", flat=True)),
        masked_name=masked_name(order.buyer_name),
        masked_phone=masked_phone(order.phone),
        masked_address=_masked_address(order.address),
        is_forgotten=order.forgotten_at is not None,
        placed_at=order.placed_at,
        pay_until_at=order.pay_until_at,
        paid_at=order.paid_at,
        packed_at=order.packed_at,
        sent_at=order.sent_at,
        ended_at=order.ended_at,
    )


def uid_of_request(request_key: UUID) -> UUID | None:
    """The order that was placed with a form's key, if one was."""
    return Order.objects.filter(request_key=request_key).values_list("uid", flat=True).first()


def uid_of_number(number: str, *, phone: str) -> UUID | None:
    """The order of this number, if it went to this telephone: one query, right or wrong.

    Small letters, blanks and signs that are read for each other are taken as they were meant.
    """
    (index,) = Order.blind_indexes
    asked = tidied(Buyer(name="", phone=phone, address="")).phone
    keys = index.values(Order, asked)
    rows = Order.objects.filter(number=number_as_written(number), buyer_key__in=keys or ("-",))
    return rows.values_list("uid", flat=True).first()


def _masked_address(address: str) -> str:
    """The beginning of an address: enough for who wrote it, too little to find them by."""
    return f"{address[:_ADDRESS_SHOWN]}…" if address else ""
