"""Posting, measured: the ledger's own service beside the bare database in the same run.

One client posts one transfer at a time, each in a transaction of its own: from a popular account
that keeps no sum to one of 63 households' accounts that do. The bare limit writes the same rows
(transfer, two entries, what is left, the trail) with the database's own driver and prepared
statements, guards and constraints included. The two take turns, so that whatever else the machine
does falls on both.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import connection

from moli.interfaces.cli.benches.databases import own_database
from moli.interfaces.cli.command import OPERATOR
from moli.interfaces.cli.demo.moment import DAY, at
from moli.ledger.rules.chart import AccountKey, AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post

if TYPE_CHECKING:
    from moli.ledger.models import Account

HOUSEHOLDS = 63
_TURNS = 10
_POPULAR = AccountKey("office", "bench", AccountKind.CLEARING)
_number = count(1)


def run(transfers: int) -> dict[str, Any]:
    """Post so many transfers either way, and a tenth as many to all 63 households at once."""
    with TemporaryDirectory(prefix="moli-bench-") as folder, own_database(Path(folder)):
        keys = [AccountKey("household", f"{n}", AccountKind.PAYABLE) for n in range(HOUSEHOLDS)]
        opened = accounts_for([_POPULAR, *keys])
        popular, households = opened.pop(_POPULAR), list(opened.values())
        return _measured(transfers, popular=popular, households=households)


def _measured(transfers: int, *, popular: Account, households: list[Account]) -> dict[str, Any]:
    bare = _BareDatabase(popular.pk, [row.pk for row in households])
    ways: dict[str, tuple[Callable[[int], object], list[float]]] = {
        "post": (lambda n: _post(popular, [households[n % HOUSEHOLDS]]), []),
        "bare": (bare.post, []),
    }
    for call, _ in ways.values():
        call(0)
    for _turn in range(_TURNS):
        for call, seconds in ways.values():
            seconds += _timed(call, transfers // _TURNS)
    wide = _timed(lambda _n: _post(popular, households), max(2, transfers // 10))
    bare.close()
    post_rate, bare_rate = (_rate(seconds) for _, seconds in ways.values())
    return {
        "database": connection.vendor,
        "transfers": transfers,
        **{name: _told(seconds) for name, (_, seconds) in ways.items()},
        "ratio": round(post_rate / bare_rate, 3),
        "wide": {"entries": HOUSEHOLDS + 1, **_told(wide)},
    }


def _post(popular: Account, households: list[Account]) -> None:
    post(
        reference=f"bench:{next(_number)}",
        kind=TransferKind.SPLIT,
        lines=[Line(popular, 100 * len(households)), *(Line(row, -100) for row in households)],
        happened_on=DAY,
        by=OPERATOR,
        at=at(),
    )


class _BareDatabase:
    """The same rows with nothing between us and the driver, on a connection of its own."""

    def __init__(self, popular: int, households: list[int]) -> None:
        self._popular, self._households = popular, households
        self._wrapper = connection.copy()
        self._wrapper.ensure_connection()
        self._is_sqlite = connection.vendor == "sqlite"
        self._cursor: Any = self._wrapper.connection.cursor()
        if not self._is_sqlite:
            self._wrapper.connection.prepare_threshold = 0

    def post(self, n: int) -> None:
        """One transfer, in one transaction."""
        uid, moment = uuid4(), at()
        when = moment.isoformat() if self._is_sqlite else moment
        household = self._households[n % HOUSEHOLDS]
        self._run("BEGIN IMMEDIATE" if self._is_sqlite else "BEGIN")
        self._run(
            "INSERT INTO ledger_transfer (uid, reference, kind, happened_on, entry_count, by_key,"
            " by_name, at) VALUES (?, ?, 'SPLIT', ?, 2, ?, ?, ?) RETURNING id",
            uid.hex if self._is_sqlite else uid,
            f"bare:{uid}",
            DAY.isoformat() if self._is_sqlite else DAY,
            OPERATOR.key,
            OPERATOR.name,
            when,
        )
        [[transfer]] = self._cursor.fetchall()
        self._run("UPDATE ledger_account SET left_fen = left_fen + 100 WHERE id = ?", household)
        self._run(
            "INSERT INTO ledger_entry (transfer_id, sequence, account_id, amount_fen)"
            " VALUES (?, 1, ?, 100), (?, 2, ?, -100)",
            transfer,
            self._popular,
            transfer,
            household,
        )
        self._run(
            "INSERT INTO audit_event (at, actor_key, actor_name, verb, subject_kind, subject_key,"
            " area_code, facts) VALUES (?, ?, ?, 'ledger.post', 'transfer', ?, '', '{}')",
            when,
            OPERATOR.key,
            OPERATOR.name,
            str(uid),
        )
        self._run("COMMIT")

    def close(self) -> None:
        """End the connection."""
        self._wrapper.close()

    def _run(self, statement: str, *values: object) -> None:
        if not self._is_sqlite:
            statement = statement.replace("?", "%s")
        self._cursor.execute(statement, values)


def _timed(call: Callable[[int], object], times: int) -> list[float]:
    seconds = []
    for n in range(times):
        begun = perf_counter()
        call(n)
        seconds.append(perf_counter() - begun)
    return seconds


def _rate(seconds: list[float]) -> float:
    return len(seconds) / sum(seconds)


def _told(seconds: list[float]) -> dict[str, float]:
    cuts = quantiles(seconds, n=100)
    return {
        "per_second": round(_rate(seconds), 1),
        "p50_ms": round(cuts[49] * 1_000, 2),
        "p99_ms": round(cuts[98] * 1_000, 2),
    }
