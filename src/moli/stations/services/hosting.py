"""Venues of villages, and letting stations stand in them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.places.models import Division
from moli.places.rules.divisions import Level
from moli.stations.models import Hosting, Station, Venue
from moli.stations.services.stays import end_stays, late_stay


class VenueNeedsVillage(Refusal):
    """A venue is in a village-level division, and the code names none."""


class VenueNeedsName(Refusal):
    """A venue has a name of at most sixty signs."""


class VenueOpensTooEarly(Refusal):
    """A venue of that name stood in the village until a later day."""


class VenueClosesTooEarly(Refusal):
    """A venue must have been open, and each station in it, for at least a day."""


class HostedElsewhere(Refusal):
    """The station stands in another venue already; that must end first."""


class HostedAcrossVillages(Refusal):
    """A station stands in a venue of its own village."""


class HostedInNothingOpen(Refusal):
    """The station or the venue is closed, or will be."""


class HostingTooEarly(Refusal):
    """A station moves in once both are open and its last stay is over, and stays for a day."""


NAME_MAX = 60


@transaction.atomic
def open_venue(*, name: str, village_code: str, from_on: date, by: Actor, at: datetime) -> Venue:
    """Write down a village's venue. The same name in the same village again returns the open one.

    Refuses a code that names no village, a name that is empty or too long, and a day before the
    last venue of that name was closed.
    """
    village = Division.objects.filter(code=village_code, level=Level.VILLAGE).first()
    if village is None:
        raise VenueNeedsVillage(field="village_code", value=village_code)
    if not 0 < len(name.strip()) <= NAME_MAX:
        raise VenueNeedsName(field="name", signs_max=NAME_MAX)
    of_this_name = Venue.objects.filter(name=name.strip(), village=village)
    if late := of_this_name.filter(to_on__gt=from_on).order_by("to_on").last():
        raise VenueOpensTooEarly(field="from_on", to_on=str(late.to_on))
    venue, is_new = Venue.objects.get_or_create(
        name=name.strip(), village=village, to_on=None, defaults={"from_on": from_on}
    )
    if is_new:
        record(verb="stations.open_venue", on=_subject(venue), by=by, at=at)
    return venue


@transaction.atomic
def close_venue(*, venue_id: int, to_on: date, by: Actor, at: datetime) -> Venue:
    """Close a venue; stations in it move out that day. Closed already: returns it as it is.

    Refuses a day that is not after the day on which it opened and the last station moved in.
    """
    venue = _locked_venue(venue_id)
    if venue.to_on is not None:
        return venue
    if to_on <= venue.from_on:
        raise VenueClosesTooEarly(field="to_on", from_on=venue.from_on.isoformat())
    rows = Hosting.objects.filter(venue=venue)
    if late := late_stay(rows, on=to_on):
        raise VenueClosesTooEarly(field="to_on", from_on=late.from_on.isoformat())
    end_stays(rows, on=to_on)
    venue.to_on = to_on
    venue.save(update_fields=["to_on"])
    record(verb="stations.close_venue", on=_subject(venue), by=by, at=at)
    return venue


@transaction.atomic
def host_station(
    *, station_id: int, venue_id: int, from_on: date, by: Actor, at: datetime
) -> Hosting:
    """Let a station stand in a venue from a day on. There already: returns that stay.

    Refuses a station that stands in another venue, one of another village, a station or venue
    that is closed, and a day before both are open or before its last stay was over.
    """
    venue = _locked_venue(venue_id)
    station = Station.objects.select_for_update(of=("self",)).get(pk=station_id)
    stay = Hosting.objects.filter(station=station, to_on=None).first()
    if stay is not None and stay.venue_id == venue.pk:
        return stay
    if stay is not None:
        raise HostedElsewhere(field="station_id", from_on=stay.from_on.isoformat())
    _judge(station, venue, from_on=from_on)
    row = Hosting.objects.create(venue=venue, station=station, from_on=from_on)
    subject = _subject(venue)
    record(verb="stations.host_station", on=subject, by=by, at=at, station=station.key)
    return row


@transaction.atomic
def end_hosting(*, hosting_id: int, on: date, by: Actor, at: datetime) -> Hosting:
    """Let a station move out: the day is the first on which it is gone. Gone: as it is.

    Refuses a day that is not after the one on which it moved in.
    """
    rows = Hosting.objects.select_for_update(of=("self",))
    row = rows.select_related("venue__village", "station").get(pk=hosting_id)
    if row.to_on is not None:
        return row
    if on <= row.from_on:
        raise HostingTooEarly(field="on", from_on=row.from_on.isoformat())
    row.to_on = on
    row.save(update_fields=["to_on"])
    subject = _subject(row.venue)
    record(verb="stations.end_hosting", on=subject, by=by, at=at, station=row.station.key)
    return row


def _judge(station: Station, venue: Venue, *, from_on: date) -> None:
    if station.village_id != venue.village_id:
        raise HostedAcrossVillages(field="station_id")
    for field, row in (("station_id", station), ("venue_id", venue)):
        if row.to_on is not None:
            raise HostedInNothingOpen(field=field, to_on=row.to_on.isoformat())
    last = Hosting.objects.filter(station=station, to_on__isnull=False).order_by("to_on").last()
    ended = [] if last is None or last.to_on is None else [last.to_on]
    first = max([station.from_on, venue.from_on, *ended])
    if from_on < first:
        raise HostingTooEarly(field="from_on", from_on=first.isoformat())


def _locked_venue(venue_id: int) -> Venue:
    locked = Venue.objects.select_for_update(of=("self",)).select_related("village")
    return locked.get(pk=venue_id)


def _subject(venue: Venue) -> Subject:
    return Subject("venue", venue.key, venue.village.code)
