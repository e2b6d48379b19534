"""Venues of villages, and stations that stand in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.stations.models import Hosting, Station, Venue
from moli.stations.queries.venues import (
    hostings_in_force,
    stays_of_venue,
    venue_by_key,
    venues_in_force,
)
from moli.stations.services.hosting import (
    HostedAcrossVillages,
    HostedElsewhere,
    HostedInNothingOpen,
    HostingTooEarly,
    VenueClosesTooEarly,
    VenueNeedsName,
    VenueNeedsVillage,
    VenueOpensTooEarly,
    close_venue,
    end_hosting,
    host_station,
    open_venue,
)
from moli.stations.services.opening import StationClosesTooEarly, close_station
from tests.concurrency import at_once
from tests.factories import COUNTY, HEGUI, NOW, TESTER, TODAY, YAOBU, county, station
from tests.factories.organisations import FOUNDED_ON
from tests.factories.venues import hosted, venue
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def _host(row: Station, where: Venue, *, from_on: date = TODAY) -> Hosting:
    return host_station(station_id=row.pk, venue_id=where.pk, from_on=from_on, by=TESTER, at=NOW)


def test_a_venue_is_written_down_once() -> None:
    first = venue()

    with unchanged():
        assert venue() == first

    event = Event.objects.get(verb="stations.open_venue")
    assert (event.subject_key, event.area_code) == (first.key, YAOBU)


def test_a_venue_has_a_village_and_a_name() -> None:
    county()
    with refused(VenueNeedsVillage, field="village_code", value=COUNTY):
        open_venue(name="文化室", village_code=COUNTY, from_on=TODAY, by=TESTER, at=NOW)
    with refused(VenueNeedsName, field="name", signs_max=60):
        open_venue(name="  ", village_code=YAOBU, from_on=TODAY, by=TESTER, at=NOW)


def test_a_venue_is_not_there_twice_on_a_day() -> None:
    closed = close_venue(venue_id=venue().pk, to_on=TODAY, by=TESTER, at=NOW)

    with refused(VenueOpensTooEarly, field="from_on", to_on=TODAY.isoformat()):
        venue(from_on=TODAY - timedelta(days=1))
    assert venue(from_on=TODAY) != closed


def test_a_station_moves_in_once_and_out_again() -> None:
    where, row = venue(), station()
    stay = _host(row, where)

    with unchanged():
        assert _host(row, where, from_on=TOMORROW) == stay
    assert list(hostings_in_force(area_codes=[YAOBU], on=TODAY)) == [stay]

    end_hosting(hosting_id=stay.pk, on=TOMORROW, by=TESTER, at=NOW)
    with unchanged():
        end_hosting(hosting_id=stay.pk, on=TODAY + timedelta(days=9), by=TESTER, at=NOW)

    assert list(hostings_in_force(area_codes=[YAOBU], on=TODAY)) == [stay]
    assert not hostings_in_force(area_codes=[YAOBU], on=TOMORROW)
    assert list(Event.objects.filter(subject_key=where.key).values_list("verb", flat=True)) == [
        "stations.open_venue",
        "stations.host_station",
        "stations.end_hosting",
    ]


def test_a_station_stands_in_one_venue_at_a_time() -> None:
    row, other = station(), venue(name="戏台")
    hosted(row, venue())

    with refused(HostedElsewhere, field="station_id", from_on=TODAY.isoformat()):
        _host(row, other)


def test_a_station_stands_in_its_own_village() -> None:
    row, elsewhere = station(), venue(village_code=HEGUI)

    with refused(HostedAcrossVillages, field="station_id"):
        _host(row, elsewhere)


def test_a_station_moves_in_when_both_are_open() -> None:
    row, where = station(), venue(from_on=TODAY)

    with refused(HostingTooEarly, field="from_on", from_on=TODAY.isoformat()):
        _host(row, where, from_on=TODAY - timedelta(days=1))


def test_a_station_moves_in_after_its_last_stay() -> None:
    row, where, other = station(), venue(), venue(name="戏台")
    stay = hosted(row, where)
    end_hosting(hosting_id=stay.pk, on=TODAY + timedelta(days=5), by=TESTER, at=NOW)
    first = (TODAY + timedelta(days=5)).isoformat()

    with refused(HostingTooEarly, field="from_on", from_on=first):
        _host(row, other, from_on=TODAY + timedelta(days=4))
    assert _host(row, other, from_on=TODAY + timedelta(days=5))


def test_a_stay_lasts_a_day() -> None:
    stay = hosted(station(), venue())

    with refused(HostingTooEarly, field="on", from_on=TODAY.isoformat()):
        end_hosting(hosting_id=stay.pk, on=TODAY, by=TESTER, at=NOW)


def test_nothing_moves_into_what_is_closed() -> None:
    row, where = station(), venue()
    close_venue(venue_id=where.pk, to_on=TOMORROW, by=TESTER, at=NOW)

    with refused(HostedInNothingOpen, field="venue_id", to_on=TOMORROW.isoformat()):
        _host(row, where)

    other = venue(name="戏台")
    close_station(station_id=row.pk, to_on=TOMORROW, by=TESTER, at=NOW)
    with refused(HostedInNothingOpen, field="station_id", to_on=TOMORROW.isoformat()):
        _host(row, other)


def test_whoever_closes_takes_the_stay_along() -> None:
    first, second = hosted(station(), venue()), hosted(station(name="第二站"), venue())

    close_station(station_id=first.station_id, to_on=TOMORROW, by=TESTER, at=NOW)
    first.refresh_from_db()
    assert first.to_on == TOMORROW

    closed = close_venue(venue_id=second.venue_id, to_on=TOMORROW, by=TESTER, at=NOW)
    second.refresh_from_db()
    assert second.to_on == closed.to_on == TOMORROW
    with unchanged():
        close_venue(venue_id=closed.pk, to_on=TODAY + timedelta(days=9), by=TESTER, at=NOW)


def test_neither_closes_before_somebody_has_moved_in() -> None:
    stay = hosted(station(), venue(), from_on=TOMORROW)

    with refused(StationClosesTooEarly, field="to_on", from_on=TOMORROW.isoformat()):
        close_station(station_id=stay.station_id, to_on=TOMORROW, by=TESTER, at=NOW)
    with refused(VenueClosesTooEarly, field="to_on", from_on=TOMORROW.isoformat()):
        close_venue(venue_id=stay.venue_id, to_on=TOMORROW, by=TESTER, at=NOW)
    with refused(VenueClosesTooEarly, field="to_on", from_on=FOUNDED_ON.isoformat()):
        close_venue(venue_id=stay.venue_id, to_on=FOUNDED_ON, by=TESTER, at=NOW)


def test_venues_are_found_by_area_and_key() -> None:
    here, there = venue(), venue(village_code=HEGUI)
    hosted(station(), here)

    assert list(venues_in_force(area_codes=[COUNTY], on=TODAY)) == [here, there]
    assert list(venues_in_force(area_codes=[HEGUI], on=TODAY)) == [there]
    assert not venues_in_force(area_codes=[COUNTY], on=FOUNDED_ON - timedelta(days=1))
    assert venue_by_key(here.key) == here
    assert len(stays_of_venue(here)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_let_a_station_in_at_once_let_it_into_one_venue() -> None:
    row, one, other = station(), venue(), venue(name="戏台")

    outcomes = at_once([lambda: _host(row, one), lambda: _host(row, other)])

    assert sum(each.ok for each in outcomes) == 1
    assert [type(each.error) for each in outcomes if not each.ok] == [HostedElsewhere]
    assert Hosting.objects.filter(station=row).count() == 1
