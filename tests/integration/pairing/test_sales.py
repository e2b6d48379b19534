"""What counts as sold for a pairing: rows of orders, once, with what came back taken off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation
from moli.households.models import Household
from moli.orders.models import Delivery, Order, WeighIn
from moli.orders.rules.producing import Input
from moli.orders.services.packing import pack_order
from moli.orders.services.producing import Batch, produce
from moli.orders.services.returning import CameBack, take_back
from moli.pairing.models import Pairing
from moli.pairing.queries.sales import sales_of
from tests.factories import HEGUI, NOW, TESTER, TODAY, YAOBU, household, key, station
from tests.factories.bulk import (
    KG,
    accepted,
    brought,
    called_off,
    contract,
    first_part,
    sent,
    settled_claim,
)
from tests.factories.orders import paid_for, placed, tea_box, weighed_tea
from tests.factories.pairings import (
    SPRING,
    ended,
    enterprise_pair,
    in_force,
    partner_pair,
    practitioner_pair,
    proposed,
)

pytestmark = pytest.mark.django_db
YEAR = (date(2016, 1, 1), date(2016, 12, 31))


def _grams(*rows: Pairing, days: tuple[date, date] = YEAR) -> list[int]:
    found = sales_of(rows, first_on=days[0], last_on=days[1])
    return [sum(sale.grams for sale in found[row.pk]) for row in rows]


def _delivery(*kilograms: int, village_code: str = YAOBU) -> Delivery:
    """A load of households of a village that is on its way to Junqiao."""
    mosts = [each * KG for each in kilograms]
    order = called_off(contract(grams=sum(mosts), village_code=village_code))
    return sent(brought(first_part(order), mosts=mosts))


def test_an_enterprise_counts_what_it_took_in_of_the_village() -> None:
    row = in_force(enterprise_pair())
    elsewhere = in_force(enterprise_pair(village_code=HEGUI))
    assert _grams(row, elsewhere) == [0, 0]

    load = _delivery(400, 200)
    assert _grams(row) == [0], "what is on its way is not sold"
    accepted(load, received_grams=590 * KG, claimed_grams=50 * KG)
    assert _grams(row) == [540 * KG], "what is claimed is not sold while nobody agreed"
    settled_claim(load, upheld_grams=20 * KG)

    assert _grams(row, elsewhere) == [570 * KG, 0]
    (sale,) = sales_of([row], first_on=TODAY, last_on=TODAY)[row.pk]
    assert (sale.on, sale.product_id) == (TODAY, load.part.lot.product_id)


def test_only_days_of_the_pairing_count() -> None:
    accepted(_delivery(100), at=NOW)
    pair = enterprise_pair()
    late = in_force(pair, at=NOW + timedelta(days=1))
    assert _grams(late) == [0]
    accepted(_delivery(300), at=NOW + timedelta(days=2))
    assert _grams(late) == [300 * KG]
    assert _grams(late, days=(TODAY, TODAY + timedelta(days=1))) == [0]

    ended(late, on=TODAY + timedelta(days=2), at=NOW + timedelta(days=2))
    late.refresh_from_db()
    assert _grams(late) == [0], "the day of the end no longer counts"
    again = in_force(pair, at=NOW + timedelta(days=2))
    assert _grams(late, again) == [0, 300 * KG], "and so no day counts for two"


def test_a_day_begins_at_the_county_s_midnight() -> None:
    row = in_force(enterprise_pair(), at=SPRING)
    late = NOW.replace(hour=23, minute=59)
    accepted(_delivery(100), at=late)
    accepted(_delivery(10), at=late + timedelta(minutes=2))
    assert _grams(row, days=(TODAY, TODAY)) == [100 * KG]
    assert _grams(row, days=(TODAY + timedelta(days=1),) * 2) == [10 * KG]


def test_a_partner_counts_what_was_weighed_in_at_the_station_for_the_village() -> None:
    own = station()
    row = in_force(partner_pair(station=own))
    load = _delivery(300, 100)
    weigh_ins = list(WeighIn.objects.order_by("pk"))
    # The second household brought its fruit to another station.
    WeighIn.objects.filter(pk=weigh_ins[0].pk).update(station_key=own.key)
    accepted(load, received_grams=390 * KG, claimed_grams=30 * KG)

    assert _grams(row) == [300 * 360 * KG // 400]


def _batch(*own: Household, units: int = 100, loss_grams: int = KG, at_station: str = "") -> None:
    """Boxes of 250 g from the tea of some households, as much of each."""
    article = tea_box()
    grams = (units * article.grams_per_unit + loss_grams) // len(own)
    rows = [weighed_tea(grams=grams, of=each, at_station=at_station) for each in own]
    inputs = tuple(Input(row.key, row.grams) for row in rows)
    batch = Batch(article, units, loss_grams, inputs)
    produce(batch=batch, request_key=key(), by=TESTER, at=NOW)


def _sold(units: int, *, at: datetime = NOW) -> Order:
    order = placed(units=units, at=at)
    paid_for(order, at=at)
    return pack_order(order_uid=order.uid, by=TESTER, at=at)


def test_of_boxes_what_the_buyer_keeps_is_sold() -> None:
    own = station()
    row = in_force(partner_pair(station=own))
    _batch(household(), at_station=own.key)
    order = placed(units=40)
    paid_for(order)
    assert _grams(row) == [0], "what is ordered and paid has not left yet"
    pack_order(order_uid=order.uid, by=TESTER, at=NOW)
    assert _grams(row) == [40 * 250], "a batch's loss is sold to nobody"

    goods = CameBack("jasmine-250", 4, is_restocked=False)
    take_back(order_uid=order.uid, goods=goods, request_key=key(), by=TESTER, at=NOW)
    assert _grams(row) == [36 * 250]
    goods = CameBack("jasmine-250", 36, is_restocked=True)
    take_back(order_uid=order.uid, goods=goods, request_key=key(), by=TESTER, at=NOW)
    assert _grams(row) == [0]


def test_boxes_of_two_villages_are_each_one_s_by_weight() -> None:
    own = station()
    here = in_force(partner_pair(station=own))
    there = in_force(partner_pair(station=own, village_code=HEGUI))
    _batch(household(), household(), household(village_code=HEGUI), at_station=own.key, units=92)
    for units in (10, 20, 61):
        _sold(units)

    of_one = [units * 250 // 3 for units in (10, 20, 61)]
    assert _grams(there) == [sum(of_one)]
    assert _grams(here) == [sum(units * 500 // 3 for units in (10, 20, 61))]
    assert sum(_grams(here, there)) <= 91 * 250


def test_a_line_filled_from_two_batches_counts_each_once() -> None:
    own = station()
    row = in_force(partner_pair(station=own))
    for _ in range(2):
        _batch(household(), household(), at_station=own.key, units=30)
    _sold(45)
    assert _grams(row) == [45 * 250]


def test_a_practitioner_counts_what_the_household_sold_through_his_own_station() -> None:
    own = station()
    pair = practitioner_pair()
    row = in_force(pair)
    helped = Household.objects.get(uid=pair.helped_key)
    _batch(helped, household(), at_station=own.key)
    _sold(100)
    assert _grams(row) == [0], "the station is somebody else's"

    appoint_in_organisation(
        user=pair.helper,
        role=Role.STATION_OPERATOR,
        organisation_key=own.key,
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )
    assert _grams(row) == [50 * 250]
    Appointment.objects.filter(user=pair.helper, role=Role.STATION_OPERATOR).update(
        from_on=TODAY + timedelta(days=1)
    )
    assert _grams(row) == [0], "on the day of the scale the station was not his"


def test_goods_of_a_station_count_for_the_partner_and_for_the_enterprise() -> None:
    own = station()
    rows = [in_force(partner_pair(station=own)), in_force(enterprise_pair())]
    load = _delivery(100)
    WeighIn.objects.update(station_key=own.key)
    accepted(load)
    assert _grams(*rows) == [100 * KG, 100 * KG]


def test_sales_of_many_pairings_are_four_queries(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    own = station()
    rows = [
        in_force(pair)
        for pair in (
            partner_pair(station=own),
            partner_pair(station=own, village_code=HEGUI),
            enterprise_pair(),
            enterprise_pair(village_code=HEGUI),
            practitioner_pair(),
            practitioner_pair(),
        )
    ]
    _batch(household(), household(village_code=HEGUI), at_station=own.key)
    _sold(10)
    accepted(_delivery(100))
    with django_assert_num_queries(4):
        _grams(*rows)
    with django_assert_num_queries(0):
        assert sales_of([], first_on=TODAY, last_on=TODAY) == {}


def test_a_pairing_that_nobody_agreed_to_has_sold_nothing() -> None:
    accepted(_delivery(100))
    assert _grams(proposed(enterprise_pair())) == [0]
