"""A server that can be killed and started again, on the database of the tests.

The pages come from a process of its own, with the settings and the server of production: styles
are compressed, scripts come from disk, and a kill is a kill.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

_PATIENCE_SECONDS = 30
_ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_url() -> str:
    """The tests' own database, as another process reaches it."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    user, name = quote(told["USER"]), quote(str(told["NAME"]))
    host = quote(str(told["HOST"] or told["OPTIONS"].get("host", "")), safe="")
    return f"postgres://{user}@/{name}?host={host}"


def environment(home: Path) -> dict[str, str]:
    """The settings of production, with the keys and the day of the tests."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "moli.config.settings",
        "MOLI_HOME": str(home),
        "MOLI_SECRET_KEY": settings.SECRET_KEY,
        "MOLI_FIELD_KEYS": str(settings.MOLI_FIELD_KEYS),
        "MOLI_WORK_SECONDS": "0",
    }


def prepare(home: Path) -> None:
    """Gather and compress the static files, once for all tests."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "demo-day").write_text(settings.MOLI_DEMO_DAY, encoding="ascii")
    done = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=_ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@dataclass
class CounterServer:
    """One server at one address, up or down."""

    home: Path
    port: int = field(default_factory=free_port)
    changes: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address; browsers trust this host as they trust https."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, **changes: str) -> None:
        """Up, with some settings changed from now on; returns when it answers."""
        self.changes |= changes
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--no-log"]
        self.process = subprocess.Popen(
            [*command, "moli.config.wsgi:application"],
            cwd=_ROOT,
            env={**environment(self.home), "DATABASE_URL": database_url(), **self.changes},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + _PATIENCE_SECONDS
        while not self._answers():
            assert self.process.poll() is None, "the server has ended"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)

    def _answers(self) -> bool:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", "/counter/words/en.json")
            return asked.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()

    def kill(self) -> None:
        """Down at once, as when the current fails."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def restart(self, **changes: str) -> None:
        """Down and up again."""
        self.kill()
        self.start(**changes)

    def put_away(self) -> None:
        """Down for good, with what it kept beside the database."""
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)
