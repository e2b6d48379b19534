"""One run at a time, whatever the number of processes.

On PostgreSQL an advisory lock of the connection, on SQLite a lock on a file beside the data: both
are gone with the process that held them, so one that is killed leaves nothing to clear away.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

# "moli" in ASCII; advisory locks are known by a number, in each database apart.
_NUMBER: Final = 0x6D6F6C69


@contextmanager
def own_turn() -> Iterator[bool]:
    """Whether nobody else is at work; who is, stays so until the end of the block."""
    if connection.vendor == "postgresql":
        with _advisory_lock() as is_ours:
            yield is_ours
        return
    with (Path(settings.MOLI_HOME) / "work.lock").open("ab") as kept:
        try:
            fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


@contextmanager
def _advisory_lock() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_NUMBER])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_NUMBER])
