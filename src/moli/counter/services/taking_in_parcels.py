"""A parcel that came for a villager, and one that a villager sends: it lies at the station."""

from __future__ import annotations

from moli.audit.services.series import whole
from moli.counter.models import Parcel
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.parcels import ParcelFacts, judge_sending, judged_parcel
from moli.counter.rules.states import CashKind, Direction
from moli.counter.services.cash import move_cash
from moli.counter.services.locking import locked_station
from moli.counter.services.parcel_rows import judge_free, known_parcel, new_parcel, tell
from moli.households.models import Household


@whole
def take_in(*, facts: ParcelFacts, household: Household | None, occasion: Occasion) -> Parcel:
    """Put a parcel that came on the shelf.

    The same key again answers with the first parcel. Refuses no code or a malformed one, a tail
    that is not four digits, a parcel for nobody, and a code that lies at the station already.
    """
    station = locked_station(occasion.station_key)
    known = known_parcel(occasion.request_key)
    if known is not None:
        return known
    judged = judged_parcel(facts, has_household=household is not None)
    row = new_parcel(Direction.IN, judged, household=household, occasion=occasion)
    judge_free(row)
    row.save(force_insert=True)
    tell("take_in_parcel", row, station=station, occasion=occasion)
    return row


@whole
def take_to_send(*, facts: ParcelFacts, household: Household | None, occasion: Occasion) -> Parcel:
    """Take a parcel that somebody sends; its fee is in the drawer with it.

    The same key again answers with the first parcel. Refuses what taking in refuses, no weight or
    more than a carrier takes, and a fee below nought or out of all proportion.
    """
    station = locked_station(occasion.station_key)
    known = known_parcel(occasion.request_key)
    if known is not None:
        return known
    judged = judged_parcel(facts, has_household=household is not None)
    judge_sending(judged)
    row = new_parcel(Direction.OUT, judged, household=household, occasion=occasion)
    judge_free(row)
    row.save(force_insert=True)
    tell("take_parcel_to_send", row, station=station, occasion=occasion)
    if row.fee_fen:
        move_cash(
            cash_kind=CashKind.PARCEL_FEE,
            amount_fen=row.fee_fen,
            subject_key=row.key,
            occasion=occasion,
        )
    return row
