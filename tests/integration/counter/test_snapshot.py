"""What a station's devices hold: households that have to do with it, goods, parcels."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any

import pytest

from moli.counter.queries.snapshot_goods import (
    QuotaPart,
    parcels_part,
    products_part,
    quotas_part,
    weigh_ins_part,
)
from moli.counter.queries.snapshot_households import HouseholdPart, households_part
from moli.counter.rules.states import ParcelState
from moli.counter.services.missing_parcels import mark_missing
from moli.counter.services.weighing import take_back
from moli.households.models import Household
from moli.households.services.caring import withdraw_consent
from tests.factories import (
    NOW,
    PANTANG_NAYANG,
    TESTER,
    TODAY,
    grade,
    household,
    price_report,
    station,
)
from tests.factories.bulk import called_off, first_part, shared
from tests.factories.drawers import billed, bought, closed, occasion, ware
from tests.factories.orders import KG, tea
from tests.factories.parcels import agreed_to_deputy, at_scale, came, handed, weighed_at
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def _uids(here: str, *, days: int = 0) -> set[Any]:
    on = TODAY + timedelta(days=days)
    return {row.uid for row in households_part(station_key=here, on=on)}


@pytest.fixture
def here() -> str:
    """The key of Yaobu's station."""
    return station().key


def test_a_household_that_has_nothing_to_do_with_the_station_is_not_on_its_devices(
    here: str,
) -> None:
    household()
    elsewhere = station(village_code=PANTANG_NAYANG, name="平塘村服务站").key
    weighed_at(elsewhere, household())
    came(here, of=household())
    assert _uids(here) == set()


def test_those_that_weighed_in_ordered_paid_or_agreed_are(here: str) -> None:
    sold, ordered, paid, agreed = (household() for _ in range(4))
    ware()
    weighed_at(here, sold)
    for row in (ordered, paid):
        agreed_to_deputy(row)
    bought(here, [("fertilizer", 1, 4_500)], household=ordered)
    billed(here, 10_000, household=paid)
    for row in (ordered, paid):
        withdraw_consent(consent_id=row.consents.get().pk, by=TESTER, at=NOW)
    agreed_to_deputy(agreed)
    assert _uids(here) == {sold.uid, ordered.uid, paid.uid, agreed.uid}
    may_act = {row.uid: row.may_act for row in households_part(station_key=here, on=TODAY)}
    assert [uid for uid, may in may_act.items() if may] == [agreed.uid]


def test_after_a_year_what_was_brought_no_longer_counts(here: str) -> None:
    row = household()
    weighed_at(here, row)
    assert _uids(here, days=364) == {row.uid}
    assert _uids(here, days=365) == set()


def test_a_quota_in_the_village_counts_while_something_is_left(here: str) -> None:
    (quota,) = shared(first_part(called_off(grams=600 * KG)), mosts=[200 * KG])
    assert _uids(here) == {quota.household.uid}
    (part,) = quotas_part(station_key=here, on=TODAY)
    assert (part.uid, part.household, part.left_grams) == (
        str(quota.pk),
        quota.household.uid,
        quota.granted_grams,
    )
    assert (part.product, part.lowest_rank, part.buyer) == ("passion-fruit", 2, "南宁君桥")
    weighed_at(
        here,
        quota.household,
        grade=grade(rank=2),
        grams=quota.granted_grams,
        quota_id=quota.pk,
    )
    assert quotas_part(station_key=here, on=TODAY) == []
    elsewhere = station(village_code=PANTANG_NAYANG, name="平塘村服务站").key
    assert quotas_part(station_key=elsewhere, on=TODAY) == []


def test_a_household_is_shown_masked_and_nothing_says_who_is_poor(here: str) -> None:
    row = household(phone="13799884410")
    agreed_to_deputy(row)
    (part,) = households_part(station_key=here, on=TODAY)
    assert asdict(part) == {
        "uid": row.uid,
        "head": "韦*生",
        "village": row.village.short_name,
        "group": "第三组",
        "phone_tail": "4410",
        "people": 4,
        "may_act": True,
    }
    told = {each.name for kind in (HouseholdPart, QuotaPart) for each in fields(kind)}
    assert not [name for name in told if "poor" in name]


def test_withdrawn_and_erased_households_are_gone(here: str) -> None:
    row = household()
    agreed_to_deputy(row)
    Household.objects.filter(pk=row.pk).update(withdrawn_at=NOW)
    assert _uids(here) == set()


def test_weigh_ins_are_those_of_days_that_are_not_closed(here: str) -> None:
    row = weighed_at(here)
    undone = weighed_at(here)
    take_back(ref=undone.request_key, occasion=occasion(here))
    (part,) = weigh_ins_part(station_key=here, on=TODAY)
    assert (part.ref, part.grams, part.receipt_no) == (row.request_key, 60 * KG, "1-0007")
    closed(here)
    assert weigh_ins_part(station_key=here, on=TODAY) == []


def test_parcels_are_those_that_lie_and_those_that_may_turn_up(here: str) -> None:
    lies, gone, lost = came(here), came(here), came(here)
    handed(gone)
    mark_missing(station_key=here, parcel_ids=[lost.pk], on=TODAY, by=TESTER, at=NOW)
    parts = parcels_part(station_key=here, on=TODAY)
    assert [(each.ref, each.state, each.version) for each in parts] == [
        (lies.request_key, ParcelState.ON_SHELF, 1),
        (lost.request_key, ParcelState.MISSING, 2),
    ]
    later = parcels_part(station_key=here, on=TODAY + timedelta(days=30))
    assert [each.ref for each in later] == [lies.request_key]


def test_products_come_with_grades_storages_and_the_countys_price(here: str) -> None:
    tea()
    for _ in range(3):
        price_report(by=person().actor)
    leaves, fruit = products_part(station_key=here, on=TODAY)
    assert (fruit.code, leaves.code) == ("passion-fruit", "jasmine-tea")
    assert [each.price_fen_per_kg is None for each in fruit.grades].count(False) == 1
    assert [each.rank for each in leaves.grades] == [1, 2]
    assert leaves.grades[0].price_fen_per_kg is None


def test_each_part_asks_the_same_however_much_there_is(
    here: str, django_assert_num_queries: Any
) -> None:
    ware()
    at_scale()
    for _ in range(3):
        row = household()
        agreed_to_deputy(row)
        weighed_at(here, row)
        came(here, of=row)
    asked = {
        households_part: 4,
        products_part: 7,
        quotas_part: 2,
        weigh_ins_part: 3,
        parcels_part: 1,
    }
    for part, count in asked.items():
        with django_assert_num_queries(count):
            part(station_key=here, on=TODAY)
