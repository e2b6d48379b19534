"""What every change of a parcel does: hold it, judge, move it on, tell."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.audit.services.series import made_before
from moli.counter.models import Parcel
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.parcels import (
    LIES_AS,
    ParcelFacts,
    ParcelLiesAlready,
    ParcelUnknown,
    judge_move,
)
from moli.counter.rules.states import LYING, Direction, ParcelState
from moli.counter.services.written import written
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.stations.models import Station
from moli.sync.rules.pushing import ChangedMeanwhile

MOVED: Final = (
    *("state", "version", "left_on", "left_at", "left_name", "left_by_key", "left_by_name"),
)


def new_parcel(
    direction: Direction, facts: ParcelFacts, *, household: Household | None, occasion: Occasion
) -> Parcel:
    """A parcel of judged facts that lies at a station, not stored yet."""
    return Parcel(
        direction=direction,
        state=LIES_AS[direction],
        code=facts.code,
        carrier=facts.carrier,
        person_name=facts.person_name,
        phone_tail=facts.phone_tail,
        shelf=facts.shelf,
        household=household,
        weight_grams=facts.weight_grams,
        fee_fen=facts.fee_fen,
        came_on=timezone.localdate(occasion.at),
        **written(occasion),
    )


def known_parcel(request_key: UUID) -> Parcel | None:
    """The parcel that an operation has made already."""
    return made_before(Parcel.objects.all(), request_key)


def judge_free(row: Parcel) -> None:
    """Refuse a code under which another parcel lies at the station, which is locked."""
    lying = Parcel.objects.filter(
        station_key=row.station_key, code=row.code, state__in=sorted(LYING)
    ).exclude(pk=row.pk)
    found = lying.first()
    if found is not None:
        raise ParcelLiesAlready(field="code", came_on=found.came_on.isoformat(), shelf=found.shelf)


def locked_parcel(
    ref: UUID, *, occasion: Occasion, base_version: int, to: ParcelState
) -> tuple[Parcel, bool]:
    """A parcel of the station, held, and whether this very step was taken already.

    The same person's step of the same moment is the same step. Refuses a parcel that the station
    does not have, one that is not as the device knows it, and a step that does not lead there.
    """
    rows = Parcel.objects.select_for_update(of=("self",)).select_related("household")
    row = rows.filter(station_key=occasion.station_key, request_key=ref).first()
    if row is None:
        raise ParcelUnknown(field="ref")
    is_done = row.state == to and (row.left_at, row.left_by_key) == (occasion.at, occasion.by.key)
    if is_done and row.version == base_version + 1:
        return row, True
    if row.version != base_version:
        raise changed(row, field="ref")
    judge_move(ParcelState(row.state), to=to)
    return row, False


def changed(row: Parcel, *, field: str) -> ChangedMeanwhile:
    """What a device is told whose parcel is not as it knows it: how it is now."""
    return ChangedMeanwhile(field=field, parcel_state=ParcelState(row.state), version=row.version)


def leave(row: Parcel, *, to: ParcelState, by: Actor, at: datetime, left_name: str = "") -> None:
    """Let a held parcel leave its shelf, one version on.

    Whoever fetches one whose people were forgotten is forgotten in turn.
    """
    row.state, row.version = to, row.version + 1
    # A device whose clock is behind does not give it away before it came.
    row.left_on, row.left_at = max(row.came_on, timezone.localdate(at)), at
    row.left_name, row.left_by_key, row.left_by_name = left_name, by.key, by.name
    if left_name:
        row.forgotten_at = None
    row.save(update_fields=[*MOVED, "forgotten_at"])


def parcel_subject(row: Parcel, *, area_code: str) -> Subject:
    """How the trail names a parcel."""
    return Subject("station_parcel", row.key, area_code)


def tell(verb: str, row: Parcel, *, station: Station, occasion: Occasion) -> None:
    """Tell the trail of one change of a parcel, without its number and without names."""
    record(
        verb=f"counter.{verb}",
        on=parcel_subject(row, area_code=station.village.code),
        by=occasion.by,
        at=occasion.received_at,
        station=row.station_key,
    )
