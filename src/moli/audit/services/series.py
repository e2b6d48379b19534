"""Many acts in one transaction, each of which may fail alone, such as what a device sends.

Within a series the trail is written in the end, in one statement; what was asked once is not asked
again; and an act has one savepoint, however many services it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet

from moli.audit.models import Event
from moli.kernel.remembering import forget, remembering

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound=Model)


@dataclass
class _Series:
    keys: frozenset[UUID]
    lines: list[Event] = field(default_factory=list)
    is_in_act: bool = False
    # Rows of the keys by their table, and of which key it was asked.
    made: dict[type[Model], dict[UUID, Any]] = field(default_factory=dict)
    asked: set[tuple[type[Model], UUID]] = field(default_factory=set)


_series: ContextVar[_Series | None] = ContextVar("series", default=None)


@contextmanager
def series(*, keys: Iterable[UUID] = ()) -> Iterator[None]:
    """One transaction for many acts, with these request keys.

    When it fails as a whole, nothing of it is left.
    """
    held = _Series(frozenset(keys))
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


def made_before(rows: QuerySet[Row], request_key: UUID) -> Row | None:
    """What a request made when it was sent before, or nothing: one query.

    Within a series it is asked for all of its keys at once, the first time: before its act nobody
    else uses a key. Asked for one again, the database answers what the act has made meanwhile.
    """
    held, asked = _series.get(), (rows.model, request_key)
    if held is None or request_key not in held.keys or asked in held.asked:
        return rows.filter(request_key=request_key).first()
    held.asked.add(asked)
    if rows.model not in held.made:
        found = rows.filter(request_key__in=held.keys)
        held.made[rows.model] = {row.request_key: row for row in found}  # type: ignore[attr-defined]
    made: Row | None = held.made[rows.model].get(request_key)
    return made


def kept_for_the_end(lines: Iterable[Event]) -> bool:
    """Keep lines of the trail in their order until the series ends, when there is one."""
    held = _series.get()
    if held is None:
        return False
    held.lines.extend(lines)
    return True
