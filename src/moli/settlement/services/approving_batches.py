"""Approving a batch: another person than its maker, and with it the money leaves the books."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Transfer
from moli.ledger.rules.chart import AccountKey, AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.locking import lock_accounts
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.settlement.models import Payout, PayoutBatch
from moli.settlement.queries.owed import debts_of
from moli.settlement.rules.payouts import BatchState, PayoutState
from moli.settlement.rules.shares import OFFICE_BANK, household_account
from moli.settlement.services.making_batches import PayoutBatchMovedOn


class ApprovedByMaker(Refusal):
    """Nobody approves a batch that they made."""


class BatchOutOfDate(Refusal):
    """A household is owed less, owes more, or has no account any more since the batch was made."""


@transaction.atomic
def approve_batch(*, batch_id: int, by: Actor, at: datetime) -> PayoutBatch:
    """Approve a batch and post it: households are paid from the office's bank, in one transfer.

    A second call changes nothing, and two who approve at once approve once. Refuses the maker, a
    batch that was cancelled, one that no longer fits what is owed (it is cancelled and made anew),
    and more than stands in the bank.
    """
    batch = PayoutBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if by.key == batch.maker_key:
        raise ApprovedByMaker(field="batch")
    if batch.state == BatchState.APPROVED:
        return batch
    if batch.state != BatchState.MADE:
        raise PayoutBatchMovedOn(field="batch", batch_state=BatchState(batch.state))
    rows = batch.payouts.select_related("household", "bank_account").order_by("pk")
    # The accounts too: what is with the bank is not forgotten, what is forgotten is not approved.
    payouts = list(rows.select_for_update(of=("self", "bank_account")))
    _judge(payouts)
    batch.transfer = _post(batch, payouts, by=by, at=at)
    batch.state, batch.approved_at = BatchState.APPROVED, at
    batch.checker_key, batch.checker_name = by.key, by.name
    batch.save(update_fields=["transfer", "state", "approved_at", "checker_key", "checker_name"])
    batch.payouts.update(state=PayoutState.SENT)
    record(
        verb="settlement.approve_batch",
        on=Subject("payout_batch", batch.key),
        by=by,
        at=at,
        total_fen=batch.total_fen,
        payouts=batch.payouts_count,
    )
    return batch


def _judge(payouts: list[Payout]) -> None:
    keys = [payout.household.key for payout in payouts]
    # The bank with them: it is posted to below, and whoever takes results locks it before these.
    payable = [household_account(key, AccountKind.PAYABLE) for key in keys]
    locked = lock_accounts([OFFICE_BANK, *payable])
    left = {key.owner_key: locked[key].left_fen or 0 for key in payable}
    debts = debts_of(keys)
    changed = [
        payout
        for payout in payouts
        if not payout.bank_account.number_index
        or left[payout.household.key] < payout.total_fen + _debt(payout, debts)
        or (payout.attempt_of_id is None and payout.netted_fen != _debt(payout, debts))
    ]
    if changed:
        raise BatchOutOfDate(field="batch", value=len(changed))


def _debt(payout: Payout, debts: dict[str, int]) -> int:
    return debts.get(payout.household.key, 0)


def _post(batch: PayoutBatch, payouts: list[Payout], *, by: Actor, at: datetime) -> Transfer:
    sums: dict[AccountKey, int] = defaultdict(int)
    for payout in payouts:
        key = payout.household.key
        sums[household_account(key, AccountKind.PAYABLE)] += payout.total_fen + payout.netted_fen
        if payout.netted_fen:
            sums[household_account(key, AccountKind.RECEIVABLE)] -= payout.netted_fen
        sums[OFFICE_BANK] -= payout.total_fen
    accounts = accounts_for(sums)
    return post(
        reference=f"payout:{batch.key}",
        kind=TransferKind.PAYOUT,
        lines=[Line(accounts[key], fen) for key, fen in sums.items()],
        happened_on=timezone.localdate(at),
        by=by,
        at=at,
    )
