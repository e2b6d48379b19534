"""Units of articles kept for an order, and given free again."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from moli.orders.models import Article, Order, OrderLine, StockMove
from moli.orders.queries.selling import units_of_buyer
from moli.orders.rules.stock import MoveKind


def lines_with_articles_locked(order: Order) -> list[OrderLine]:
    """The lines of an order in key order of their articles, which are locked in that order."""
    lines = list(order.lines.order_by("article_id"))
    articles = {
        row.pk: row
        for row in Article.objects.select_for_update(of=("self",))
        .filter(pk__in=[line.article_id for line in lines])
        .order_by("pk")
    }
    for line in lines:
        line.article = articles[line.article_id]
    return lines


def release(order: Order, *, at: datetime) -> None:
    """Give free what an order held. Its caller holds the order's lock and says why."""
    for line in lines_with_articles_locked(order):
        _change(line, reserved=-line.units, kind=MoveKind.RELEASED, at=at)


def reserve_again(order: Order, *, at: datetime) -> bool:
    """Keep the units of an order once more, all or none; whether they were there for its buyer."""
    lines = lines_with_articles_locked(order)
    if not all(_is_there(line, order=order) for line in lines):
        return False
    for line in lines:
        _change(line, reserved=line.units, kind=MoveKind.RESERVED, at=at)
    return True


def _change(line: OrderLine, *, reserved: int, kind: MoveKind, at: datetime) -> None:
    Article.objects.filter(pk=line.article_id).update(reserved_units=F("reserved_units") + reserved)
    StockMove.objects.create(
        article_id=line.article_id,
        kind=kind,
        reserved_change=reserved,
        order_id=line.order_id,
        at=at,
    )


def _is_there(line: OrderLine, *, order: Order) -> bool:
    article = line.article
    if article.free_units < line.units:
        return False
    most = article.per_buyer_max
    return most is None or units_of_buyer(article, order=order) + line.units <= most
