"""What is on sale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Sum

from moli.orders.models import Article, Order, OrderLine
from moli.orders.rules.states import DROPPED_STATES

# Written by hand because every order asks it: building it anew costs more than answering it.
_ON_SALE = """
SELECT a.id, a.code, a.per_buyer_max, p.price_fen
  FROM orders_article a
  JOIN orders_articleprice p ON p.article_id = a.id
   AND p.from_on <= %s AND (p.to_on IS NULL OR p.to_on > %s)
 WHERE a.is_open AND a.code IN ({marks})
 ORDER BY a.id
"""


@dataclass(frozen=True)
class OnSale:
    """An open article at the price of a day."""

    article_id: int
    code: str
    per_buyer_max: int | None
    price_fen: int


def on_sale(codes: Sequence[str], *, on: date) -> list[OnSale]:
    """The open articles among some codes that have a price on a day, in key order: one query."""
    marks = ", ".join(["%s"] * len(codes))
    # Only marks are put together here; every value travels beside them.
    statement = _ON_SALE.format(marks=marks)
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(statement, [day, day, *codes])
        return [OnSale(*row) for row in cursor.fetchall()]


def units_of_buyer(article: Article, *, order: Order) -> int:
    """How much of an article the buyer of an order has, or waits to pay for, since its sale began.

    The order itself counts from the moment it is stored, unless it was dropped.
    """
    (index,) = Order.blind_indexes
    lines = OrderLine.objects.filter(
        article=article, order__buyer_key__in=index.values(Order, order.phone)
    ).exclude(order__state__in=DROPPED_STATES)
    if article.begins_at is not None:
        lines = lines.filter(order__placed_at__gte=article.begins_at)
    return int(lines.aggregate(total=Sum("units"))["total"] or 0)
