"""Parcels that a count did not find, and those that turned up again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from moli.audit.services.recording import record_each
from moli.audit.services.series import whole
from moli.counter.models import Parcel
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.parcels import LIES_AS
from moli.counter.rules.states import LYING, Direction, ParcelState
from moli.counter.services.locking import locked_station
from moli.counter.services.parcel_rows import (
    MOVED,
    changed,
    judge_free,
    locked_parcel,
    parcel_subject,
    tell,
)
from moli.kernel.actor import Actor


@whole
def mark_missing(
    *, station_key: str, parcel_ids: Collection[int], on: date, by: Actor, at: datetime
) -> list[Parcel]:
    """Let parcels that a closing of the day `on` did not find leave their shelf as missing.

    The parcels, in key order. Refuses one that does not lie at the station any more
    (`ChangedMeanwhile`), which is what a second call meets: the closing itself is once.
    """
    station = locked_station(station_key)
    rows = list(
        Parcel.objects.select_for_update(of=("self",))
        .filter(station_key=station_key, pk__in=parcel_ids)
        .order_by("pk")
    )
    for row in rows:
        if row.state not in LYING:
            raise changed(row, field="missing")
        row.state, row.version = ParcelState.MISSING, row.version + 1
        row.left_on, row.left_at = max(row.came_on, on), at
        row.left_by_key, row.left_by_name = by.key, by.name
    Parcel.objects.bulk_update(rows, MOVED)
    area_code = station.village.code
    lines = [(parcel_subject(row, area_code=area_code), {"station": station_key}) for row in rows]
    record_each(verb="counter.miss_parcel", lines=lines, by=by, at=at)
    return rows


@whole
def find_again(*, ref: UUID, base_version: int, occasion: Occasion) -> Parcel:
    """Put a missing parcel back where it lay.

    Refuses a parcel that is not missing as the device knows it (`ChangedMeanwhile`), which is what
    a second call meets, and one whose code was taken in anew meanwhile.
    """
    station = locked_station(occasion.station_key)
    direction = (
        Parcel.objects.filter(station_key=occasion.station_key, request_key=ref)
        .values_list("direction", flat=True)
        .first()
    )
    to = LIES_AS[Direction(direction or Direction.IN)]
    row, _ = locked_parcel(ref, occasion=occasion, base_version=base_version, to=to)
    judge_free(row)
    row.state, row.version = to, row.version + 1
    row.left_on = row.left_at = None
    row.left_name = row.left_by_key = row.left_by_name = ""
    row.save(update_fields=MOVED)
    tell("find_parcel", row, station=station, occasion=occasion)
    return row
