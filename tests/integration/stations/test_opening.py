"""Opening and closing stations, and which villages they cover."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.stations.models import Station
from moli.stations.queries import (
    coverage,
    coverage_by_town,
    open_stations,
    station_by_key,
    villages_of_stations,
    villages_without_station,
)
from moli.stations.rules.platforms import Platform
from moli.stations.services.opening import (
    StationClosesTooEarly,
    StationNeedsVillage,
    close_station,
    open_station,
)
from tests.factories import (
    COUNTY,
    HEGUI,
    NOW,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    TESTER,
    TODAY,
    YAOBU,
    county,
    station,
)
from tests.factories.organisations import FOUNDED_ON
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_a_station_opens_in_its_village_once() -> None:
    first = station()

    with unchanged():
        second = station()

    assert second == first
    assert first.village.code == YAOBU
    event = Event.objects.get(verb="stations.open_station")
    assert (event.area_code, event.facts) == (YAOBU, {"platform": "RURAL_TAOBAO"})


def test_two_platforms_may_stand_in_one_village() -> None:
    station()
    open_station(
        name="瑶埠村服务站",
        platform=Platform.POST,
        village_code=YAOBU,
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )

    assert Station.objects.count() == 2


@pytest.mark.parametrize("code", ["", "450181999999", COUNTY, YAOBU[:9]])
def test_a_station_outside_a_village_is_refused(code: str) -> None:
    county()

    with refused(StationNeedsVillage, field="village_code", value=code):
        open_station(
            name="站", platform=Platform.JD, village_code=code, from_on=TODAY, by=TESTER, at=NOW
        )


def test_a_station_closes_once_and_stays_as_history() -> None:
    row = station()

    close_station(station_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)
    with unchanged():
        again = close_station(station_id=row.pk, to_on=date(2017, 1, 1), by=TESTER, at=NOW)

    assert again.to_on == TODAY
    assert Event.objects.get(verb="stations.close_station").area_code == YAOBU


def test_a_station_open_for_less_than_a_day_is_refused() -> None:
    row = station()

    with refused(StationClosesTooEarly, field="to_on", from_on="2015-07-01"):
        close_station(station_id=row.pk, to_on=FOUNDED_ON, by=TESTER, at=NOW)


def test_a_closed_station_may_open_again() -> None:
    row = station()
    close_station(station_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)

    assert station().pk != row.pk


def test_coverage_counts_villages_and_not_stations() -> None:
    station()
    station(name="第二站")
    station(village_code=PANTANG_NAYANG, name="泮塘站")

    found = coverage(county_code=COUNTY, on=TODAY)

    assert (found.stations, found.covered, found.villages) == (3, 2, 5)


def test_coverage_forgets_a_station_on_the_day_it_closes() -> None:
    close_station(station_id=station().pk, to_on=TODAY, by=TESTER, at=NOW)

    assert coverage(county_code=COUNTY, on=TODAY).covered == 0
    assert coverage(county_code=COUNTY, on=TODAY - timedelta(days=1)).covered == 1
    assert list(open_stations(on=TODAY)) == []


def test_coverage_by_town_keeps_towns_apart(django_assert_num_queries: object) -> None:
    station(village_code=PANTANG_LUANCHENG, name="泮塘站")
    station(village_code=PANTANG_LUANCHENG, name="泮塘二站")

    with django_assert_num_queries(3):
        found = coverage_by_town(county_code=COUNTY, on=TODAY)

    counts = {row.town.name: row.coverage for row in found}
    assert {
        name: (town.stations, town.covered, town.villages) for name, town in counts.items()
    } == {
        "横州镇": (0, 0, 1),
        "那阳镇": (0, 0, 1),
        "峦城镇": (2, 1, 1),
        "石塘镇": (0, 0, 1),
        "校椅镇": (0, 0, 1),
    }


def test_a_station_operator_reaches_the_village_of_the_station() -> None:
    rows = [station(), station(village_code=HEGUI, name="贺桂站")]

    assert villages_of_stations([row.key for row in rows], on=TODAY) == (YAOBU, HEGUI)
    close_station(station_id=rows[0].pk, to_on=TODAY, by=TESTER, at=NOW)
    assert villages_of_stations([row.key for row in rows], on=TODAY) == (HEGUI,)
    assert villages_of_stations([], on=TODAY) == ()


def test_villages_without_a_station_come_farthest_first(django_assert_num_queries: object) -> None:
    station()

    with django_assert_num_queries(1):
        found = villages_without_station(county_code=COUNTY, on=TODAY)

    assert {row.village.code for row in found} == {
        "450181100001",
        PANTANG_NAYANG,
        PANTANG_LUANCHENG,
        HEGUI,
    }
    ways = [row.metres for row in found]
    assert ways == sorted(ways, reverse=True)
    assert {row.nearest.code for row in found if row.nearest} == {YAOBU}


def test_stations_are_listed_with_villages_and_towns_in_one_query(
    django_assert_num_queries: object,
) -> None:
    station(village_code=HEGUI, name="贺桂站")
    row = station()

    with django_assert_num_queries(1):
        names = [(each.name, each.village.parent.name) for each in open_stations(on=TODAY)]

    assert names == [("瑶埠村服务站", "石塘镇"), ("贺桂站", "校椅镇")]
    assert station_by_key(row.key) == row
