"""Packing, sending and handing over: units leave the shelf, what spoils first goes first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import Article, LineFill, Order, OrderLine, Production, StockMove
from moli.orders.rules.states import OrderState, must_become
from moli.orders.rules.stock import MoveKind
from moli.orders.services.reserving import lines_with_articles_locked

_MOMENTS: Mapping[OrderState, str] = {OrderState.SENT: "sent_at", OrderState.DONE: "ended_at"}


@transaction.atomic
def pack_order(*, order_uid: UUID, by: Actor, at: datetime) -> Order:
    """Take the units of a paid order from the shelf, from the batches that spoil first.

    Each fill names its batch, so that a parcel leads to its households. A second call changes
    nothing. Refuses an order that is not paid.
    """
    order = _locked(order_uid)
    if order.state == OrderState.PACKED:
        return order
    must_become(order.state, OrderState.PACKED)
    for line in lines_with_articles_locked(order):
        _fill(line)
        Article.objects.filter(pk=line.article_id).update(
            on_hand_units=F("on_hand_units") - line.units,
            reserved_units=F("reserved_units") - line.units,
        )
        StockMove.objects.create(
            article_id=line.article_id,
            kind=MoveKind.SOLD,
            on_hand_change=-line.units,
            reserved_change=-line.units,
            order=order,
            at=at,
        )
    order.state, order.packed_at = OrderState.PACKED, at
    order.save(update_fields=["state", "packed_at"])
    record(verb="orders.pack", on=Subject("order", order.key), by=by, at=at)
    return order


def send_order(*, order_uid: UUID, by: Actor, at: datetime) -> Order:
    """Hand a packed order to the carrier. A second call changes nothing; refuses other states."""
    return _step(order_uid, later=OrderState.SENT, verb="orders.send", by=by, at=at)


def complete_order(*, order_uid: UUID, by: Actor, at: datetime) -> Order:
    """Note that a sent order arrived. A second call changes nothing; refuses other states."""
    return _step(order_uid, later=OrderState.DONE, verb="orders.complete", by=by, at=at)


@transaction.atomic
def _step(order_uid: UUID, *, later: OrderState, verb: str, by: Actor, at: datetime) -> Order:
    order = _locked(order_uid)
    if order.state == later:
        return order
    must_become(order.state, later)
    order.state = later
    setattr(order, _MOMENTS[later], at)
    order.save(update_fields=["state", _MOMENTS[later]])
    record(verb=verb, on=Subject("order", order.key), by=by, at=at)
    return order


def _locked(order_uid: UUID) -> Order:
    return Order.objects.select_for_update(of=("self",)).get(uid=order_uid)


def _fill(line: OrderLine) -> None:
    """Take a line's units from its article's batches. The article's lock guards its batches.

    What stands on the shelf is what the batches have left, so there is always enough.
    """
    missing = line.units
    batches = Production.objects.filter(article_id=line.article_id, left_units__gt=0)
    for batch in batches.order_by("best_before_on", "pk"):
        units = min(missing, batch.left_units)
        LineFill.objects.create(line=line, production=batch, units=units)
        batch.left_units -= units
        batch.save(update_fields=["left_units"])
        missing -= units
        if not missing:
            return
    raise RuntimeError(f"the batches of article {line.article_id} lack {missing} units")
