"""A database for one measurement, made and thrown away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """A database and keys for this run alone.

    It is an SQLite file in the folder, or one beside the PostgreSQL database of DATABASE_URL.
    """
    kept_keys, settings.MOLI_FIELD_KEYS = settings.MOLI_FIELD_KEYS, folder / "field-keys.json"
    kept_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = (
        str(folder / "bench.sqlite3")
        if connection.vendor == "sqlite"
        else f"moli_bench_{os.getpid()}"
    )
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(kept_name, verbosity=0)
        settings.MOLI_FIELD_KEYS = kept_keys
