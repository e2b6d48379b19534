"""A crash between any two steps: the database is gone at the n-th statement of an act.

    for attempt in crashes():
        with attempt.dying():
            settle(…)
        if attempt.died: …nothing may have changed…

The loop ends with the attempt that lives through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection


class Crash(OperationalError):
    """The database is gone. A database error, so that Django rolls back as it would."""


class Attempt:
    """One run of an act that may die at a statement."""

    def __init__(self, at_statement: int) -> None:
        self.at_statement = at_statement
        self.statements = 0
        self.died = False

    def _count(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.statements += 1
        if self.statements == self.at_statement:
            self.died = True
            raise Crash(sql)
        return execute(sql, params, many, context)

    @contextmanager
    def dying(self) -> Iterator[None]:
        """Run until the statement; the crash is swallowed, every other error is not."""
        try:
            with connection.execute_wrapper(self._count):
                yield
        except Crash:
            if not self.died:
                raise


def crashes(*, statements_max: int = 2_000) -> Iterator[Attempt]:
    """Attempts that die at the first statement, the second, and so on; the last lives."""
    for place in range(1, statements_max):
        attempt = Attempt(place)
        yield attempt
        if not attempt.died:
            return
    raise AssertionError(f"still dying after {statements_max} statements")
