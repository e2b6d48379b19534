"""What the bare database takes: three rows of each operation, straight on its driver.

The operation itself, what came of it and a line of the trail, fifty operations a transaction; no
HTTP, no Django, nothing judged, the values made beforehand, one client that never waits.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from time import perf_counter
from typing import Any
from uuid import uuid4

from django.db import connection

from moli.interfaces.cli.benches.bare_orders import address_of
from moli.interfaces.cli.benches.counter_days import OPERATIONS

_SECONDS = 3.0
_DEVICE = "SELECT id FROM sync_device ORDER BY id LIMIT 1"
_OPERATION = """
INSERT INTO sync_operation (uid, device_id, sequence, kind, digest, made_at, received_at, by_key,
  by_name, outcome, answer)
VALUES (%(uid)s, %(device)s, %(sequence)s, 'cash', %(digest)s, %(at)s, %(at)s, 'bench', '',
  'APPLIED', '{}')"""
_MOVE = """
INSERT INTO counter_cashmove (uid, request_key, station_key, by_key, by_name, at, received_at, "on",
  cash_kind, amount_fen, subject_key)
VALUES (%(uid)s, %(uid)s, 'bench', 'bench', '', %(at)s, %(at)s, %(day)s, 'FLOAT', 100, '')"""
_EVENT = """
INSERT INTO audit_event (at, actor_key, actor_name, verb, subject_kind, subject_key, area_code,
  facts)
VALUES (%(at)s, 'bench', '', 'bench', 'bench', %(digest)s, '', '{}')"""
_NAMED = re.compile(r"%\((\w+)\)s")
# Behind all numbers that devices use.
_FIRST = 10**9

Execute = Callable[[str, dict[str, Any]], Any]


def limit_per_second(*, at: datetime) -> int:
    """How many operations a second the bare database takes. They stay, so it is asked last."""
    settings = dict(connection.settings_dict)
    device = _device()
    connection.close()
    work = _sqlite if connection.vendor == "sqlite" else _postgresql
    return round(work(settings, device, at) / _SECONDS)


def _device() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_DEVICE)
        return int(cursor.fetchone()[0])


def _fifty(execute: Execute, given: dict[str, Any], done: int) -> None:
    for place in range(OPERATIONS):
        uid = uuid4().hex
        row = given | {"uid": uid, "sequence": _FIRST + done + place, "digest": uid}
        for statement in (_OPERATION, _MOVE, _EVENT):
            execute(statement, row)


def _postgresql(settings: dict[str, Any], device: int, at: datetime) -> int:
    import psycopg

    given, done = {"device": device, "at": at, "day": at.date()}, 0
    with psycopg.connect(**address_of(settings), prepare_threshold=1) as link:
        until = perf_counter() + _SECONDS
        while perf_counter() < until:
            _fifty(link.execute, given, done)
            link.commit()
            done += OPERATIONS
    return done


def _sqlite(settings: dict[str, Any], device: int, at: datetime) -> int:
    given = {"device": device, "at": at.isoformat(" "), "day": at.date().isoformat()}
    done = 0
    with closing(sqlite3.connect(settings["NAME"], isolation_level=None)) as link:
        for pragma in settings["OPTIONS"]["init_command"].split(";"):
            link.execute(pragma)
        until = perf_counter() + _SECONDS
        while perf_counter() < until:
            link.execute("BEGIN IMMEDIATE")
            _fifty(lambda sql, row: link.execute(_MARKS[sql], row), given, done)
            link.execute("COMMIT")
            done += OPERATIONS
    return done


_MARKS = {each: _NAMED.sub(r":\1", each) for each in (_OPERATION, _MOVE, _EVENT)}
