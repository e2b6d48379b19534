"""Asking once what a series of acts in one transaction asks again and again.

Outside a series nothing is remembered: every answer is fresh. Within one an answer is as fresh as
the series, which is one transaction and takes seconds; whoever changes what is remembered forgets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Until it ends, functions that are `remembered` are asked once for the same arguments."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def remembered(ask: Callable[P, R]) -> Callable[P, R]:
    """A function that gives, within `remembering`, the answer it gave before; else a new one.

    Its arguments are hashable. Refusals are not remembered.
    """

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None:
            return ask(*args, **kwargs)
        key = (ask, args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = ask(*args, **kwargs)
        answer: R = answers[key]
        return answer

    return asked


def forget() -> None:
    """Remember nothing that was answered so far: it may have changed."""
    answers = _answers.get()
    if answers is not None:
        answers.clear()
