"""Promised beside delivered, what pairings brought, and which of them are active."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from moli.orders.models import Delivery
from moli.pairing.queries.delivered import Results, active_ids, delivered_of, results_of
from moli.pairing.rules.kinds import PairSide, PromiseKind, ResultKind, VisitResult
from moli.pairing.services.reporting import answer_result
from tests.factories import HEGUI, NOW, TODAY, YAOBU, mushroom, passion_fruit, station
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
from tests.factories.pairings import (
    SPRING,
    confirmed,
    ended,
    enterprise_pair,
    in_force,
    partner_pair,
    practitioner_pair,
    promised,
    proposed,
    reported,
    visited,
)

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
YEAR_END = date(2016, 12, 31)


def _delivery(kilograms: int) -> Delivery:
    order = called_off(contract(grams=kilograms * KG, village_code=YAOBU))
    return sent(brought(first_part(order), mosts=[kilograms * KG]))


def _amounts(row: Any, *, on: date = TODAY) -> list[int]:
    return [each.amount for each in delivered_of([row], on=on)[row.pk]]


def test_twenty_thousand_jin_promised_and_what_was_delivered_of_them() -> None:
    """The worked example of docs/pairing.md."""
    row = in_force(enterprise_pair())
    promised(row, amount=10_000 * KG, by_on=YEAR_END)
    first = _delivery(6_000)
    accepted(first, received_grams=5_900 * KG, claimed_grams=100 * KG)
    settled_claim(first, upheld_grams=40 * KG)
    second = _delivery(3_000)
    accepted(second, claimed_grams=200 * KG)

    (told,) = delivered_of([row], on=TODAY)[row.pk]
    assert (told.amount, told.missing, told.per_mille) == (8_660 * KG, 1_340 * KG, 866)
    assert (told.is_kept, told.is_overdue) == (False, False)
    (late,) = delivered_of([row], on=YEAR_END + timedelta(days=1))[row.pk]
    assert late.is_overdue

    settled_claim(second, upheld_grams=0)
    assert _amounts(row) == [8_860 * KG]
    accepted(_delivery(1_140))
    (kept,) = delivered_of([row], on=YEAR_END + timedelta(days=1))[row.pk]
    assert (kept.amount, kept.is_kept, kept.is_overdue) == (10_000 * KG, True, False)


def test_a_promise_counts_its_product_in_its_days() -> None:
    row = in_force(enterprise_pair(), at=SPRING)
    promised(row, product_id=passion_fruit().pk, from_on=TODAY, by_on=TOMORROW)
    promised(row, product_id=mushroom().pk, by_on=TOMORROW)
    promised(row, from_on=TOMORROW + timedelta(days=1), by_on=YEAR_END)
    accepted(_delivery(100), at=NOW - timedelta(days=1))
    accepted(_delivery(20), at=NOW)
    accepted(_delivery(3), at=NOW + timedelta(days=1))
    accepted(_delivery(7), at=NOW + timedelta(days=2))

    assert _amounts(row, on=YEAR_END) == [23 * KG, 0, 7 * KG]
    assert _amounts(row, on=TODAY) == [20 * KG, 0, 0]


def test_people_count_once_the_other_side_confirmed_them() -> None:
    pair = partner_pair()
    row = in_force(pair)
    promised(row, promise_kind=PromiseKind.TRAINED, amount=5)
    promised(row, promise_kind=PromiseKind.JOBS, amount=2)
    told = reported(row, pair, people=3)
    assert _amounts(row) == [0, 0]
    answer_result(
        result_uid=told.uid, is_confirmed=False, words="没来", by=pair.helped.actor, at=NOW
    )
    assert _amounts(row) == [0, 0]
    confirmed(row, pair, people=4)
    confirmed(row, pair, people=2, result_kind=ResultKind.JOB, pair_side=PairSide.HELPER)
    assert _amounts(row) == [4, 2]


def test_a_visit_counts_where_somebody_was_met() -> None:
    row = in_force(at=SPRING)
    promised(row, promise_kind=PromiseKind.VISITS, amount=3)
    visited(row, on=TODAY - timedelta(days=1))
    visited(row, visit_result=VisitResult.NOBODY_MET)
    visited(row)
    visited(row)
    assert _amounts(row) == [2]


def test_what_a_pairing_brought_is_told_in_days_and_reports() -> None:
    pair = enterprise_pair()
    row = in_force(pair, at=SPRING)
    accepted(_delivery(20), at=NOW)
    accepted(_delivery(30), at=NOW)
    confirmed(row, pair, people=4)
    reported(row, pair, people=9)
    found = results_of([row], from_on=SPRING.date(), to_on=TODAY)[row.pk]
    assert found == Results(sold_grams=50 * KG, sale_days=1, jobs=0, trained=4, reports=1)
    assert (found.count, found.is_any) == (2, True)
    before = TODAY - timedelta(days=1)
    assert results_of([row], from_on=SPRING.date(), to_on=before)[row.pk] == Results()


def test_a_pairing_is_active_with_a_result_in_the_days_of_its_terms() -> None:
    own = station()
    pairs = [partner_pair(station=own), partner_pair(station=own, village_code=HEGUI)]
    worked, idle = (in_force(pair, at=SPRING) for pair in pairs)
    confirmed(worked, pairs[0], on=SPRING.date(), at=SPRING)
    last = SPRING.date() + timedelta(days=179)
    assert active_ids(last) == {worked.pk}
    assert active_ids(last + timedelta(days=1)) == set()
    assert active_ids(SPRING.date() - timedelta(days=1)) == set()

    buyer = in_force(enterprise_pair())
    accepted(_delivery(5))
    assert active_ids(TODAY) == {buyer.pk}
    ended(buyer)
    assert active_ids(TODAY) == set(), "what has ended is not active"
    assert idle.pk not in active_ids(TODAY)


def test_any_number_of_pairings_costs_the_same(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    own = station()
    rows = [
        in_force(pair)
        for pair in (
            partner_pair(station=own),
            enterprise_pair(),
            practitioner_pair(),
            enterprise_pair(village_code=HEGUI),
        )
    ]
    for row in rows:
        promised(row)
    for some in (rows[:3], rows):
        with django_assert_num_queries(7):
            delivered_of(some, on=TODAY)
        with django_assert_num_queries(5):
            results_of(some, from_on=TODAY, to_on=TODAY)
    with django_assert_num_queries(7):
        active_ids(TODAY)
    waiting = proposed(partner_pair(village_code=HEGUI, station=own))
    assert delivered_of([waiting], on=TODAY) == {waiting.pk: []}
