"""What is due: visits, promises, reviews."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from moli.pairing.queries.due import promises_due, reviews_due, visits_due
from moli.pairing.rules.kinds import PromiseKind, Voice
from tests.factories import HEGUI, NOW, TODAY, household, station
from tests.factories.pairings import (
    SPRING,
    ended,
    enterprise_pair,
    head_key,
    in_force,
    partner_pair,
    practitioner_pair,
    promised,
    proposed,
    reviewed,
    visited,
)

pytestmark = pytest.mark.django_db


def test_a_visit_is_due_by_the_terms_of_the_kind_the_longest_first() -> None:
    own = station()
    partner = in_force(partner_pair(station=own), at=SPRING)
    fresh = in_force(partner_pair(station=own, village_code=HEGUI), at=SPRING)
    buyer = in_force(enterprise_pair(), at=SPRING)
    visited(partner, on=date(2016, 8, 1), next_on=date(2016, 8, 8))
    visited(fresh, on=date(2016, 8, 20))
    rows = [buyer, fresh, partner, proposed(enterprise_pair(village_code=HEGUI))]

    due = visits_due(rows, on=TODAY)

    assert [(each.pairing, each.due_on, each.last_on) for each in due] == [
        (buyer, SPRING.date() + timedelta(days=92), None),
        (partner, date(2016, 8, 8), date(2016, 8, 1)),
    ]
    soon = visits_due(rows, on=TODAY, within_days=8)
    assert [each.pairing for each in soon] == [buyer, partner, fresh]
    ended(buyer)
    buyer.refresh_from_db()
    assert [each.pairing for each in visits_due(rows, on=TODAY)] == [partner]


def test_a_promise_is_due_that_is_not_kept_and_near_or_over() -> None:
    row = in_force(at=SPRING)
    kept = promised(row, promise_kind=PromiseKind.VISITS, amount=1, by_on=date(2016, 9, 20))
    near = promised(row, promise_kind=PromiseKind.JOBS, amount=1, by_on=date(2016, 9, 26))
    promised(row, by_on=date(2016, 12, 31))
    visited(row)

    def due(on: date) -> list[Any]:
        return [each.delivered.promise for each in promises_due([row], on=on, within_days=14)]

    assert due(TODAY) == [near]
    assert due(date(2016, 12, 20))[0] == near
    assert kept not in due(date(2017, 2, 1))
    assert promises_due([row], on=TODAY) == []


def test_of_the_newest_period_that_is_over_voices_are_missing_until_they_spoke() -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    late = in_force(practitioner_pair())
    (due,) = reviews_due([row, late], on=TODAY)
    assert (due.pairing, due.period.from_on) == (row, date(2016, 1, 1))
    assert due.voices == (Voice.HELPER, Voice.HELPED, Voice.HOUSEHOLD)

    reviewed(row, voice=Voice.HELPER, by=pair.helper)
    own = household()
    reviewed(
        row,
        voice=Voice.HOUSEHOLD,
        by=pair.helped,
        household_uid=own.uid,
        given_by_key=head_key(own),
    )
    (due,) = reviews_due([row, late], on=TODAY)
    assert due.voices == (Voice.HELPED,)
    reviewed(row, voice=Voice.HELPED, by=pair.helped)
    assert reviews_due([row, late], on=TODAY) == []
    (due,) = reviews_due([late], on=date(2017, 1, 1))
    assert due.voices == (Voice.HELPER, Voice.HOUSEHOLD)


def test_any_number_of_pairings_costs_the_same(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    own = station()
    rows = [
        in_force(pair, at=SPRING)
        for pair in (
            partner_pair(station=own),
            partner_pair(station=own, village_code=HEGUI),
            enterprise_pair(),
        )
    ]
    for row in rows:
        promised(row)
    for some in (rows[:1], rows):
        with django_assert_num_queries(2):
            visits_due(some, on=TODAY)
        with django_assert_num_queries(2):
            reviews_due(some, on=TODAY)
        with django_assert_num_queries(5 if len(some) == 1 else 6):
            promises_due(some, on=NOW.date())
