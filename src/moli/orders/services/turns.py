"""One writer at a time in this process, where the database has one writer anyway."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import connection

_TURN = Lock()


@contextmanager
def own_turn() -> Iterator[None]:
    """Wait for one's turn to write.

    SQLite lets writers try again after sleeps that grow to a tenth of a second, so under load some
    would wait for seconds while others pass; a lock of the process passes the turn on at once.
    Inside a transaction there is nothing to wait for: it holds the database already, and waiting
    for who waits for it would never end. PostgreSQL needs none of this.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _TURN:
        yield
