"""For which work each kind of operation is: whoever did it must have been allowed to, that day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from moli.counter.rules.cash import BY_HAND
from moli.kernel.refusal import Refusal
from moli.stations.rules.team import Work
from moli.sync.rules.pushing import Pushed

# Nothing: anybody of the team may.
WORK_OF_KIND: Final[Mapping[str, Work | None]] = {
    "weigh_in": Work.WEIGH,
    "weigh_photo": Work.WEIGH,
    "weigh_undone": Work.WEIGH,
    "parcel_in": Work.PARCELS,
    "parcel_handed": Work.PARCELS,
    "parcel_given_back": Work.PARCELS,
    "parcel_out": Work.PARCELS,
    "parcel_collected": Work.PARCELS,
    "parcel_found": Work.PARCELS,
    "buy_for": Work.BUY_FOR,
    "buy_for_arrived": Work.BUY_FOR,
    "buy_for_handed": Work.BUY_FOR,
    "buy_for_undone": Work.BUY_FOR,
    "bill": Work.BILLS,
    "bill_paid": Work.BILLS,
    "bill_undone": Work.BILLS,
    "cash": Work.CASH,
    "close_day": Work.CLOSE_DAY,
    "task_done": None,
}

# What leaves a station or ends there: the only kinds, beside cash that goes, once it is closed.
_WINDING_UP: Final = frozenset(
    {
        "weigh_undone",
        "parcel_handed",
        "parcel_given_back",
        "parcel_collected",
        "parcel_found",
        "buy_for_arrived",
        "buy_for_handed",
        "buy_for_undone",
        "bill_paid",
        "bill_undone",
        "close_day",
        "task_done",
    }
)
_CASH_THAT_GOES: Final = tuple(kind for kind, way in BY_HAND.items() if way < 0)


def winds_up(pushed: Pushed) -> bool:
    """Whether an operation begins nothing new, so that it is done at a closed station, too."""
    if pushed.kind == "cash":
        return pushed.body.get("cash_kind") in _CASH_THAT_GOES
    return pushed.kind in _WINDING_UP


class StationClosed(Refusal):
    """From the day on which a station closes, only what winds it up is done there."""


class WorkOfOthers(Refusal):
    """Whoever did it had no role at the station, that day, with which this may be done."""


class NotOfTheTeam(Refusal):
    """Whoever did it was not of the station's team that day."""
