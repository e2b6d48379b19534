"""Rows that are written once: plain SQL cannot change, delete or empty them, whoever asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test import override_settings

from moli.audit.models.guards import Guards
from moli.audit.services.wiping import BooksAreKept
from moli.ledger.models.guards import GUARDS as LEDGER
from moli.orders.models import Payment, StockMove
from moli.orders.models.guards import GUARDS as ORDERS
from moli.orders.services.wiping import wipe_orders
from moli.settlement.models import Settlement, Share
from moli.settlement.models.guards import GUARDS as SETTLEMENT
from moli.settlement.services.stating import draw_up_statements
from moli.settlement.services.wiping import wipe_settlements
from tests.cli.settlement_breaks import settled_shop
from tests.factories import NOW, TESTER, TODAY, YAOBU, household
from tests.unchanged import everything, refused

pytestmark = pytest.mark.django_db(transaction=True)
GUARDED = [(guards, table) for guards in (ORDERS, SETTLEMENT) for table in guards.tables]
NOT_IN_THE_SHOP = {"orders_shrinkage"}


def _shop() -> None:
    for _ in range(2):
        household(village_code=YAOBU)
    settled_shop()
    draw_up_statements(month=TODAY, by=TESTER, at=NOW + timedelta(days=30))


def _must_refuse(statement: str, guard: str) -> None:
    with (
        pytest.raises(IntegrityError, match=guard),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def _is_empty(table: str) -> bool:
    (model,) = (each for each in apps.get_models() if each._meta.db_table == table)
    return not QuerySet(model).exists()


def test_no_row_that_was_written_once_is_changed_deleted_or_emptied() -> None:
    _shop()
    before = everything()

    for _, table in GUARDED:
        if table in NOT_IN_THE_SHOP:
            continue
        assert not _is_empty(table), table
        _must_refuse(f"UPDATE {table} SET id = id", f"{table}_never_updated")  # noqa: S608
        _must_refuse(f"DELETE FROM {table}", f"{table}_never_deleted")  # noqa: S608
        if connection.vendor == "postgresql":
            _must_refuse(f"TRUNCATE {table} CASCADE", "_never_emptied")

    assert everything() == before


@pytest.mark.parametrize("guards", [LEDGER, ORDERS, SETTLEMENT], ids=lambda each: each.room)
def test_every_guard_of_a_room_stands(guards: Guards) -> None:
    assert guards.standing(connection) == guards.names(connection)
    assert len(guards.names(connection)) >= 2 * len(guards.tables)


def test_a_demo_is_wiped_and_guarded_again() -> None:
    _shop()

    wipe_settlements()
    wipe_settlements()
    wipe_orders()
    wipe_orders()

    assert not any(rows.objects.exists() for rows in (Settlement, Share, Payment, StockMove))
    for guards in (ORDERS, SETTLEMENT):
        assert guards.standing(connection) == guards.names(connection)


def test_what_was_written_once_is_not_wiped_outside_a_demo() -> None:
    _shop()

    for wiping in (wipe_settlements, wipe_orders):
        with override_settings(MOLI_DEMO=False), refused(BooksAreKept):
            wiping()
    with override_settings(MOLI_DEMO=False), refused(BooksAreKept):
        call_command("flush", interactive=False, verbosity=0)


def test_a_flushed_demo_is_empty_and_guarded() -> None:
    _shop()

    call_command("flush", interactive=False, verbosity=0)

    assert all(_is_empty(table) for _, table in GUARDED)
    _shop()
    _must_refuse("DELETE FROM orders_payment", "orders_payment_never_deleted")
