"""Venues of villages, and stations in them."""

from __future__ import annotations

from datetime import date

from moli.stations.models import Hosting, Station, Venue
from moli.stations.services.hosting import host_station, open_venue
from tests.factories.moments import NOW, TESTER, TODAY
from tests.factories.organisations import FOUNDED_ON
from tests.factories.places import YAOBU, village


def venue(
    *, village_code: str = YAOBU, name: str = "村级活动场所", from_on: date = FOUNDED_ON
) -> Venue:
    """The venue of a village; the same one again for the same name."""
    return open_venue(
        name=name, village_code=village(village_code).code, from_on=from_on, by=TESTER, at=NOW
    )


def hosted(station: Station, venue: Venue, *, from_on: date = TODAY) -> Hosting:
    """A station in a venue."""
    return host_station(
        station_id=station.pk, venue_id=venue.pk, from_on=from_on, by=TESTER, at=NOW
    )
