"""What the bank says became of payouts, row by row; what it returns is owed again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.locking import lock_accounts
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.settlement.models import BankResult, Payout, PayoutBatch
from moli.settlement.rules.payouts import (
    BatchState,
    PayoutState,
    Result,
    ResultOutOfPlace,
    may_become,
)
from moli.settlement.rules.shares import OFFICE_BANK, household_account
from moli.settlement.services.making_batches import PayoutBatchMovedOn


class ResultsOfAnotherBatch(Refusal):
    """This file was taken for another batch."""


@transaction.atomic
def take_results(
    *, batch_id: int, results: Sequence[Result], file_hash: str, by: Actor, at: datetime
) -> BankResult:
    """Take a file of results, whole or not at all; the same file again returns the first.

    A payout that was returned is owed to its household again, and may be sent again. What the
    bank called paid it may still return; what was returned stays so, whatever an older file says,
    so that files may come in any order. Refuses a batch that is not approved, and rows that name
    no payout of it or one twice.
    """
    batch = PayoutBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    known = BankResult.objects.filter(file_hash=file_hash).first()
    if known is not None:
        if known.batch_id != batch.pk:
            raise ResultsOfAnotherBatch(field="file")
        return known
    if batch.state != BatchState.APPROVED:
        raise PayoutBatchMovedOn(field="batch", batch_state=BatchState(batch.state))
    payouts = _payouts(batch, results)
    _lock_owed(payouts, results)
    told = [each for each in results if _take(payouts[each.payout_key], each, by=by, at=at)]
    returned = sum(each.returned is not None for each in told)
    row = BankResult.objects.create(
        batch=batch,
        file_hash=file_hash,
        paid_count=len(told) - returned,
        returned_count=returned,
        unchanged_count=len(results) - len(told),
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    record(
        verb="settlement.take_results",
        on=Subject("payout_batch", batch.key),
        by=by,
        at=at,
        paid=row.paid_count,
        returned=row.returned_count,
        unchanged=row.unchanged_count,
    )
    return row


def _payouts(batch: PayoutBatch, results: Sequence[Result]) -> dict[str, Payout]:
    rows = (
        Payout.objects.select_for_update(of=("self",))
        .filter(batch=batch)
        .select_related("household")
        .order_by("pk")
    )
    payouts = {row.key: row for row in rows}
    named = [each.payout_key for each in results]
    strange = len(set(named) - set(payouts)) + len(named) - len(set(named))
    if strange:
        raise ResultOutOfPlace(field="file", value=strange)
    return payouts


def _lock_owed(payouts: dict[str, Payout], results: Sequence[Result]) -> None:
    """Lock what all that is returned is posted to: row by row, two files could wait in a ring."""
    back = [payouts[each.payout_key] for each in results if each.returned is not None]
    if back:
        payable = [household_account(row.household.key, AccountKind.PAYABLE) for row in back]
        lock_accounts([OFFICE_BANK, *payable])


def _take(payout: Payout, result: Result, *, by: Actor, at: datetime) -> bool:
    """Whether the row said something new."""
    if not may_become(payout.state, result.state):
        return False
    payout.state, payout.told_at = result.state, at
    payout.return_reason = result.returned or ""
    payout.save(update_fields=["state", "told_at", "return_reason"])
    if result.state is PayoutState.RETURNED:
        _owe_again(payout, by=by, at=at)
    return True


def _owe_again(payout: Payout, *, by: Actor, at: datetime) -> None:
    payable = household_account(payout.household.key, AccountKind.PAYABLE)
    accounts = accounts_for([OFFICE_BANK, payable])
    post(
        reference=f"returned:{payout.key}",
        kind=TransferKind.RETURNED,
        lines=[
            Line(accounts[OFFICE_BANK], payout.total_fen),
            Line(accounts[payable], -payout.total_fen),
        ],
        happened_on=timezone.localdate(at),
        by=by,
        at=at,
    )
