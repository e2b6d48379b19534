"""What the bare database takes: the statements of one order, straight on its driver.

The same tables, the same rows, the same conditional update; no HTTP, no Django, no sealing, the
values made beforehand. PostgreSQL gets sixteen clients in processes of their own with prepared
statements; SQLite, which has one writer, gets one client that never waits.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import uuid4

from django.db import connection

from moli.interfaces.cli.benches.shoppers import SHOPPERS

_SECONDS = 3.0
_TAKE = """
UPDATE orders_article SET reserved_units = reserved_units + 1
 WHERE id = %(article)s AND is_open AND (begins_at IS NULL OR begins_at <= %(at)s)
   AND on_hand_units - reserved_units >= 1"""
_ORDER = """
INSERT INTO orders_order (uid, number, request_key, kind, state, buyer_name, phone, address,
  buyer_key, total_fen, placed_at, pay_until_at)
VALUES (%(uid)s, %(number)s, %(key)s, 'RETAIL', 'PLACED', '买家', %(phone)s, %(address)s,
  %(buyer)s, 3800, %(at)s, %(until)s) RETURNING id"""
_LINE = """
INSERT INTO orders_orderline (order_id, article_id, units, unit_price_fen, total_fen)
VALUES (%(order)s, %(article)s, 1, 3800, 3800)"""
_MOVE = """
INSERT INTO orders_stockmove (article_id, kind, on_hand_change, reserved_change, order_id, at)
VALUES (%(article)s, 'RESERVED', 0, 1, %(order)s, %(at)s)"""
_EVENT = """
INSERT INTO audit_event (at, actor_key, actor_name, verb, subject_kind, subject_key, area_code,
  facts)
VALUES (%(at)s, 'system:shop', '网上买家', 'orders.place', 'order', %(text)s, '',
  '{"units": 1, "total_fen": 3800}')"""
_PREPARED = 2_000

Execute = Callable[[str, dict[str, Any]], Any]


def limit_per_second(article_ids: Sequence[int], *, at: datetime) -> int:
    """How many orders a second the bare database takes, spread over the articles."""
    settings = dict(connection.settings_dict)
    connection.close()
    if connection.vendor == "sqlite":
        return round(_sqlite(settings, article_ids, at) / _SECONDS)
    context = multiprocessing.get_context("fork")
    with context.Pool(SHOPPERS) as pool:
        work = [(settings, article_ids, at, seed) for seed in range(SHOPPERS)]
        return round(sum(pool.starmap(_postgresql, work, chunksize=1)) / _SECONDS)


def _values(article_ids: Sequence[int], at: datetime, *, seed: int) -> list[dict[str, Any]]:
    """Rows that are ready to be stored; ids and keys are made while the clock runs."""
    return [
        {
            "article": article_ids[(seed * 37 + place * 101) % len(article_ids)],
            "at": at,
            "until": at + timedelta(minutes=30),
            "phone": "k1:" + "p" * 52,
            "address": "k1:" + "a" * 76,
            "buyer": uuid4().hex,
        }
        for place in range(_PREPARED)
    ]


def _keys() -> dict[str, Any]:
    uid = uuid4()
    return {"uid": uid.hex, "key": uuid4().hex, "number": uid.hex[:16], "text": str(uid)}


def _one_order(execute: Execute, values: dict[str, Any]) -> None:
    given = values | _keys()
    if not execute(_TAKE, given).rowcount:
        return
    given["order"] = execute(_ORDER, given).fetchone()[0]
    for statement in (_LINE, _MOVE, _EVENT):
        execute(statement, given)


def _postgresql(
    settings: dict[str, Any], article_ids: Sequence[int], at: datetime, seed: int
) -> int:
    import psycopg

    rows, done = _values(article_ids, at, seed=seed), 0
    with psycopg.connect(**address_of(settings), prepare_threshold=1) as link:
        until = perf_counter() + _SECONDS
        while perf_counter() < until:
            _one_order(link.execute, rows[done % _PREPARED])
            link.commit()
            done += 1
    return done


def address_of(settings: dict[str, Any]) -> dict[str, Any]:
    """Where a PostgreSQL database is, as its driver wants it told."""
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    given = {key: settings[name] for name, key in names.items() if settings[name]}
    if settings["PORT"]:
        given["port"] = settings["PORT"]
    return {**given, **settings["OPTIONS"]}


def _sqlite(settings: dict[str, Any], article_ids: Sequence[int], at: datetime) -> int:
    rows, done = _values(article_ids, at, seed=1), 0
    text = at.isoformat(" ")
    link = sqlite3.connect(settings["NAME"], isolation_level=None)
    for pragma in settings["OPTIONS"]["init_command"].split(";"):
        link.execute(pragma)
    try:
        until = perf_counter() + _SECONDS
        while perf_counter() < until:
            link.execute("BEGIN IMMEDIATE")
            _one_order(
                lambda sql, given: link.execute(_MARKS[sql], given),
                rows[done % _PREPARED] | {"at": text, "until": text},
            )
            link.execute("COMMIT")
            done += 1
    finally:
        link.close()
    return done


def _named(statement: str) -> str:
    """A statement with the marks of sqlite3."""
    for name in ("article", "at", "uid", "number", "key", "phone", "address", "buyer", "until"):
        statement = statement.replace(f"%({name})s", f":{name}")
    return statement.replace("%(order)s", ":order").replace("%(text)s", ":text")


_MARKS = {each: _named(each) for each in (_TAKE, _ORDER, _LINE, _MOVE, _EVENT)}
