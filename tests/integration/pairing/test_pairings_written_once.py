"""What was planned, said and promised stays, and goes with a demo alone."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from moli.audit.services.wiping import BooksAreKept
from moli.pairing.models import Pairing, PairPlan, Visit
from moli.pairing.models.guards import GUARDS
from moli.pairing.services.wiping import wipe_pairings
from tests.cli.pairing_breaks import kept_pairings
from tests.unchanged import everything, refused

pytestmark = pytest.mark.django_db(transaction=True)


def _must_refuse(statement: str, guard: str) -> None:
    with (
        pytest.raises(IntegrityError, match=guard),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_no_row_that_was_written_once_is_changed_or_deleted() -> None:
    kept_pairings()
    before = everything()
    for table in GUARDS.tables:
        _must_refuse(f"UPDATE {table} SET id = id", f"{table}_never_updated")  # noqa: S608
        _must_refuse(f"DELETE FROM {table}", f"{table}_never_deleted")  # noqa: S608
    assert everything() == before


def test_a_demo_s_pairings_are_wiped_also_those_that_took_another_s_place() -> None:
    kept_pairings()
    assert Pairing.objects.exclude(instead_of=None).exists()
    with override_settings(MOLI_DEMO=False), refused(BooksAreKept):
        wipe_pairings()

    wipe_pairings()
    wipe_pairings()

    assert not any(rows.objects.exists() for rows in (Pairing, PairPlan, Visit))
    assert GUARDS.standing(connection) == GUARDS.names(connection)


def test_a_flushed_demo_has_no_pairings_and_is_guarded() -> None:
    kept_pairings()
    call_command("flush", interactive=False, verbosity=0)
    assert not Pairing.objects.exists()
    assert GUARDS.standing(connection) == GUARDS.names(connection)
    kept_pairings()
    _must_refuse("DELETE FROM pairing_promise", "pairing_promise_never_deleted")
