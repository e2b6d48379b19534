"""Wiping the books of a demo, which the guards of the database would refuse."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, transaction

from moli.kernel.refusal import Refusal
from moli.ledger.models import Account, Closing, Transfer
from moli.ledger.models.guards import put_up_guards, take_down_guards


class BooksAreKept(Refusal):
    """Only the books of a demo are wiped."""


@transaction.atomic
def wipe_books() -> None:
    """Delete all transfers, entries, closings and accounts of a demo. Twice is once.

    Refuses to touch books with anything in them that are not a demo's.
    """
    if not any(rows.objects.exists() for rows in (Transfer, Closing, Account)):
        return
    if not settings.MOLI_DEMO:
        raise BooksAreKept()
    take_down_guards(connection)
    with connection.cursor() as cursor:
        # Row by row, Django would not let go of a transfer that another reverses.
        for table in ("ledger_entry", "ledger_transfer", "ledger_closing", "ledger_account"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
    put_up_guards(connection)
