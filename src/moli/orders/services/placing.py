"""Placing an order: its units are reserved with it, or it is refused and nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils import timezone

from moli.audit.models import Event
from moli.audit.services.recording import Subject, line_of
from moli.households.models.sealed import blind_index
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.orders.models import Article, Order, OrderLine, StockMove
from moli.orders.queries.selling import OnSale, on_sale, units_of_buyer
from moli.orders.rules.basket import (
    ArticleNotOnSale,
    ArticleUnknown,
    Buyer,
    NotEnoughInStock,
    OverBuyerCap,
    SaleNotBegun,
    Wanted,
    judge_buyer,
    merged,
    tidied,
)
from moli.orders.rules.numbers import order_number
from moli.orders.rules.paying import PAY_WITHIN
from moli.orders.rules.states import OrderKind, OrderState
from moli.orders.rules.stock import MoveKind
from moli.orders.services.expiring import expire_orders
from moli.orders.services.storing import Draft, Taken, store
from moli.orders.services.turns import own_turn

# As many as one buyer may be made to wait for.
_EXPIRED_MAX = 50


@dataclass(frozen=True)
class _Asked:
    """One line as asked: so many units of what is on sale."""

    article: OnSale
    units: int


def place_order(
    *, wanted: Sequence[Wanted], buyer: Buyer, request_key: UUID, by: Actor, at: datetime
) -> Order:
    """Reserve units and write down the order, all of it or nothing.

    The same key again answers with the order of the first call, whatever has become of it. Prices
    are those of the day; the units stay reserved until `pay_until_at`. Where too few are free,
    orders whose time to pay is over expire first. Refuses a buyer to whom nothing can be sent, an
    article that is not on sale, a flash sale before its hour, more than one buyer may have of it,
    and more than is free.
    """
    try:
        with own_turn():
            return _place(wanted, buyer=buyer, request_key=request_key, by=by, at=at)
    except (Refusal, IntegrityError) as error:
        # Only who was refused is asked whether it is a second call: the first is spared a query.
        known = Order.objects.filter(request_key=request_key).first()
        if known is not None:
            return known
        # An empty shelf may be full of orders that nobody paid in time.
        if isinstance(error, NotEnoughInStock) and expire_orders(by=by, at=at, most=_EXPIRED_MAX):
            return place_order(wanted=wanted, buyer=buyer, request_key=request_key, by=by, at=at)
        raise


def _place(
    wanted: Sequence[Wanted], *, buyer: Buyer, request_key: UUID, by: Actor, at: datetime
) -> Order:
    units = merged(wanted)
    buyer = tidied(buyer)
    judge_buyer(buyer)
    asked = _asked(units, on=timezone.localdate(at))
    order = _order_row(asked, buyer=buyer, request_key=request_key, at=at)
    draft = Draft(
        order=order,
        lines=tuple(_line_row(each) for each in asked),
        moves=tuple(_move_row(each, at=at) for each in asked),
        event=_event_row(order, asked, by=by, at=at),
        has_caps=any(each.article.per_buyer_max for each in asked),
    )
    store(draft, judge=lambda taken: _judge_taken(taken, order=order, at=at))
    return order


def _asked(units: dict[str, int], *, on: date) -> list[_Asked]:
    found = [_Asked(row, units[row.code]) for row in on_sale(list(units), on=on)]
    if len(found) < len(units):
        code = min(set(units) - {each.article.code for each in found})
        if Article.objects.filter(code=code).exists():
            raise ArticleNotOnSale(field="article", article=code)
        raise ArticleUnknown(field="article", article=code)
    return found


def _judge_taken(taken: Taken, *, order: Order, at: datetime) -> None:
    """Refuse units that could not be reserved, and those of a buyer who has enough.

    Called with the article locked by the reservation, so that two orders of one buyer at the
    same moment cannot both look before either is counted.
    """
    article = Article.objects.get(pk=taken.article_id)
    if article.begins_at is not None and article.begins_at > at:
        begins = timezone.localtime(article.begins_at)
        raise SaleNotBegun(
            field="article", begins_on=begins.date().isoformat(), begins_time=f"{begins:%H:%M}"
        )
    if not taken.is_reserved:
        raise NotEnoughInStock(
            field="units",
            article=article.code,
            value=taken.units,
            left_units=max(0, article.free_units),
        )
    most = article.per_buyer_max
    if most is None:
        return
    had = units_of_buyer(article, order=order)
    if had + taken.units > most:
        raise OverBuyerCap(
            field="units", article=article.code, value=taken.units, had_units=had, units_max=most
        )


def _order_row(asked: Sequence[_Asked], *, buyer: Buyer, request_key: UUID, at: datetime) -> Order:
    uid = uuid4()
    return Order(
        uid=uid,
        number=order_number(uid, on=timezone.localdate(at)),
        request_key=request_key,
        kind=OrderKind.RETAIL,
        state=OrderState.PLACED,
        buyer_name=buyer.name,
        phone=buyer.phone,
        address=buyer.address,
        buyer_key=blind_index(Order, "phone", buyer.phone),
        total_fen=sum(each.units * each.article.price_fen for each in asked),
        placed_at=at,
        pay_until_at=at + PAY_WITHIN,
    )


def _line_row(each: _Asked) -> OrderLine:
    price = each.article.price_fen
    return OrderLine(
        article_id=each.article.article_id,
        units=each.units,
        unit_price_fen=price,
        total_fen=each.units * price,
    )


def _move_row(each: _Asked, *, at: datetime) -> StockMove:
    return StockMove(
        article_id=each.article.article_id,
        kind=MoveKind.RESERVED,
        reserved_change=each.units,
        at=at,
    )


def _event_row(order: Order, asked: Sequence[_Asked], *, by: Actor, at: datetime) -> Event:
    return line_of(
        verb="orders.place",
        on=Subject("order", order.key),
        by=by,
        at=at,
        facts={"units": sum(each.units for each in asked), "total_fen": order.total_fen},
    )
