"""What the database refuses, whoever asks and in whatever way: every test writes plain SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from moli.audit.services.wiping import BooksAreKept
from moli.ledger.models import Account, Closing, Entry, Transfer
from moli.ledger.models.guards import GUARDS
from moli.ledger.rules.chart import AccountKind
from moli.ledger.services.closing import close_month
from moli.ledger.services.wiping import wipe_books
from tests.factories import NOW, TESTER, TODAY
from tests.factories.books import account, entered, funded
from tests.unchanged import everything, refused

# Some are refused when a transaction ends, so every transaction here truly ends.
pytestmark = pytest.mark.django_db(transaction=True)
AUGUST = date(2016, 8, 31)


def _sql(statement: str, values: Sequence[object] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@transaction.atomic
def _in_one_transaction(*statements: tuple[str, Sequence[object]]) -> None:
    for statement, values in statements:
        _sql(statement, values)


def _books() -> Transfer:
    row = entered({account(AccountKind.FEES): 60, account(AccountKind.CLEARING): -60})
    close_month(month=AUGUST, by=TESTER, at=NOW)
    return row


def _must_refuse(name: str, *statements: tuple[str, Sequence[object]]) -> None:
    """One transaction of these statements fails with this guard's name and leaves nothing."""
    before = everything()
    with pytest.raises(IntegrityError, match=name):
        _in_one_transaction(*statements)
    assert everything() == before


def _announced(entry_count: int, *, happened_on: date = TODAY) -> tuple[str, Sequence[object]]:
    """The statement that writes a transfer without any entry; its number is 900."""
    uid = uuid4()
    return (
        "INSERT INTO ledger_transfer (id, uid, reference, kind, happened_on, entry_count, by_key,"
        " by_name, at) VALUES (900, %s, 'raw:1', 'CORRECTION', %s, %s, 'x', 'x', %s)",
        [str(uid) if connection.vendor == "postgresql" else uid.hex, happened_on, entry_count, NOW],
    )


def _raw_entry(
    sequence: int, row: Account, amount_fen: int, *, transfer_id: int = 900
) -> tuple[str, Sequence[object]]:
    return (
        "INSERT INTO ledger_entry (transfer_id, sequence, account_id, amount_fen)"
        " VALUES (%s, %s, %s, %s)",
        [transfer_id, sequence, row.pk, amount_fen],
    )


@pytest.mark.parametrize(
    ("statement", "guard"),
    [
        ("UPDATE ledger_entry SET amount_fen = 1", "ledger_entry_never_updated"),
        ("UPDATE ledger_entry SET amount_fen = amount_fen", "ledger_entry_never_updated"),
        ("DELETE FROM ledger_entry", "ledger_entry_never_deleted"),
        ("UPDATE ledger_transfer SET reference = 'x'", "ledger_transfer_never_updated"),
        ("DELETE FROM ledger_transfer", "ledger_transfer_never_deleted"),
        ("UPDATE ledger_closing SET through_on = '2016-01-31'", "ledger_closing_never_updated"),
        ("DELETE FROM ledger_closing", "ledger_closing_never_deleted"),
        ("UPDATE ledger_account SET owner_key = 'other'", "ledger_account_keeps_its_owner"),
        ("UPDATE ledger_account SET kind = 'PLATFORM'", "ledger_account_keeps_its_owner"),
    ],
)
def test_what_was_posted_is_not_changed_or_deleted(statement: str, guard: str) -> None:
    _books()

    _must_refuse(guard, (statement, ()))


def test_rows_are_not_emptied_at_a_stroke_either() -> None:
    _books()
    emptying, name = "DELETE FROM ledger_closing", "ledger_closing_never_deleted"
    if connection.vendor == "postgresql":
        emptying, name = "TRUNCATE ledger_closing", "ledger_closing_never_emptied"

    _must_refuse(name, (emptying, ()))


@pytest.mark.parametrize("amounts", [(100, -99), (100, 100)])
def test_a_transfer_that_does_not_sum_to_zero_is_refused(amounts: tuple[int, int]) -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)

    _must_refuse(
        "ledger_transfer_sums_to_zero",
        _announced(2),
        _raw_entry(1, fees, amounts[0]),
        _raw_entry(2, clearing, amounts[1]),
    )


@pytest.mark.parametrize("entries", [0, 1, 2])
def test_no_transaction_ends_with_a_transfer_that_lacks_an_entry(entries: int) -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)
    written = [_raw_entry(1, fees, 100), _raw_entry(2, clearing, -100)][:entries]
    # SQLite's deferred keys are all called the same.
    name = (
        "ledger_transfer_sums_to_zero"
        if connection.vendor == "postgresql"
        else "FOREIGN KEY constraint failed"
    )

    _must_refuse(name, _announced(3), *written)


def test_the_last_entry_does_not_stand_in_for_one_that_is_missing() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)

    _must_refuse(
        "ledger_transfer_sums_to_zero",
        _announced(3),
        _raw_entry(1, fees, 100),
        _raw_entry(3, clearing, -100),
    )


def test_a_whole_transfer_may_be_written_in_plain_sql() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)

    _in_one_transaction(_announced(2), _raw_entry(1, fees, 100), _raw_entry(2, clearing, -100))

    assert Transfer.objects.get(reference="raw:1").entries.count() == 2


def test_a_transfer_that_is_complete_takes_no_more_entries() -> None:
    row = _books()
    fees = account(AccountKind.FEES)

    _must_refuse(
        "ledger_entry_has_its_place",
        _raw_entry(3, fees, 100, transfer_id=row.pk),
        _raw_entry(4, fees, -100, transfer_id=row.pk),
    )


def test_an_entry_beyond_those_announced_is_refused() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)

    _must_refuse(
        "ledger_entry_has_its_place",
        _announced(2),
        _raw_entry(1, fees, 100),
        _raw_entry(3, clearing, -100),
    )


def test_nothing_comes_into_a_closed_month() -> None:
    _books()
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)

    _must_refuse(
        "ledger_entry_month_is_open",
        _announced(2, happened_on=AUGUST),
        _raw_entry(1, fees, 100),
        _raw_entry(2, clearing, -100),
    )


def test_an_account_that_can_run_out_is_never_below_nought() -> None:
    bank = funded(AccountKind.BANK, 100)

    with pytest.raises(IntegrityError, match="ledger_account_never_below_nought"):
        _sql("UPDATE ledger_account SET left_fen = -1 WHERE id = %s", [bank.pk])
    with pytest.raises(IntegrityError, match="ledger_account_kind_says"):
        _sql("UPDATE ledger_account SET left_fen = NULL WHERE id = %s", [bank.pk])


def test_what_is_in_the_books_is_not_wiped_outside_a_demo() -> None:
    _books()

    with override_settings(MOLI_DEMO=False), refused(BooksAreKept):
        wipe_books()
    with override_settings(MOLI_DEMO=False), refused(BooksAreKept):
        call_command("flush", interactive=False, verbosity=0)


def test_a_demo_is_wiped_and_guarded_again() -> None:
    _books()

    wipe_books()
    wipe_books()

    assert not any(rows.objects.exists() for rows in (Transfer, Entry, Closing, Account))
    assert GUARDS.standing(connection) == GUARDS.names(connection)
    _books()
    _must_refuse("ledger_entry_never_deleted", ("DELETE FROM ledger_entry", ()))


def test_a_flush_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    _books()
    monkeypatch.setattr("builtins.input", lambda question: "no")
    before = everything()

    call_command("flush", interactive=True, verbosity=0)
    assert everything() == before

    monkeypatch.setattr("builtins.input", lambda question: "yes")
    call_command("flush", interactive=True, verbosity=0)
    assert not Transfer.objects.exists()


def test_guards_go_and_come_back_with_their_migration() -> None:
    try:
        call_command("migrate", "ledger", "0001", verbosity=0)
        assert GUARDS.standing(connection) == frozenset()
    finally:
        call_command("migrate", verbosity=0)  # what stands on the ledger came down with it
    assert GUARDS.standing(connection) == GUARDS.names(connection)
