"""Taking orders, measured over HTTP beside the limit of the bare database in the same run.

The server is `moli serve` itself in a process of its own, with every layer that a shopper passes.
Its database is made for the run and thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection
from django.utils import timezone

from moli.interfaces.cli.benches.bare_orders import limit_per_second
from moli.interfaces.cli.benches.databases import own_database
from moli.interfaces.cli.benches.serving import on_sqlite, served
from moli.interfaces.cli.benches.shoppers import CONFLICT, CREATED, Told, shop
from moli.interfaces.cli.benches.tea_shop import HOT, open_shop
from moli.interfaces.cli.refusals import BenchNeedsPostgres
from moli.orders.queries.laws import order_laws
from moli.orders.queries.stock import overselling

SECONDS = 10
_WARM_SECONDS, _HOT_SECONDS = 2.0, 60.0
_HOT_STOCK = 2_000


def run(database: str | None, *, seconds: int = SECONDS) -> dict[str, Any]:
    """Measure one database: the one of the settings, or `sqlite` or `postgresql`.

    `seconds` is how long shoppers order from all articles; the one article is sold out after.
    Refuses PostgreSQL where DATABASE_URL leads to none.
    """
    if database is None or database == connection.vendor:
        with TemporaryDirectory(prefix="moli-bench-") as folder, own_database(Path(folder)):
            return _measured(Path(folder), seconds=seconds)
    if database == "postgresql":
        raise BenchNeedsPostgres
    return on_sqlite("orders", size=seconds)


def _measured(folder: Path, *, seconds: int) -> dict[str, Any]:
    shop_ids = open_shop(hot_units=_HOT_STOCK, at=timezone.localtime())
    hot_id, ids = shop_ids.pop(HOT), list(shop_ids.values())
    limit_before = limit_per_second(ids, at=timezone.localtime())
    with served(folder) as port:
        many = list(shop_ids)
        shop(port, articles=many, seconds=_WARM_SECONDS, is_over=_never)
        spread = shop(port, articles=many, seconds=seconds, is_over=_never)
        hot = shop(port, articles=[HOT], seconds=_HOT_SECONDS, is_over=CONFLICT.__eq__)
    broken = [check.law for check in order_laws() if not check.holds]
    if broken:
        raise RuntimeError(f"the measurement broke {broken}")
    over = {each.article_id: each.over_units for each in overselling()}
    # Before and after: on a machine that others use too, a minute is not like the next.
    limit = round((limit_before + limit_per_second(ids, at=timezone.localtime())) / 2)
    spread_rate = spread.sold / spread.seconds
    return {
        "spread": {
            **_figures(spread, rate=spread_rate, expected=[CREATED]),
            "oversold": sum(over.values()) - over.get(hot_id, 0),
        },
        "hot": {
            **_figures(hot, rate=hot.sold / hot.sold_seconds, expected=[CREATED, CONFLICT]),
            "oversold": max(over.get(hot_id, 0), hot.sold - _HOT_STOCK, 0),
            "stock": _HOT_STOCK,
            "sold": hot.sold,
        },
        "limit_per_second": limit,
        "ratio": round(spread_rate / limit, 3),
    }


def _never(_status: int) -> bool:
    return False


def _figures(told: Told, *, rate: float, expected: Sequence[int]) -> dict[str, Any]:
    return {
        "orders_per_second": round(rate),
        "p50_ms": told.percentile(0.50),
        "p95_ms": told.percentile(0.95),
        "p99_ms": told.percentile(0.99),
        "errors": told.errors(expected=expected),
    }
