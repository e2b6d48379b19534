"""What households earned: by year, by month, on statements; and what a checker looks at."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from moli.ledger.services.closing import MonthNotOver
from moli.settlement.models import Statement
from moli.settlement.queries.flags import batch_flags, shared_cards
from moli.settlement.queries.incomes import income_from_sales, statement_of
from moli.settlement.rules.payouts import outliers
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.stating import draw_up_statements
from tests.factories import NOW, TESTER, TODAY
from tests.factories.settlement import (
    batch_made,
    brought_back,
    card_of,
    earned,
    general_rule,
    packed_order,
    settled,
    shelf_of_three,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

OCTOBER = NOW + timedelta(days=30)
JANUARY = NOW + timedelta(days=120)


def _drawn_up(at: datetime) -> int:
    return draw_up_statements(month=TODAY, by=TESTER, at=at)


def test_income_is_net_counts_what_is_settled_and_less_what_came_back() -> None:
    order, (first, _, _) = earned()
    assert income_from_sales(first, year=2016) == 16_000

    brought_back(order, units=3, at=JANUARY)
    correct_order(order_id=order.pk, by=TESTER, at=JANUARY)

    assert income_from_sales(first, year=2016) == 16_000
    assert income_from_sales(first, year=2017) == -4_800


def test_a_statement_lists_the_sales_of_its_month_and_their_corrections() -> None:
    order, (first, _, _) = earned()
    brought_back(order, units=3)
    correct_order(order_id=order.pk, by=TESTER, at=NOW)

    statement = statement_of(first, month=TODAY)

    assert [(line.fen, line.is_correction) for line in statement.lines] == [
        (16_000, False),
        (-4_800, True),
    ]
    assert (statement.total_fen, statement.stated_fen) == (11_200, 0)
    assert statement.lines[0].order_number == order.number


def test_statements_are_drawn_up_once_when_the_month_is_over() -> None:
    _, (first, _, _) = earned()
    with refused(MonthNotOver, field="month", through_on="2016-09-30"):
        _drawn_up(NOW)

    assert _drawn_up(OCTOBER) == 3
    with unchanged():
        assert _drawn_up(OCTOBER) == 0
    assert statement_of(first, month=TODAY).stated_fen == 16_000


def test_a_statement_is_changed_by_a_further_row_alone() -> None:
    order, (first, _, _) = earned()
    _drawn_up(OCTOBER)
    # Settled late, with the day of the month before.
    brought_back(order, units=3)
    correct_order(order_id=order.pk, by=TESTER, at=NOW)

    assert _drawn_up(OCTOBER) == 3

    rows = Statement.objects.filter(household=first).order_by("sequence")
    assert [(row.sequence, row.total_fen) for row in rows] == [(1, 16_000), (2, -4_800)]
    statement = statement_of(first, month=date(2016, 9, 1))
    assert statement.stated_fen == statement.total_fen == 11_200


def test_one_card_of_two_households_is_flagged_for_the_checker() -> None:
    general_rule()
    _, (first, second, third) = shelf_of_three()
    settled(packed_order(units=10))
    for row in (first, second):
        card_of(row, number="6222 0000 1111 2222")
    card_of(third)

    flags = batch_flags(batch_made())

    assert [[each.household for each in rows] for rows in flags.shared_cards] == [[first, second]]
    assert flags.outliers == ()
    (accounts,) = shared_cards(on=TODAY)
    assert {row.household for row in accounts} == {first, second}


def test_a_payout_far_above_the_middle_one_is_an_outlier() -> None:
    assert outliers({"a": 100, "b": 100, "c": 1_001}) == ["c"]
    assert outliers({"a": 100, "b": 100, "c": 1_000}) == []
    assert outliers({}) == []
