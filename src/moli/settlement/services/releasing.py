"""Moving what takers have earned in a month to what may be paid to them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.ledger.models import Account, Transfer
from moli.ledger.rules.months import last_day_of_month
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.closing import MonthNotOver
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.settlement.queries.takers import earned_until, earnings_accounts
from moli.settlement.rules.shares import earner_of, earnings_prefix, taker_payable


@transaction.atomic
def release_earnings(*, month: date, by: Actor, at: datetime) -> list[Transfer]:
    """Move what each taker has earned up to the end of a month to what it may be paid.

    One transfer for each taker; a second call finds nothing to move, and what is corrected in the
    month later is counted with the next. A taker whose corrections are more than what it earned
    waits until the balance is its own again. Two at once wait for each other. Refuses a month
    that is not over.
    """
    through_on = last_day_of_month(month)
    if through_on >= timezone.localdate(at):
        raise MonthNotOver(field="month", through_on=through_on.isoformat())
    locked = list(
        Account.objects.select_for_update(of=("self",)).filter(earnings_accounts()).order_by("pk")
    )
    earned = earned_until([account.pk for account in locked], through_on=through_on)
    known = set(
        Transfer.objects.filter(
            kind=TransferKind.EARNED, reference__endswith=f":{through_on:%Y-%m}"
        ).values_list("reference", flat=True)
    )
    moved, moved_fen = [], 0
    for account in locked:
        reference = f"{earnings_prefix(earner_of(account.key))}{through_on:%Y-%m}"
        if earned[account.pk] > 0 and reference not in known:
            fen = earned[account.pk]
            moved.append(_move(account, fen=fen, reference=reference, by=by, at=at))
            moved_fen += fen
    if moved:
        record(
            verb="settlement.release_earnings",
            on=Subject("month", through_on.replace(day=1).isoformat()),
            by=by,
            at=at,
            takers=len(moved),
            total_fen=moved_fen,
        )
    return moved


def _move(account: Account, *, fen: int, reference: str, by: Actor, at: datetime) -> Transfer:
    payable = taker_payable(earner_of(account.key))
    return post(
        reference=reference,
        kind=TransferKind.EARNED,
        lines=[Line(account, fen), Line(accounts_for([payable])[payable], -fen)],
        happened_on=timezone.localdate(at),
        by=by,
        at=at,
    )
