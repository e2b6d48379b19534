"""Balances, the trial balance, the journal and the statement of one account."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from moli.ledger.models import Account
from moli.ledger.queries.balances import TrialRow, balance, trial_balance
from moli.ledger.queries.journal import journal, statement
from moli.ledger.rules.chart import AccountKind, Side
from moli.ledger.rules.transfers import TransferKind
from tests.factories import TODAY
from tests.factories.books import account, entered

pytestmark = pytest.mark.django_db
JULY, AUGUST, SEPTEMBER = date(2016, 7, 20), date(2016, 8, 10), date(2016, 9, 1)


@pytest.fixture
def household() -> Account:
    """Earned 500 in July and 300 in August, was paid 400 in August and 100 in September."""
    row = account(AccountKind.PAYABLE, owner_kind="household", owner_key="h1")
    other = account(AccountKind.PAYABLE, owner_kind="household", owner_key="h2")
    bank, opening = account(AccountKind.BANK), account(AccountKind.OPENING)
    sale = account(AccountKind.PROCEEDS, owner_kind="sale", owner_key="1")
    entered({bank: 2_000, opening: -2_000}, happened_on=JULY, kind=TransferKind.OPENING)
    entered({account(AccountKind.CLEARING): 1_000, sale: -1_000}, happened_on=JULY)
    for day, own, others in ((JULY, 500, 100), (AUGUST, 300, 50)):
        entered({sale: own + others, row: -own, other: -others}, happened_on=day)
    entered(
        {row: 400, bank: -400}, reference="payout:1", kind=TransferKind.PAYOUT, happened_on=AUGUST
    )
    entered(
        {row: 100, bank: -100},
        reference="payout:2",
        kind=TransferKind.PAYOUT,
        happened_on=SEPTEMBER,
    )
    return row


def test_a_balance_is_what_stood_there_at_the_end_of_a_day(household: Account) -> None:
    days = (date(2016, 7, 19), JULY, AUGUST, SEPTEMBER, TODAY)

    assert [balance(household, on=day) for day in days] == [0, 500, 400, 300, 300]
    assert balance(account(AccountKind.BANK), on=TODAY) == 1_500
    household.refresh_from_db()
    assert household.left_fen == 300


def test_a_trial_balance_shows_each_kind_by_side_in_one_query(
    household: Account, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = trial_balance(on=AUGUST)

    assert found.rows == (
        TrialRow(AccountKind.BANK, accounts=1, debit_fen=2_000, credit_fen=400),
        TrialRow(AccountKind.CLEARING, accounts=1, debit_fen=1_000, credit_fen=0),
        TrialRow(AccountKind.PROCEEDS, accounts=1, debit_fen=950, credit_fen=1_000),
        TrialRow(AccountKind.PAYABLE, accounts=2, debit_fen=400, credit_fen=950),
        TrialRow(AccountKind.OPENING, accounts=1, debit_fen=0, credit_fen=2_000),
    )
    assert [row.balance_fen for row in found.rows] == [1_600, 1_000, 50, 550, 2_000]
    assert [row.side for row in found.rows[1:3]] == [Side.DEBIT, Side.CREDIT]
    assert found.debit_fen == found.credit_fen == 4_350
    assert found.is_balanced


def test_books_without_entries_balance() -> None:
    found = trial_balance(on=TODAY)

    assert (found.rows, found.debit_fen, found.is_balanced) == ((), 0, True)


def test_a_journal_tells_transfers_in_order_with_their_entries(
    household: Account, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        told = [
            (
                row.happened_on,
                row.kind,
                [(entry.account.kind, entry.amount_fen) for entry in row.entries.all()],
            )
            for row in journal(from_on=AUGUST, to_on=SEPTEMBER)
        ]

    assert told == [
        (AUGUST, "CORRECTION", [("PROCEEDS", 350), ("PAYABLE", -300), ("PAYABLE", -50)]),
        (AUGUST, "PAYOUT", [("PAYABLE", 400), ("BANK", -400)]),
    ]


def test_a_statement_shows_the_balance_after_each_entry(
    household: Account, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = statement(household, from_on=date(2016, 8, 1), to_on=date(2016, 10, 1))

    assert (found.opening_fen, found.closing_fen) == (500, 300)
    assert [(line.happened_on, line.amount_fen, line.balance_fen) for line in found.lines] == [
        (AUGUST, 300, 800),
        (AUGUST, -400, 400),
        (SEPTEMBER, -100, 300),
    ]
    assert (found.lines[1].reference, found.lines[1].kind) == ("payout:1", TransferKind.PAYOUT)


def test_a_statement_begins_where_the_one_before_ended(household: Account) -> None:
    days = [date(2016, month, 1) for month in (7, 8, 9, 10)]
    months = [statement(household, from_on=first, to_on=after) for first, after in pairwise(days)]

    assert [month.opening_fen for month in months] == [0, 500, 400]
    assert [month.closing_fen for month in months] == [500, 400, 300]


def test_a_statement_of_days_without_entries_says_what_stood_there(household: Account) -> None:
    found = statement(household, from_on=date(2016, 8, 20), to_on=date(2016, 8, 31))

    assert (found.opening_fen, found.lines, found.closing_fen) == (400, (), 400)
