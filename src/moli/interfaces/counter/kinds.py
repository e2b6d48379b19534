"""For which work each kind of operation is: whoever did it must have been allowed to, that day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from moli.kernel.refusal import Refusal
from moli.stations.rules.team import Work

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


class WorkOfOthers(Refusal):
    """Whoever did it had no role at the station, that day, with which this may be done."""


class NotOfTheTeam(Refusal):
    """Whoever did it was not of the station's team that day."""
