"""`moli serve` itself, in a process of its own, over a database of one measurement."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

_START_SECONDS = 60


def on_sqlite(what: str, *, size: int) -> dict[str, Any]:
    """A measurement again, where DATABASE_URL does not lead away from SQLite."""
    given = [*("bench", what, "--database", "sqlite"), *("--size", str(size), "--json")]
    with TemporaryDirectory(prefix="moli-bench-") as home:
        environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        told = subprocess.run(  # noqa: S603 - our own program
            [*moli_program(), *given],
            env=environ | {"MOLI_HOME": home},
            stdout=subprocess.PIPE,
            check=True,
        )
    measured: dict[str, Any] = json.loads(told.stdout)
    return measured


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """`moli serve` on a free port, over the database of this run; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environ = os.environ | {
        "MOLI_HOME": str(folder),
        "MOLI_FIELD_KEYS": str(folder / "field-keys.json"),
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "moli.config.settings",
    }
    # Every order that finds an empty shelf is a line of its log.
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603 - our own program
            [*moli_program(), "serve", "--no-work", "--port", str(port)],
            env=environ,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(port, server)
            yield port
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=_START_SECONDS)


def moli_program() -> list[str]:
    """How to start `moli` in a process of its own."""
    return [sys.executable, "-c", "from moli.interfaces.cli.main import main; main()"]


def database_url() -> str:
    """The address of the database to which this process is connected."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers on its port; an error when it ended or does not begin."""
    until = monotonic() + _START_SECONDS
    while monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not open its port")
