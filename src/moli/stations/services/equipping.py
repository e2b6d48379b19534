"""What stands in a station: setting it up, and taking it away."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.stations.models import Equipment
from moli.stations.rules.offering import EquipmentKind
from moli.stations.services.locking import end_row, judge_beginning, locked_station, subject_of

COUNT_MAX = 500
WORDS_MAX = 60


class EquipmentCountOutOfRange(Refusal):
    """At least one thing of a kind stands in a station, and not more than fit in."""


class EquipmentWordsTooLong(Refusal):
    """Maker and model are a few words."""


@transaction.atomic
def set_up_equipment(  # noqa: PLR0913 - what the form of a piece of equipment asks
    *,
    station_id: int,
    equipment_kind: EquipmentKind,
    count: int,
    words: str,
    from_on: date,
    request_key: UUID,
    by: Actor,
    at: datetime,
) -> Equipment:
    """Write down that so many things of a kind stand in a station from a day on.

    The same key again returns what it wrote. Refuses a station that ends, a day before it opens,
    a count outside 1 to 500 and more than sixty signs.
    """
    station = locked_station(station_id)
    if row := Equipment.objects.filter(request_key=request_key).first():
        return row
    judge_beginning(station, from_on=from_on)
    if not 1 <= count <= COUNT_MAX:
        raise EquipmentCountOutOfRange(field="count", value=count, count_max=COUNT_MAX)
    if len(words.strip()) > WORDS_MAX:
        raise EquipmentWordsTooLong(field="words", signs_max=WORDS_MAX)
    row = Equipment.objects.create(
        request_key=request_key,
        station=station,
        equipment_kind=equipment_kind,
        count=count,
        words=words.strip(),
        from_on=from_on,
    )
    record(
        verb="stations.set_up_equipment",
        on=subject_of(station),
        by=by,
        at=at,
        equipment_kind=equipment_kind.value,
        things=count,
    )
    return row


@transaction.atomic
def take_away_equipment(*, equipment_uid: UUID, to_on: date, by: Actor, at: datetime) -> Equipment:
    """Write down that something is gone from a day on. Gone already: as it is.

    Refuses a day that is not after the one on which it was set up.
    """
    station_id = Equipment.objects.values_list("station_id", flat=True).get(uid=equipment_uid)
    station = locked_station(station_id)
    row = Equipment.objects.get(uid=equipment_uid)
    if row.to_on is not None:
        return row
    end_row(row, to_on=to_on)
    record(
        verb="stations.take_away_equipment",
        on=subject_of(station),
        by=by,
        at=at,
        equipment_kind=row.equipment_kind,
        things=row.count,
    )
    return row
