"""In which state a station is on a day, judged from its days."""

from __future__ import annotations

from datetime import date

from moli.stations.rules.offering import OpenState


def state_of(*, from_on: date, to_on: date | None, is_paused: bool, on: date) -> OpenState:
    """The state on a day of a station with these days; `is_paused` says whether a pause holds."""
    if on < from_on:
        return OpenState.PLANNED
    if to_on is not None and on >= to_on:
        return OpenState.CLOSED
    return OpenState.PAUSED if is_paused else OpenState.OPEN
