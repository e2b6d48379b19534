"""Opening a station in a village, and closing it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.places.models import Division
from moli.places.rules.divisions import Level
from moli.stations.models import Hosting, Station
from moli.stations.rules.platforms import Platform
from moli.stations.services.endings import end_parts, late_beginning
from moli.stations.services.stays import end_stays, late_stay


class StationNeedsVillage(Refusal):
    """A station stands in a village-level division, and the code names none."""


class StationClosesTooEarly(Refusal):
    """A station, and all that it has, must have held for at least a day."""


@transaction.atomic
def open_station(
    *, name: str, platform: Platform, village_code: str, from_on: date, by: Actor, at: datetime
) -> Station:
    """Open a station. The same name, platform and village again returns the open one."""
    village = Division.objects.filter(code=village_code, level=Level.VILLAGE).first()
    if village is None:
        raise StationNeedsVillage(field="village_code", value=village_code)
    station, is_new = Station.objects.get_or_create(
        name=name, platform=platform, village=village, to_on=None, defaults={"from_on": from_on}
    )
    if is_new:
        subject = Subject("station", station.key, village.code)
        record(verb="stations.open_station", on=subject, by=by, at=at, platform=platform)
    return station


@transaction.atomic
def close_station(*, station_id: int, to_on: date, by: Actor, at: datetime) -> Station:
    """Close a station; it stays as history, and moves out of its venue that day.

    What it offers, its pauses, its team and what stands in it end with it. Closed already:
    returns it as it is. Refuses a day that is not after the day on which it opened and moved in,
    and on which the last of its parts began.
    """
    locked = Station.objects.select_for_update(of=("self",)).select_related("village")
    station = locked.get(pk=station_id)
    if station.to_on is not None:
        return station
    if to_on <= station.from_on:
        raise StationClosesTooEarly(field="to_on", from_on=station.from_on.isoformat())
    stays = Hosting.objects.filter(station=station)
    if late := late_stay(stays, on=to_on):
        raise StationClosesTooEarly(field="to_on", from_on=late.from_on.isoformat())
    if late_on := late_beginning(station, on=to_on):
        raise StationClosesTooEarly(field="to_on", from_on=late_on.isoformat())
    end_stays(stays, on=to_on)
    end_parts(station, on=to_on, by=by, at=at)
    station.to_on = to_on
    station.save(update_fields=["to_on"])
    subject = Subject("station", station.key, station.village.code)
    record(verb="stations.close_station", on=subject, by=by, at=at)
    return station
