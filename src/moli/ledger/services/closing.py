"""Closing a month: from then on nothing is posted into it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Closing
from moli.ledger.queries.balances import posted_through
from moli.ledger.rules.months import last_day_of_month
from moli.ledger.services.posting import MonthClosed


class MonthNotOver(Refusal):
    """A month is closed when its last day has passed."""


@transaction.atomic
def close_month(*, month: date, by: Actor, at: datetime) -> Closing:
    """Close the month in which a day lies, and all before it. Closing twice is once.

    Waits for everybody who is posting, and they for it. Refuses a month that is not over, and one
    that a later closing has closed already.
    """
    through_on = last_day_of_month(month)
    if through_on >= timezone.localdate(at):
        raise MonthNotOver(field="month", through_on=through_on.isoformat())
    _wait_for_postings()
    newest = Closing.objects.order_by("-through_on").first()
    if newest is not None and newest.through_on >= through_on:
        closed = Closing.objects.filter(through_on=through_on).first()
        if closed is None:
            raise MonthClosed(field="month", through_on=newest.through_on.isoformat())
        return closed
    transfers, debit_fen = posted_through(through_on)
    closing = Closing.objects.create(
        through_on=through_on,
        transfers=transfers,
        debit_fen=debit_fen,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    record(
        verb="ledger.close_month",
        on=Subject("closing", closing.key),
        by=by,
        at=at,
        transfers=transfers,
        debit_fen=debit_fen,
    )
    return closing


def _wait_for_postings() -> None:
    """Let no transfer be written until this transaction ends; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_transfer IN SHARE ROW EXCLUSIVE MODE")
