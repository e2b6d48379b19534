"""Many acts in one transaction, each of which may fail alone, such as what a device sends.

Within a series the trail is written in the end, in one statement; what was asked once is not asked
again; and an act has one savepoint, however many services it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from moli.audit.models import Event
from moli.kernel.remembering import forget, remembering

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class _Series:
    lines: list[Event] = field(default_factory=list)
    is_in_act: bool = False


_series: ContextVar[_Series | None] = ContextVar("series", default=None)


@contextmanager
def series() -> Iterator[None]:
    """One transaction for many acts. When it fails as a whole, nothing of it is left."""
    held = _Series()
    with transaction.atomic(), remembering():
        token = _series.set(held)
        try:
            yield
        finally:
            _series.reset(token)
        Event.objects.bulk_create(held.lines, batch_size=1_000)


@contextmanager
def act_of_series() -> Iterator[None]:
    """One act: when it fails, it leaves nothing behind, and what it made us remember is forgotten.

    Locks that it took are gone with it, and so must be the belief that they are held.
    """
    held = _series.get()
    if held is None:
        raise RuntimeError("an act of a series is done within one")
    told = len(held.lines)
    try:
        with transaction.atomic():
            held.is_in_act = True
            yield
    except BaseException:
        del held.lines[told:]
        forget()
        raise
    finally:
        held.is_in_act = False


def whole(service: Callable[P, R]) -> Callable[P, R]:
    """A service that changes everything or nothing: `transaction.atomic`.

    Within an act of a series it takes no savepoint of its own: whatever it refuses undoes the act.
    So a service that is made of others lets their refusals through.
    """
    atomic = transaction.atomic(service)

    @wraps(service)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        held = _series.get()
        if held is not None and held.is_in_act:
            return service(*args, **kwargs)
        return atomic(*args, **kwargs)

    return done


def kept_for_the_end(line: Event) -> bool:
    """Keep a line of the trail until the series ends, when there is one."""
    held = _series.get()
    if held is None:
        return False
    held.lines.append(line)
    return True
