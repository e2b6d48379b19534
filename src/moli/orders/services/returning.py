"""Goods that come back: to the shelf again or written off, and their price is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import (
    Article,
    LineFill,
    Order,
    OrderLine,
    Production,
    Refund,
    Return,
    Shrinkage,
    StockMove,
)
from moli.orders.rules.paying import RefundReason
from moli.orders.rules.returning import LineUnknown, MoreThanSent
from moli.orders.rules.states import FILLED_STATES, OrderMovedOn, OrderState
from moli.orders.rules.stock import MoveKind, ShrinkReason


@dataclass(frozen=True)
class CameBack:
    """So many units of an article, fit for sale again or not."""

    article: str
    units: int
    is_restocked: bool


def take_back(
    *, order_uid: UUID, goods: CameBack, request_key: UUID, by: Actor, at: datetime
) -> Return:
    """Take units of an order back and owe their price.

    They go back to the batches from which they came, the last first: to the shelf, or written
    off there. When nothing of the order is left with its buyer it is returned. The same key again
    answers with the first return. Refuses an order that never left, and more than went out.
    """
    known = Return.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    try:
        return _store(order_uid, goods=goods, request_key=request_key, by=by, at=at)
    except IntegrityError:
        known = Return.objects.filter(request_key=request_key).first()
        if known is None:
            raise
        return known


@transaction.atomic
def _store(
    order_uid: UUID, *, goods: CameBack, request_key: UUID, by: Actor, at: datetime
) -> Return:
    order = Order.objects.select_for_update(of=("self",)).get(uid=order_uid)
    line = _line(order, goods)
    Article.objects.select_for_update(of=("self",)).get(pk=line.article_id)
    refund = Refund.objects.create(
        order=order,
        reason=RefundReason.RETURNED,
        total_fen=goods.units * line.unit_price_fen,
        at=at,
    )
    row = Return.objects.create(
        request_key=request_key,
        line=line,
        units=goods.units,
        is_restocked=goods.is_restocked,
        refund=refund,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    _put_back(line, goods=goods, row=row)
    _end_if_nothing_is_left(order, at=at)
    record(
        verb="orders.take_back",
        on=Subject("order", order.key),
        by=by,
        at=at,
        article=goods.article,
        units=goods.units,
        is_restocked=goods.is_restocked,
        total_fen=refund.total_fen,
    )
    return row


def _line(order: Order, goods: CameBack) -> OrderLine:
    if order.state not in FILLED_STATES:
        raise OrderMovedOn(field="state", order_state=OrderState(order.state))
    line = order.lines.filter(article__code=goods.article).first()
    if line is None:
        raise LineUnknown(field="article", article=goods.article)
    out = sum(fill.units - fill.returned_units for fill in line.fills.all())
    if not 0 < goods.units <= out:
        raise MoreThanSent(field="units", value=goods.units, units_max=out)
    return line


def _put_back(line: OrderLine, *, goods: CameBack, row: Return) -> None:
    missing = goods.units
    for fill in line.fills.select_related("production").order_by("-pk"):
        units = min(missing, fill.units - fill.returned_units)
        if units:
            _put_into(fill, units=units, is_restocked=goods.is_restocked, row=row)
            missing -= units


def _put_into(fill: LineFill, *, units: int, is_restocked: bool, row: Return) -> None:
    fill.returned_units += units
    fill.save(update_fields=["returned_units"])
    batch: Production = fill.production
    if is_restocked:
        batch.left_units += units
        batch.save(update_fields=["left_units"])
        Article.objects.filter(pk=batch.article_id).update(on_hand_units=F("on_hand_units") + units)
        StockMove.objects.create(
            article_id=batch.article_id,
            kind=MoveKind.RETURNED,
            on_hand_change=units,
            order_id=row.line.order_id,
            production=batch,
            at=row.at,
        )
        return
    batch.shrunk_units += units
    batch.save(update_fields=["shrunk_units"])
    Shrinkage.objects.create(
        production=batch,
        came_back=row,
        amount=units,
        reason=ShrinkReason.RETURNED,
        by_key=row.by_key,
        by_name=row.by_name,
        at=row.at,
    )


def _end_if_nothing_is_left(order: Order, *, at: datetime) -> None:
    left = LineFill.objects.filter(line__order=order, returned_units__lt=F("units"))
    if not left.exists():
        order.state, order.ended_at = OrderState.RETURNED, at
        order.save(update_fields=["state", "ended_at"])
