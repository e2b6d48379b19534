"""Coverage, quiet stations and the next places, from rows."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.households.rules.statuses import State
from moli.households.services.backfilling import set_initial_status
from moli.insights.queries.siting import Asked, siting
from moli.insights.queries.station_reach import StationReach
from moli.insights.queries.station_trade import station_trades
from moli.insights.rules.coverage import Reach, Trade, TradeKind, VillageReach, reach_of
from moli.kernel.distance import kilometres_between
from moli.places.models import Division
from moli.places.rules.divisions import Level
from moli.stations.models import Pause
from moli.stations.rules.offering import PauseReason
from moli.stations.rules.platforms import Platform
from moli.stations.services.opening import close_station, open_station
from tests.factories import (
    COUNTY,
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    household,
    station,
    station_operator,
)
from tests.factories.orders import weighed_tea
from tests.factories.places import VILLAGES, county, village_rows

pytestmark = pytest.mark.django_db

POOR_FROM = date(2014, 7, 1)
# Villages, stations, who is on record, and seven of what stations did.
QUERIES = 10


def _poor(code: str, *, people: int = 1) -> None:
    for _ in range(people):
        set_initial_status(
            household=household(village_code=code),
            state=State.REGISTERED,
            from_on=POOR_FROM,
            reason="测试",
            by=TESTER,
            at=NOW,
        )


def _villages() -> list[VillageReach]:
    return StationReach(COUNTY, TODAY).villages()


def _of(code: str) -> VillageReach:
    return next(r for r in _villages() if r.code == code)


def test_a_village_is_covered_by_a_station_in_which_something_was_done() -> None:
    own = station()
    _poor(YAOBU)
    assert (_of(YAOBU).stations, _of(YAOBU).active) == (1, 0)

    weighed_tea(at_station=own.key)

    assert (_of(YAOBU).stations, _of(YAOBU).active) == (1, 1)
    assert (_of(YAOBU).people, _of(YAOBU).poor) == (4, 4)
    assert reach_of(_villages()) == Reach(
        stations=1,
        active_stations=1,
        villages=len(VILLAGES),
        with_station=1,
        covered=1,
        people=4,
        people_covered=4,
        poor=4,
        poor_covered=4,
    )


def test_a_weigh_in_of_thirty_one_days_ago_is_no_life() -> None:
    own = station()
    weighed_tea(at_station=own.key)

    later = TODAY + timedelta(days=30)

    assert [r.active for r in StationReach(COUNTY, later).villages()] == [0] * len(VILLAGES)


def test_a_station_that_is_paused_or_closed_is_not_open() -> None:
    paused, closed = station(), station(village_code=HEGUI, name="贺桂村服务站")
    weighed_tea(at_station=paused.key)
    weighed_tea(at_station=closed.key)
    Pause.objects.create(station=paused, pause_reason=PauseReason.HARVEST, from_on=TODAY)
    close_station(station_id=closed.pk, to_on=TODAY, by=TESTER, at=NOW)

    assert reach_of(_villages()).stations == 0


def test_a_platform_is_counted_alone() -> None:
    weighed_tea(at_station=station().key)
    open_station(
        name="邮乐购",
        platform=Platform.POST,
        village_code=YAOBU,
        from_on=date(2016, 1, 1),
        by=TESTER,
        at=NOW,
    )

    reached = StationReach(COUNTY, TODAY)
    found = reached.by_platform()

    assert {platform: reach_of(rows).covered for platform, rows in found.items()} == {
        Platform.RURAL_TAOBAO: 1,
        Platform.POST: 0,
    }
    assert reached.villages(Platform.POST) == found[Platform.POST]
    assert reach_of(_villages()).stations == 2


def test_an_open_station_in_which_nothing_is_done_is_a_ghost_after_thirty_days() -> None:
    old = station()
    new = open_station(
        name="新站",
        platform=Platform.POST,
        village_code=HEGUI,
        from_on=TODAY - timedelta(days=29),
        by=TESTER,
        at=NOW,
    )
    kinds = {r.station.pk: r.kind for r in station_trades(county_code=COUNTY, on=TODAY)}
    assert kinds == {old.pk: TradeKind.GHOST, new.pk: None}

    weighed_tea(at_station=old.key)

    [first, _] = station_trades(county_code=COUNTY, on=TODAY)
    assert (first.kind, first.trade) == (TradeKind.SELLS_TOO, Trade(weigh_ins=1))


def test_more_stations_cost_no_more_queries() -> None:
    station()
    with CaptureQueriesContext(connection) as one:
        station_trades(county_code=COUNTY, on=TODAY)
        _villages()
    for number, code in enumerate(VILLAGES):
        station(village_code=code, name=f"站 {number}")
    with CaptureQueriesContext(connection) as many:
        station_trades(county_code=COUNTY, on=TODAY)
        _villages()

    assert len(many) == len(one)


def test_a_county_is_read_once_whatever_is_asked_of_it() -> None:
    own = station()
    station_operator(station=own)
    weighed_tea(at_station=own.key)
    reached = StationReach(COUNTY, TODAY)
    with CaptureQueriesContext(connection) as first:
        reached.villages()
    assert len(first) == QUERIES

    with CaptureQueriesContext(connection) as then:
        reached.villages(Platform.POST)
        reached.by_platform()

    assert len(then) == 0


def test_the_next_places_are_what_brute_force_finds() -> None:
    """Twelve real villages, two with a station: every choice of up to three others is tried."""
    codes = sorted({*VILLAGES, *(row["code"] for row in village_rows_of("450181110", 9))})
    county(codes=codes)
    for place, code in enumerate(codes):
        _poor(code, people=1 + place * 7 % 4)
    for code in codes[:2]:
        weighed_tea(at_station=station(village_code=code, name=f"站 {code}").key)

    for reach_km in (0.0, 4.0, 15.0):
        for count in (1, 2, 3):
            found = siting(Asked(count=count, reach_km=reach_km), county_code=COUNTY, on=TODAY)

            assert found.is_proved
            assert len(found.places) <= count
            best = _best(codes[:2], codes[2:], count=count, reach_km=reach_km)
            assert found.people_after + found.poor_after == best
            assert found.people_before + found.poor_before == _value(codes[:2], reach_km)


def test_a_quiet_station_stands_in_the_way_only_when_asked() -> None:
    station()
    _poor(YAOBU)

    woken = siting(Asked(count=1, reach_km=0), county_code=COUNTY, on=TODAY)
    kept = siting(Asked(count=1, reach_km=0, only_active=False), county_code=COUNTY, on=TODAY)

    assert [(p.village.code, p.has_quiet_station) for p in woken.places] == [(YAOBU, True)]
    assert kept.places == []
    assert (kept.people_before, woken.people_before, woken.people_after) == (4, 0, 4)


def village_rows_of(town_code: str, count: int) -> list[dict[str, str]]:
    """The first villages of a town in the official list."""
    every = [f"{town_code}{number:03d}" for number in range(200, 240)]
    return village_rows(every)[:count]


def _best(standing: list[str], others: list[str], *, count: int, reach_km: float) -> int:
    return max(
        _value([*standing, *chosen], reach_km)
        for size in range(count + 1)
        for chosen in combinations(others, size)
    )


def _value(stations: list[str], reach_km: float) -> int:
    """People and poor people within reach of some stations, by great circles, one by one."""
    rows = list(Division.objects.filter(level=Level.VILLAGE))
    there = [row for row in rows if row.code in stations]
    reached = {r.code: r for r in _villages()}
    return sum(
        reached[row.code].people + reached[row.code].poor
        for row in rows
        if any(_km(row, one) <= reach_km for one in there)
    )


def _km(a: Division, b: Division) -> float:
    if a == b:
        return 0.0
    return kilometres_between(
        longitude_a=a.longitude or 0.0,
        latitude_a=a.latitude or 0.0,
        longitude_b=b.longitude or 0.0,
        latitude_b=b.latitude or 0.0,
    )
