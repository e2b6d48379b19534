"""Many people at the same moment: callables in threads, each on a database connection of its own.

    outcomes = at_once([lambda: introduce(…), lambda: introduce(…)])
    assert sum(each.ok for each in outcomes) == 1

A test that uses it commits for real, so it is marked `django_db(transaction=True)`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import Any

from django.db import connections

# A deadlock must end the test, not hang the build.
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Outcome:
    """What one callable returned, or what it raised."""

    result: Any = None
    error: BaseException | None = None

    @property
    def ok(self) -> bool:
        """Whether it returned."""
        return self.error is None


def at_once(calls: Sequence[Callable[[], object]]) -> list[Outcome]:
    """Run all calls at the same moment and wait for them; outcomes stand in their order.

    All threads are connected before any of them begins, so that the last is not so late that
    the first is already done. Errors are caught and returned, deadlocks included.
    """
    outcomes: list[Outcome | None] = [None] * len(calls)
    start = Barrier(len(calls), timeout=PATIENCE_SECONDS)

    def run(place: int) -> None:
        try:
            connections["default"].ensure_connection()
            start.wait()
            outcomes[place] = Outcome(result=calls[place]())
        except BaseException as error:  # noqa: BLE001 - whatever it was, the test judges it
            outcomes[place] = Outcome(error=error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place,), daemon=True) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return [each or Outcome(error=TimeoutError("still waiting for a lock")) for each in outcomes]
