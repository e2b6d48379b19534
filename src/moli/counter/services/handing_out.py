"""A parcel leaves the station: to whom it came for, back to its carrier, or on its way."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from moli.audit.services.series import whole
from moli.counter.models import Parcel
from moli.counter.rules.deputising import RECEIPT_SIGNS_MAX
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.parcels import NAME_SIGNS_MAX, judged_words
from moli.counter.rules.states import ActKind, ParcelState
from moli.counter.services.deputising import act_for
from moli.counter.services.locking import locked_station
from moli.counter.services.parcel_rows import leave, locked_parcel, tell

_VERBS: Final = {
    ParcelState.HANDED: "hand_out_parcel",
    ParcelState.GIVEN_BACK: "give_back_parcel",
    ParcelState.COLLECTED: "collect_parcel",
}


def hand_out(*, ref: UUID, left_name: str, base_version: int, occasion: Occasion) -> Parcel:
    """Give a parcel to whom it came for, or to somebody else, by `left_name`.

    The same step again (same person, same moment) answers the parcel as it is. Refuses a parcel
    that is not as the device knows it (`ChangedMeanwhile`) or not on the shelf, and giving what
    came for a registered household to somebody else without that household's deputy consent.
    """
    name = judged_words(left_name, field="left_name", most=NAME_SIGNS_MAX)
    return _leaves(
        ref, to=ParcelState.HANDED, base_version=base_version, occasion=occasion, left_name=name
    )


def give_back(*, ref: UUID, base_version: int, occasion: Occasion) -> Parcel:
    """Give a parcel that nobody fetched back to its carrier. Twice and refusals as `hand_out`."""
    return _leaves(ref, to=ParcelState.GIVEN_BACK, base_version=base_version, occasion=occasion)


def collect(*, ref: UUID, base_version: int, occasion: Occasion) -> Parcel:
    """Let the carrier take a parcel that is sent. Twice and refusals as `hand_out`."""
    return _leaves(ref, to=ParcelState.COLLECTED, base_version=base_version, occasion=occasion)


@whole
def _leaves(
    ref: UUID, *, to: ParcelState, base_version: int, occasion: Occasion, left_name: str = ""
) -> Parcel:
    station = locked_station(occasion.station_key)
    row, is_done = locked_parcel(ref, occasion=occasion, base_version=base_version, to=to)
    if is_done:
        return row
    if row.household is not None and left_name:
        # Somebody else fetches what came for it: read back by its code, which is the receipt too.
        act_for(
            household=row.household,
            act_kind=ActKind.PARCEL,
            subject_key=row.key,
            receipt_no=row.code[-RECEIPT_SIGNS_MAX:],
            is_read_back=True,
            occasion=occasion,
        )
    leave(row, to=to, by=occasion.by, at=occasion.at, left_name=left_name)
    tell(_VERBS[to], row, station=station, occasion=occasion)
    return row
