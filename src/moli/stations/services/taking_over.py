"""Taking over what many stations have from lists that were kept before, in a few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import record_each
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.stations.models import Equipment, Offering, Station
from moli.stations.rules.offering import EquipmentKind, Service
from moli.stations.services.locking import subject_of


class ListedForNoStation(Refusal):
    """A list names stations that stand, and days from their opening on."""


@dataclass(frozen=True)
class ListedService:
    """One service of one station, from a day on."""

    station_id: int
    service: Service
    from_on: date


@dataclass(frozen=True)
class ListedEquipment:
    """So many things of a kind in one station, from a day on. The key makes it once."""

    station_id: int
    equipment_kind: EquipmentKind
    count: int
    words: str
    from_on: date
    request_key: UUID


@transaction.atomic
def take_over_services(rows: Sequence[ListedService], *, by: Actor, at: datetime) -> int:
    """Let many stations offer what a list says. How many are new.

    What one offers, or has ended, stays as it is. Refuses, before anything is stored, a
    station that is closed or unknown and a day before it opens. Five statements, however long the
    list is.
    """
    stations = _locked(rows)
    offered = set(
        Offering.objects.filter(station__in=stations).values_list("station_id", "service")
    )
    new = {
        (row.station_id, row.service): row
        for row in rows
        if (row.station_id, row.service) not in offered
    }
    Offering.objects.bulk_create(
        Offering(station_id=row.station_id, service=row.service, from_on=row.from_on)
        for row in new.values()
    )
    lines = (
        (subject_of(stations[row.station_id]), {"service": row.service.value})
        for row in new.values()
    )
    record_each(verb="stations.offer_service", lines=lines, by=by, at=at)
    return len(new)


@transaction.atomic
def take_over_equipment(rows: Sequence[ListedEquipment], *, by: Actor, at: datetime) -> int:
    """Write down what stands in many stations; a key that is known stays. How many are new.

    Refuses as `take_over_services` does. Five statements, however long the list is.
    """
    stations = _locked(rows)
    known = set(
        Equipment.objects.filter(station__in=stations).values_list("request_key", flat=True)
    )
    new = [row for row in rows if row.request_key not in known]
    Equipment.objects.bulk_create(
        Equipment(
            request_key=row.request_key,
            station_id=row.station_id,
            equipment_kind=row.equipment_kind,
            count=row.count,
            words=row.words,
            from_on=row.from_on,
        )
        for row in new
    )
    lines = (
        (
            subject_of(stations[row.station_id]),
            {"equipment_kind": row.equipment_kind.value, "things": row.count},
        )
        for row in new
    )
    record_each(verb="stations.set_up_equipment", lines=lines, by=by, at=at)
    return len(new)


def _locked(rows: Iterable[ListedService | ListedEquipment]) -> dict[int, Station]:
    """The stations of a list by primary key, locked in their order, each judged."""
    wanted = {row.station_id for row in rows}
    locked = Station.objects.select_for_update(of=("self",)).select_related("village")
    stations = {row.pk: row for row in locked.filter(pk__in=wanted).order_by("pk")}
    for row in rows:
        station = stations.get(row.station_id)
        if station is None or station.to_on is not None or row.from_on < station.from_on:
            raise ListedForNoStation(field="station_id", value=row.station_id)
    return stations
