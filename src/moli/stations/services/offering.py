"""What a station offers for villagers: beginning a service, and ending it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.stations.models import Offering, Station
from moli.stations.rules.offering import Service
from moli.stations.services.locking import end_row, judge_beginning, locked_station, subject_of


class OfferedUntilLater(Refusal):
    """The station offers the service until a later day; it begins anew from then on."""


@transaction.atomic
def offer_service(
    *, station_id: int, service: Service, from_on: date, by: Actor, at: datetime
) -> Offering:
    """Let a station offer a service from a day on. Offered already: returns that offering.

    Refuses a station that ends, a day before it opens, and one before the service ended last.
    """
    station = locked_station(station_id)
    rows = Offering.objects.filter(station=station, service=service)
    if row := rows.filter(to_on=None).first():
        return row
    judge_beginning(station, from_on=from_on)
    if late := rows.filter(to_on__gt=from_on).order_by("to_on").last():
        raise OfferedUntilLater(field="from_on", to_on=str(late.to_on))
    row = Offering.objects.create(station=station, service=service, from_on=from_on)
    record(
        verb="stations.offer_service", on=subject_of(station), by=by, at=at, service=service.value
    )
    return row


@transaction.atomic
def end_service(
    *, station_id: int, service: Service, to_on: date, by: Actor, at: datetime
) -> Offering | None:
    """End a service: the day is the first on which it is not offered. Not offered: nothing.

    Refuses a day that is not after its beginning.
    """
    station = locked_station(station_id)
    row = Offering.objects.filter(station=station, service=service, to_on=None).first()
    if row is not None:
        _end(station, row, to_on=to_on, by=by, at=at)
    return row


def _end(station: Station, row: Offering, *, to_on: date, by: Actor, at: datetime) -> None:
    end_row(row, to_on=to_on)
    record(verb="stations.end_service", on=subject_of(station), by=by, at=at, service=row.service)
