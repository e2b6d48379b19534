"""Wiping rows of a demo that the database would not let go of."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import QuerySet

from moli.audit.models.guards import Guards
from moli.kernel.refusal import Refusal


class BooksAreKept(Refusal):
    """Only what is written once in a demo is wiped."""


@transaction.atomic
def wipe(rows: Sequence[type[models.Model]], *, guards: Guards) -> None:
    """Delete all rows of some tables of a demo; what names another comes first. Twice is once.

    Their guards come down meanwhile. Refuses where anything stands that is not a demo's.
    """
    if not any(QuerySet(each).exists() for each in rows):
        return
    if not settings.MOLI_DEMO:
        raise BooksAreKept()
    guards.take_down(connection)
    with connection.cursor() as cursor:
        # Row by row, Django would not let go of one that another names.
        for each in rows:
            cursor.execute(f'DELETE FROM "{each._meta.db_table}"')  # noqa: S608, SLF001
    guards.put_up(connection)
