"""Devices that come back online together, measured over HTTP beside the bare database's limit.

The server is `moli serve` itself in a process of its own; its database is made for the run and
thrown away. All devices send at the same moment, each its fifty operations in one push.
"""

from __future__ import annotations

import resource
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection
from django.utils import timezone

from moli.counter.queries.laws import counter_laws
from moli.interfaces.cli.benches.bare_pushes import limit_per_second
from moli.interfaces.cli.benches.counter_days import OPERATIONS, Operation, morning_of
from moli.interfaces.cli.benches.databases import own_database
from moli.interfaces.cli.benches.serving import on_sqlite, served
from moli.interfaces.cli.benches.tablets import Sent, come_back
from moli.interfaces.cli.benches.villages import open_counters
from moli.interfaces.cli.refusals import BenchNeedsPostgres
from moli.orders.queries.laws import order_laws
from moli.sync.queries.laws import sync_laws

DEVICES = 340
# In which table the rows of each kind of operation lie.
_ROWS: Mapping[str, Sequence[str]] = {
    "orders_weighin": ("weigh_in",),
    "counter_parcel": ("parcel_in", "parcel_out"),
    "counter_buyfor": ("buy_for",),
    "counter_bill": ("bill",),
    "counter_cashmove": ("cash", "buy_for", "bill", "parcel_out"),
}


def run(database: str | None, *, devices: int = DEVICES) -> dict[str, Any]:
    """Measure one database: the one of the settings, or `sqlite` or `postgresql`.

    Refuses PostgreSQL where DATABASE_URL leads to none.
    """
    if database is None or database == connection.vendor:
        with TemporaryDirectory(prefix="moli-bench-") as folder, own_database(Path(folder)):
            return _measured(Path(folder), devices=devices)
    if database == "postgresql":
        raise BenchNeedsPostgres
    return on_sqlite("sync", size=devices)


def _measured(folder: Path, *, devices: int) -> dict[str, Any]:
    at = timezone.localtime()
    queues = {each: morning_of(each, at=at) for each in open_counters(devices, at=at)}
    cpu_before = _cpu_of_children()
    with served(folder) as port:
        sent = come_back(port, queues)
    cpu_seconds = _cpu_of_children() - cpu_before
    _laws_hold()
    applied = _applied()
    lost, doubled = _lost_and_doubled([each for queue in queues.values() for each in queue])
    limit = limit_per_second(at=at)
    rate = devices * OPERATIONS / sent.seconds
    return {
        "devices": devices,
        "operations": devices * OPERATIONS,
        "applied": applied,
        "lost": lost,
        "doubled": doubled,
        **_figures(sent),
        # On a machine that others use too, this is what the server itself took.
        "server_cpu_seconds": round(cpu_seconds, 1),
        "operations_per_second": round(rate),
        "limit_per_second": limit,
        "ratio": round(rate / limit, 3),
        "database": connection.vendor,
    }


def _figures(sent: Sent) -> dict[str, Any]:
    return {
        "seconds": round(sent.seconds, 1),
        "p50_ms": sent.percentile(0.50),
        "p95_ms": sent.percentile(0.95),
        "told": dict(sent.outcomes),
        "refusals": {code: times for code, times in sent.refusals.items() if times},
        "statuses": dict(sent.statuses),
    }


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _laws_hold() -> None:
    checks = [*sync_laws(), *counter_laws(), *order_laws()]
    if broken := [check.law for check in checks if not check.holds]:
        raise RuntimeError(f"the measurement broke {broken}")


def _lost_and_doubled(operations: Sequence[Operation]) -> tuple[int, int]:
    """Operations of which a row is not there, and rows that no operation or a second one made."""
    lost: set[str] = set()
    doubled = 0
    for table, kinds in _ROWS.items():
        wanted = {each["id"].replace("-", "") for each in operations if each["kind"] in kinds}
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT request_key FROM {table}")  # noqa: S608 - a name of ours
            found = [str(key).replace("-", "") for (key,) in cursor.fetchall()]
        lost |= wanted - set(found)
        doubled += len(found) - len(wanted & set(found))
    return len(lost), doubled


def _applied() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sync_operation WHERE outcome = 'APPLIED'")
        return int(cursor.fetchone()[0])
