"""Putting payouts together: what is owed now, or what the bank returned; another approves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Account
from moli.settlement.models import BankAccount, Payout, PayoutBatch
from moli.settlement.queries.owed import Owed, owed, payable_accounts, sent_again
from moli.settlement.rules.payouts import PAYOUTS_MAX, BatchState, PayoutState


class NothingToPayOut(Refusal):
    """No household with an account at a bank has anything to be paid."""


class NotReturned(Refusal):
    """Only what the bank returned is sent again, and only once."""


class PayoutWaits(Refusal):
    """A household waits for another batch; that one is approved or cancelled first."""


@dataclass(frozen=True)
class _Draft:
    """A payout before it has its batch."""

    household: Household
    bank_account: BankAccount
    total_fen: int
    netted_fen: int = 0
    attempt_of: Payout | None = None


@transaction.atomic
def make_batch(*, request_key: UUID, by: Actor, at: datetime) -> PayoutBatch:
    """Put together what every household with a bank account is owed, less what it owes.

    Nothing is posted: another person must approve. The same key again answers with the first
    batch. Leaves out households that wait for another batch, those without a bank account, and
    what the bank returned (`send_again`); at most `PAYOUTS_MAX`, the rest with the next batch.
    Refuses when nothing is left.
    """
    _lock_payables()
    known = PayoutBatch.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    waiting = _waiting()
    drafts = [
        _Draft(each.household, each.bank_account, each.total_fen, each.debt_fen)
        for each in owed(on=timezone.localdate(at))
        if each.bank_account and each.total_fen and each.household.pk not in waiting
    ]
    return _store(drafts[:PAYOUTS_MAX], request_key=request_key, by=by, at=at)


@transaction.atomic
def send_again(
    *, payout_ids: Sequence[int], request_key: UUID, by: Actor, at: datetime
) -> PayoutBatch:
    """Put what the bank returned into a new batch, to the accounts that are named by now.

    Once for each payout, unless the new batch is cancelled. The same key again answers with the
    first batch. Pays no more than is still owed. Refuses a payout that the bank did not return or
    that was sent again, a household that waits for another batch, and when nothing is left.
    """
    returned = list(
        Payout.objects.select_for_update(of=("self",))
        .filter(pk__in=payout_ids)
        .select_related("household")
        .order_by("pk")
    )
    _lock_payables([row.household.key for row in returned])
    known = PayoutBatch.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    done = sent_again()
    if not returned or any(row.state != PayoutState.RETURNED or row.pk in done for row in returned):
        raise NotReturned(field="payouts")
    households = {row.household_id for row in returned}
    if len(households) < len(returned) or households & _waiting():
        raise PayoutWaits(field="payouts")
    standing = owed(on=timezone.localdate(at), keys=[row.household.key for row in returned])
    by_household = {each.household.pk: each for each in standing}
    drafts = [
        draft for row in returned if (draft := _again(row, by_household.get(row.household_id)))
    ]
    return _store(drafts, request_key=request_key, by=by, at=at)


@transaction.atomic
def cancel_batch(*, batch_id: int, by: Actor, at: datetime) -> PayoutBatch:
    """Give up a batch that nobody approved; its households may be put into another.

    A second call changes nothing. Refuses a batch that is approved: the bank has it.
    """
    batch = PayoutBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state == BatchState.CANCELLED:
        return batch
    if batch.state != BatchState.MADE:
        raise PayoutBatchMovedOn(field="batch", batch_state=BatchState(batch.state))
    batch.state = BatchState.CANCELLED
    batch.save(update_fields=["state"])
    batch.payouts.update(state=PayoutState.CANCELLED)
    record(verb="settlement.cancel_batch", on=Subject("payout_batch", batch.key), by=by, at=at)
    return batch


class PayoutBatchMovedOn(Refusal):
    """A batch is no longer in a state that allows this step."""


def _again(row: Payout, standing: Owed | None) -> _Draft | None:
    """What is sent again: no more than still stands to the household's credit."""
    if standing is None or standing.bank_account is None:
        return None
    fen = min(row.total_fen, standing.payable_fen - standing.debt_fen)
    if fen <= 0:
        return None
    return _Draft(row.household, standing.bank_account, fen, 0, row)


def _lock_payables(keys: Sequence[str] | None = None) -> None:
    """Let nobody else put the same money into a batch, or take it, until we are done."""
    pks = [account.pk for account in payable_accounts(keys)]
    rows = Account.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    list(rows.values_list("pk", flat=True))


def _waiting() -> set[int]:
    rows = Payout.objects.filter(state=PayoutState.WAITING)
    return set(rows.values_list("household", flat=True))


def _store(drafts: Sequence[_Draft], *, request_key: UUID, by: Actor, at: datetime) -> PayoutBatch:
    if not drafts:
        raise NothingToPayOut(field="batch")
    batch = PayoutBatch.objects.create(
        request_key=request_key,
        state=BatchState.MADE,
        total_fen=sum(draft.total_fen for draft in drafts),
        payouts_count=len(drafts),
        maker_key=by.key,
        maker_name=by.name,
        made_at=at,
    )
    Payout.objects.bulk_create(
        Payout(batch=batch, state=PayoutState.WAITING, **vars(draft)) for draft in drafts
    )
    record(
        verb="settlement.make_batch",
        on=Subject("payout_batch", batch.key),
        by=by,
        at=at,
        total_fen=batch.total_fen,
        payouts=batch.payouts_count,
    )
    return batch
