"""The station whose parts change: locked first, so that its own changes come one by one."""

from __future__ import annotations

from datetime import date

from moli.audit.models import DatedRow
from moli.audit.services.recording import Subject
from moli.kernel.refusal import Refusal
from moli.stations.models import Station


class StationEnds(Refusal):
    """The station is closed, or will be; nothing new begins in it."""


class BeforeStationOpens(Refusal):
    """What belongs to a station begins on the day when the station opens, or later."""


class EndsTooEarly(Refusal):
    """What a station has must have held for at least a day before it ends."""


def locked_station(station_id: int) -> Station:
    """The station, locked until the transaction is over."""
    rows = Station.objects.select_for_update(of=("self",)).select_related("village")
    return rows.get(pk=station_id)


def judge_beginning(station: Station, *, from_on: date) -> None:
    """Refuse what begins in a station that ends, or before it opens."""
    if station.to_on is not None:
        raise StationEnds(field="from_on", to_on=station.to_on.isoformat())
    if from_on < station.from_on:
        raise BeforeStationOpens(field="from_on", from_on=station.from_on.isoformat())


def end_row(row: DatedRow, *, to_on: date) -> None:
    """End a row of a locked station. Refuses a day that is not after its beginning."""
    if to_on <= row.from_on:
        raise EndsTooEarly(field="to_on", from_on=row.from_on.isoformat())
    row.to_on = to_on
    row.save(update_fields=["to_on"])


def subject_of(station: Station) -> Subject:
    """The station as the trail names it."""
    return Subject("station", station.key, station.village.code)
