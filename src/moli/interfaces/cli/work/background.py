"""The jobs inside the server: a small county needs no second process.

`moli serve` asks for them by an environment variable, which reaches its worker processes however
these are started. Each of them has a thread that tries every minute; `turn` lets one do it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event, Thread
from typing import TypeVar

from django.db import close_old_connections, connections

from moli.interfaces import clock
from moli.interfaces.cli.work.running import run_jobs

WORK_SECONDS = "MOLI_WORK_SECONDS"
EVERY_SECONDS = 60
Result = TypeVar("Result")


def begin_if_asked(environ: Mapping[str, str]) -> Thread | None:
    """Start the thread when the environment says how often; it ends with its process."""
    asked = environ.get(WORK_SECONDS, "")
    if not asked.isdigit() or int(asked) == 0:
        return None
    thread = Thread(target=work_forever, args=(int(asked), Event()), name="moli-work", daemon=True)
    thread.start()
    return thread


def work_forever(
    seconds: float, stop: Event, *, run: Callable[[datetime], object] = lambda at: run_jobs(at=at)
) -> None:
    """Run the jobs every so many seconds until `stop` is set; no error ends it."""
    while not stop.wait(seconds):
        tried(run)
    connections.close_all()


def tried(run: Callable[[datetime], Result]) -> Result | None:
    """What a run answers; None when it failed, for the next one tries again."""
    close_old_connections()
    try:
        return run(clock.now())
    except Exception as error:  # noqa: BLE001 - a database that is away for a minute comes back
        logging.getLogger(__name__).error("work failed: %s", type(error).__name__)
        return None
