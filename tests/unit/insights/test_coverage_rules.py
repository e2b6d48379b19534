"""Coverage counted by hand: villages with a station that lives, never stations by villages."""

from __future__ import annotations

from moli.insights.rules.coverage import (
    Reach,
    Trade,
    TradeKind,
    VillageReach,
    reach_of,
    trade_kind,
)


def _village(number: int, *, stations: int, active: int, people: int, poor: int) -> VillageReach:
    return VillageReach(f"45018111020{number}", "450181110", stations, active, people, poor)


def test_two_stations_in_one_village_cover_no_more_than_one() -> None:
    """Four villages, five stations: by stations 125 %, by villages one of four."""
    villages = [
        _village(1, stations=3, active=2, people=40, poor=25),
        _village(2, stations=2, active=0, people=30, poor=30),
        _village(3, stations=0, active=0, people=20, poor=5),
        _village(4, stations=0, active=0, people=0, poor=0),
    ]

    assert reach_of(villages) == Reach(
        stations=5,
        active_stations=2,
        villages=4,
        with_station=2,
        covered=1,
        people=90,
        people_covered=40,
        poor=60,
        poor_covered=25,
    )


def test_a_county_without_villages_has_no_coverage() -> None:
    assert reach_of([]) == Reach()


def test_what_a_station_is_follows_from_what_it_did() -> None:
    buys = Trade(buy_fors=3, parcels_in=8)
    both = Trade(parcels_in=11, weigh_ins=1)

    assert trade_kind(Trade(), is_ghost=True) is TradeKind.GHOST
    assert trade_kind(Trade(), is_ghost=False) is None
    assert trade_kind(buys, is_ghost=False) is TradeKind.ONLY_BUYS
    assert trade_kind(both, is_ghost=False) is TradeKind.BUYS_MOSTLY
    assert trade_kind(Trade(parcels_in=10, parcels_out=1), is_ghost=False) is TradeKind.SELLS_TOO
    assert trade_kind(Trade(orders_sent=1), is_ghost=False) is TradeKind.SELLS_TOO
