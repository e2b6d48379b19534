"""The day's closing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from moli.counter.rules.closing import Counted
from moli.counter.services.closing import close_day
from moli.interfaces.counter.handlers.reading import (
    WHOLE_MAX,
    read_day,
    read_flag,
    read_uuids,
    read_whole,
)
from moli.interfaces.counter.handlers.who import occasion_of
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed


def close(pushed: Pushed, doing: Doing) -> Done:
    """A day that was counted, with the figures that the device showed."""
    body = pushed.body
    has_parcels = body.get("parcels_counted") is not None
    # Below nought while another device has not told what it took in.
    counted = Counted(
        counted_fen=read_whole(body, "counted_fen"),
        expected_fen=read_whole(body, "expected_fen", least=-WHOLE_MAX),
        parcels_expected=read_whole(body, "parcels_expected"),
        missing=read_uuids(body, "missing"),
        parcels_counted=read_whole(body, "parcels_counted") if has_parcels else None,
        is_difference_accepted=read_flag(body, "is_difference_accepted"),
    )
    row = close_day(on=read_day(body, "on"), counted=counted, occasion=occasion_of(pushed, doing))
    return Done(key=row.key)


HANDLERS: Final[Mapping[str, Handler]] = {"close_day": close}
