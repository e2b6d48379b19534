"""Whose stock and whose parcels a person sees and works with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.orders.models import Article, Order, WeighIn
from moli.orders.queries.parcels import WORK, Pile, order_at_desk, pile, pile_counts
from moli.orders.queries.stock_reach import (
    StockReach,
    articles_in,
    orders_in,
    productions_in,
    stock_reach,
    weigh_ins_in,
)
from moli.orders.queries.stock_sheets import inputs_in
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.expiring import expire_orders
from moli.orders.services.packing import send_order
from moli.orders.services.returning import CameBack, take_back
from tests.factories import (
    COUNTY,
    HEGUI,
    JIAOYI,
    NOW,
    SHITANG,
    TESTER,
    TODAY,
    auditor,
    buyer,
    first_secretary,
    household,
    key,
    leader,
    office,
    station,
    station_operator,
    stranger,
    village_committee,
)
from tests.factories.orders import packed, paid_for, placed, stocked, weighed_tea

pytestmark = pytest.mark.django_db


def _reach(user: User) -> StockReach:
    return stock_reach(standing_of(user, on=TODAY), county_code=COUNTY)


def _two_stations() -> tuple[str, str]:
    return station().key, station(village_code=HEGUI, name="贺桂村服务站").key


def test_an_operator_works_with_what_its_own_station_keeps() -> None:
    here, there = _two_stations()
    own, other, county = (
        stocked(5, code="own", kept_at=here),
        stocked(5, code="other", kept_at=there),
        stocked(5, code="county"),
    )
    order, _ = placed("own"), placed("other")
    reach = _reach(station_operator())

    assert reach.works == reach.sees
    assert [row.code for row in articles_in(reach.works)] == ["own"]
    assert [row.article_id for row in productions_in(reach.works)] == [own.pk]
    assert [row.station_key for row in weigh_ins_in(reach.works)] == [here]
    assert list(orders_in(reach.works)) == [order]
    assert {own.pk, other.pk, county.pk} == set(Article.objects.values_list("pk", flat=True))


def test_the_office_works_with_all_of_its_county() -> None:
    here, there = _two_stations()
    for code, kept_at in (("own", here), ("other", there), ("county", "")):
        stocked(5, code=code, kept_at=kept_at)
    placed("own", "other", "county")
    reach = _reach(office())

    assert articles_in(reach.works).count() == 3
    assert weigh_ins_in(reach.works).count() == WeighIn.objects.count() == 3
    assert orders_in(reach.works).count() == 1


def test_an_office_of_one_town_has_its_stations_and_not_the_county_store() -> None:
    here, there = _two_stations()
    for code, kept_at in (("own", here), ("other", there), ("county", "")):
        stocked(5, code=code, kept_at=kept_at)

    assert [row.code for row in articles_in(_reach(office(area_code=SHITANG)).works)] == ["own"]
    assert [row.code for row in articles_in(_reach(office(area_code=JIAOYI)).works)] == ["other"]


def test_an_order_of_two_stations_is_for_the_office_alone() -> None:
    here, there = _two_stations()
    stocked(5, code="own", kept_at=here)
    stocked(5, code="other", kept_at=there)
    mixed = placed("own", "other")

    assert not orders_in(_reach(station_operator()).works).exists()
    assert order_at_desk(_reach(office()).works, mixed.uid) == mixed


@pytest.mark.parametrize("who", [leader, auditor])
def test_leaders_and_auditors_read_all_and_change_nothing(who: type[User]) -> None:
    stocked(5)
    placed()
    reach = _reach(who())

    assert (orders_in(reach.sees).count(), articles_in(reach.sees).count()) == (1, 1)
    assert not orders_in(reach.works).exists()
    assert not articles_in(reach.works).exists()
    assert not weigh_ins_in(reach.works).exists()


@pytest.mark.parametrize("who", [stranger, buyer, first_secretary, village_committee])
def test_nobody_else_sees_any_of_it(who: type[User]) -> None:
    stocked(5, code="own", kept_at=station().key)
    stocked(5)
    placed()
    placed("own")
    scope = _reach(who()).sees

    for rows in (articles_in(scope), productions_in(scope), weigh_ins_in(scope), orders_in(scope)):
        assert not rows.exists()
    assert set(pile_counts(scope).values()) == {0}


def test_a_station_packs_what_it_weighed_and_the_county_whatever_was_weighed() -> None:
    here, there = _two_stations()
    own, county = stocked(1, code="own", kept_at=here), stocked(1, code="county")
    mine, other = weighed_tea(at_station=here), weighed_tea(at_station=there)
    operator, all_of_it = _reach(station_operator()).works, _reach(office()).works

    assert list(inputs_in(operator, own)) == [mine]
    assert list(inputs_in(all_of_it, own)) == [mine]
    assert {row.pk for row in inputs_in(all_of_it, county)} == {mine.pk, other.pk}


def test_piles_hold_each_order_once_and_the_oldest_first(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    stocked(50)
    waiting, first, second = placed(), placed(), placed()
    paid_for(second)
    paid_for(first)
    away: Order = packed(placed())
    scope = _reach(office()).works

    with django_assert_num_queries(1):
        counts = pile_counts(scope)
    assert counts == {
        Pile.TO_PACK: 2,
        Pile.TO_SEND: 1,
        Pile.TO_PAY: 1,
        Pile.ON_THE_WAY: 0,
        Pile.OVER: 0,
    }
    assert list(pile(scope, Pile.TO_PACK)) == [first, second]
    assert list(pile(scope, Pile.TO_SEND)) == [away]
    assert list(pile(scope, Pile.TO_PAY)) == [waiting]


def test_a_household_is_weighed_where_it_brings_its_goods() -> None:
    _, there = _two_stations()
    row = weighed_tea(at_station=there, of=household())

    assert not weigh_ins_in(_reach(station_operator()).works).exists()
    assert list(weigh_ins_in(_reach(office(area_code=SHITANG)).sees)) == [row]


def test_what_waits_is_found_by_its_moments_as_by_its_state() -> None:
    stocked(50)
    kept, cancelled, back, sent, late = (placed() for _ in range(5))
    for order in (kept, cancelled):
        paid_for(order)
    cancel_order(order_uid=cancelled.uid, by=TESTER, at=NOW)
    goods = CameBack("jasmine-250", 1, is_restocked=True)
    take_back(order_uid=packed(back).uid, goods=goods, request_key=key(), by=TESTER, at=NOW)
    send_order(order_uid=packed(sent).uid, by=TESTER, at=NOW)
    tomorrow = NOW + timedelta(days=1)
    expire_orders(by=TESTER, at=tomorrow)
    paid_for(late, at=tomorrow)
    scope = _reach(office()).works

    assert {order.state for order in pile(scope, Pile.TO_PACK)} == {"PAID"}
    assert set(pile(scope, Pile.TO_PACK)) == {kept, late}
    assert pile_counts(scope, WORK) == {Pile.TO_PACK: 2, Pile.TO_SEND: 0}
    assert pile_counts(scope)[Pile.TO_PACK] == 2


def test_what_waits_is_found_without_reading_all_orders() -> None:
    scope = _reach(office()).works
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")

    assert "orders_order_at_desk" in pile(scope, Pile.TO_PACK).explain()
