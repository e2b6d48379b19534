"""What the order desk shows: masked in lists, and open where a parcel needs its label."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import name_of, unit_name
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name, masked_phone
from moli.orders.rules.states import OrderState

# While one of these lasts, whoever packs needs to know to whom the parcel goes.
LABEL_STATES = (OrderState.PAID, OrderState.PACKED, OrderState.SENT)
_KINDS = {
    OrderState.PLACED: Kind.PLAIN,
    OrderState.PAID: Kind.WARN,
    OrderState.PACKED: Kind.WARN,
    OrderState.SENT: Kind.INFO,
    OrderState.DONE: Kind.OK,
}


@dataclass(frozen=True)
class ParcelRow:
    """One order of a list; its buyer is masked."""

    uid: str
    url: str
    number: str
    goods: str
    buyer: str
    total_fen: int
    since: datetime
    state: str
    kind: Kind
    has_label: bool


@dataclass(frozen=True)
class BuyerSeen:
    """To whom a parcel goes, as far as this person needs to know it now."""

    name: str
    phone: str
    address: str
    is_open: bool
    is_forgotten: bool


def parcel_rows(orders: Iterable[Any]) -> list[ParcelRow]:
    """Orders with their lines and articles loaded."""
    return [
        ParcelRow(
            uid=order.key,
            url=reverse("web:parcel", args=[order.uid]),
            number=order.number,
            goods=goods_of(order),
            buyer=masked_name(order.buyer_name) if order.buyer_name else "",
            total_fen=order.total_fen,
            since=since(order),
            state=label(OrderState(order.state)),
            kind=_KINDS.get(OrderState(order.state), Kind.PLAIN),
            has_label=order.state == OrderState.PACKED,
        )
        for order in orders
    ]


def state_badge(order: Any) -> tuple[str, Kind]:
    """The state of an order as a badge."""
    state = OrderState(order.state)
    return label(state), _KINDS.get(state, Kind.PLAIN)


def since(order: Any) -> datetime:
    """Since when an order is in its state."""
    moments = (order.ended_at, order.sent_at, order.packed_at, order.paid_at, order.placed_at)
    newest: datetime = next(moment for moment in moments if moment is not None)
    return newest


def goods_of(order: Any) -> str:
    """What is in an order, in one line."""
    return gettext("、").join(
        gettext("%(article)s %(unit)s × %(units)s")
        % {
            "article": name_of(line.article),
            "unit": unit_name(line.article),
            "units": line.units,
        }
        for line in order.lines.all()
    )


def buyer_seen(order: Any, *, is_worker: bool) -> BuyerSeen:
    """The buyer of an order: in full for who packs and sends it, masked for all others."""
    is_forgotten = order.forgotten_at is not None or not order.buyer_name
    if is_forgotten:
        return BuyerSeen("", "", "", is_open=False, is_forgotten=True)
    if is_worker and order.state in LABEL_STATES:
        return BuyerSeen(
            order.buyer_name, order.phone, order.address, is_open=True, is_forgotten=False
        )
    return BuyerSeen(
        masked_name(order.buyer_name),
        masked_phone(order.phone),
        "",
        is_open=False,
        is_forgotten=False,
    )
