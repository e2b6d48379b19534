"""What a station does at its counter keeps it in use; what was undone does not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.counter.services import bills, buy_for
from moli.counter.services.missing_parcels import mark_missing
from moli.counter.services.weighing import take_back
from moli.insights.queries.station_activity import activity_of_stations
from moli.insights.rules.evidence import Evidence, EvidenceKind
from moli.insights.rules.periods import Period, last_days
from tests.factories import HEGUI, NOW, TESTER, TODAY, lot, station, station_operator
from tests.factories.drawers import billed, bought, occasion, ware
from tests.factories.orders import packed, placed, stocked
from tests.factories.parcels import came, handed, weighed_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> str:
    """The key of Yaobu's station."""
    ware()
    return station().key


def test_parcels_orders_and_bills_prove_that_a_station_is_in_use(here: str) -> None:
    came(here, at=NOW - timedelta(days=2))
    came(here, at=NOW - timedelta(days=1))
    bought(here, [("fertilizer", 1, 4_500)])
    billed(here, 10_000)
    assert activity_of_stations(last_days(TODAY)) == {
        here: (
            Evidence(TODAY, EvidenceKind.BILLS, here, 1),
            Evidence(TODAY, EvidenceKind.BUY_FORS, here, 1),
            Evidence(TODAY - timedelta(days=1), EvidenceKind.COUNTER_PARCELS, here, 2),
        )
    }


def test_a_parcel_that_came_long_ago_counts_on_the_day_on_which_it_was_fetched(here: str) -> None:
    handed(came(here, at=NOW - timedelta(days=200)))
    (found,) = activity_of_stations(last_days(TODAY))[here]
    assert found == Evidence(TODAY, EvidenceKind.COUNTER_PARCELS, here, 1)


def test_what_was_undone_taken_back_or_only_missed_proves_nothing(here: str) -> None:
    order, bill = bought(here, [("fertilizer", 1, 4_500)]), billed(here, 10_000)
    buy_for.undo(ref=order.request_key, base_version=1, occasion=occasion(here))
    bills.undo(ref=bill.request_key, base_version=1, occasion=occasion(here))
    row = weighed_at(here)
    take_back(ref=row.request_key, occasion=occasion(here))
    old = came(here, at=NOW - timedelta(days=200))
    mark_missing(station_key=here, parcel_ids=[old.pk], on=TODAY, by=TESTER, at=NOW)
    assert activity_of_stations(last_days(TODAY)) == {}


def test_days_outside_the_period_do_not_count(here: str) -> None:
    came(here)
    billed(here, 10_000)
    before = Period(TODAY - timedelta(days=30), TODAY - timedelta(days=1))
    assert activity_of_stations(before) == {}


def test_one_station_is_asked_without_the_others(here: str) -> None:
    there = station(village_code=HEGUI, name="贺桂村服务站")
    for key, row in ((here, station()), (there.key, there)):
        came(key)
        bought(key, [("fertilizer", 1, 4_500)])
        billed(key, 10_000)
        weighed_at(key)
        lot(by=station_operator(station=row).actor)
        stocked(1, code=f"tea-{row.pk}", kept_at=key)
        packed(placed(f"tea-{row.pk}"))
    of_all = activity_of_stations(last_days(TODAY))
    assert len(of_all[here]) == len(of_all[there.key]) == 6
    for key in of_all:
        assert activity_of_stations(last_days(TODAY), station_key=key) == {key: of_all[key]}
