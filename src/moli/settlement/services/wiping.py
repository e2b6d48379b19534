"""Wiping the settlements of a demo, which name transfers that are wiped after them."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import QuerySet

from moli.ledger.services.wiping import BooksAreKept
from moli.settlement.models import (
    BankAccount,
    BankResult,
    Correction,
    Payout,
    PayoutBatch,
    Settlement,
    Share,
    Statement,
    WaterfallRule,
)

# What names another comes first.
_ROWS: tuple[type[models.Model], ...] = (
    *(BankResult, Payout, PayoutBatch, Share, Correction, Settlement),
    *(Statement, BankAccount, WaterfallRule),
)


@transaction.atomic
def wipe_settlements() -> None:
    """Delete everything of this room in a demo. Twice is once.

    Refuses where anything stands that is not a demo's.
    """
    if not any(QuerySet(rows).exists() for rows in _ROWS):
        return
    if not settings.MOLI_DEMO:
        raise BooksAreKept()
    with connection.cursor() as cursor:
        # Row by row, Django would not let go of a payout that another is an attempt of.
        for rows in _ROWS:
            cursor.execute(f'DELETE FROM "{rows._meta.db_table}"')  # noqa: S608, SLF001
