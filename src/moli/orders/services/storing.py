"""Storing an order with the units it takes: as few statements as the database allows.

An order of one article without a limit is a single statement on PostgreSQL: what is reserved,
the order, its line, its move and its line of the trail are stored together or not at all, and
the article's row is locked for the length of one journey. Everything else goes step by step in a
transaction, articles in key order. Both refuse in the same place: an `UPDATE` that takes units
only where they are free, under the CHECK of the table as the last line.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from moli.audit.models import Event
from moli.orders.models import Order, OrderLine, StockMove
from moli.orders.services.statements import insert, shape_of, values_of

_TAKE = """
UPDATE orders_article SET reserved_units = reserved_units + %s
 WHERE id = %s AND is_open AND (begins_at IS NULL OR begins_at <= %s)
   AND on_hand_units - reserved_units >= %s"""


@dataclass(frozen=True)
class Draft:
    """An order that is not stored yet, with all that is stored with it; lines in article order."""

    order: Order
    lines: tuple[OrderLine, ...]
    moves: tuple[StockMove, ...]
    event: Event
    has_caps: bool


@dataclass(frozen=True)
class Taken:
    """What came of one line: whether its units were there to be reserved."""

    article_id: int
    units: int
    is_reserved: bool


Judge = Callable[[Taken], None]


def store(draft: Draft, *, judge: Judge) -> None:
    """Store an order, or what `judge` raises and nothing.

    `judge` refuses lines that could not be reserved, and is asked of all lines where buyers have
    a limit, while the article is locked.
    """
    if connection.vendor == "postgresql" and len(draft.lines) == 1 and not draft.has_caps:
        _store_at_once(draft, judge=judge)
    else:
        _store_by_steps(draft, judge=judge)


@transaction.atomic
def _store_by_steps(draft: Draft, *, judge: Judge) -> None:
    with connection.cursor() as cursor:
        for line in draft.lines:
            taken = Taken(line.article_id, line.units, _take(cursor, line, order=draft.order))
            if draft.has_caps or not taken.is_reserved:
                judge(taken)
        insert(cursor, draft.order)
        for line in draft.lines:
            line.order_id = draft.order.pk
            insert(cursor, line)
        for move in draft.moves:
            move.order_id = draft.order.pk
            insert(cursor, move)
        insert(cursor, draft.event)


def _take(cursor: CursorWrapper, line: OrderLine, *, order: Order) -> bool:
    cursor.execute(_TAKE, _take_values(line, order=order))
    return bool(cursor.rowcount)


def _take_values(line: OrderLine, *, order: Order) -> list[Any]:
    moment = connection.ops.adapt_datetimefield_value(order.placed_at)
    return [line.units, line.article_id, moment, line.units]


def _store_at_once(draft: Draft, *, judge: Judge) -> None:
    (line,) = draft.lines
    (move,) = draft.moves
    values = _take_values(line, order=draft.order)
    for row, without in (
        (draft.order, ""),
        (line, "order_id"),
        (move, "order_id"),
        (draft.event, ""),
    ):
        values += values_of(row, shape_of(type(row), without=without))
    # Alone it commits itself; inside a transaction its failure must not end the whole of it.
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        with connection.cursor() as cursor:
            cursor.execute(_at_once_sql(), values)
            made = cursor.fetchone()
        if made is None:
            judge(Taken(line.article_id, line.units, is_reserved=False))
        draft.order.pk = made[0]


@lru_cache(maxsize=1)
def _at_once_sql() -> str:
    return (
        f"WITH taken AS ({_TAKE} RETURNING id),"  # noqa: S608 - names of our own models
        f" made AS ({_insert_from('taken', Order)} RETURNING id),"
        f" line AS ({_insert_from('made', OrderLine, key='order_id')}),"
        f" moved AS ({_insert_from('made', StockMove, key='order_id')}),"
        f" told AS ({_insert_from('made', Event)})"
        " SELECT id FROM made"
    )


def _insert_from(source: str, model: type[models.Model], *, key: str = "") -> str:
    """An INSERT of a row only where `source` has one, whose key goes into the column `key`."""
    shape = shape_of(model, without=key)
    columns = f'{shape.columns}, "{key}"' if key else shape.columns
    picked = f"{shape.casts}, {source}.id" if key else shape.casts
    # Names come from our own models; every value travels beside the statement.
    return f'INSERT INTO "{shape.table}" ({columns}) SELECT {picked} FROM {source}'  # noqa: S608
