"""Steps that say nothing but which thing they are about, and how the device knew it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moli.interfaces.counter.handlers.reading import base_version_of, read_uuid
from moli.interfaces.counter.handlers.who import occasion_of
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed


def stepped(step: Callable[..., Any]) -> Handler:
    """The handler of a service that takes an order, a bill or a parcel one step on."""

    def handle(pushed: Pushed, doing: Doing) -> Done:
        row = step(
            ref=read_uuid(pushed.body, "ref"),
            base_version=base_version_of(pushed),
            occasion=occasion_of(pushed, doing),
        )
        return Done(key=row.key, version=row.version)

    return handle
