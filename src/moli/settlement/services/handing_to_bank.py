"""The list that the bank gets of an approved batch: the one place where full numbers leave."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.households.services.opening import keep_bank_list_looks
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.settlement.models import PayoutBatch
from moli.settlement.rules.payouts import BatchState
from moli.settlement.services.making_batches import PayoutBatchMovedOn

# Said to each household on its own page, which is written in the county's language.
_REASON = "交给银行打款"


class BankListChanged(Refusal):
    """The list would say something else than the one that the bank has."""


class ListedAccountForgotten(Refusal):
    """An account of the list was forgotten with its household: there is no number to pay to."""


@dataclass(frozen=True)
class BankRow:
    """One payout as the bank carries it out; `payout_key` comes back with the result."""

    payout_key: str
    holder_name: str
    bank_name: str
    number: str
    total_fen: int


@dataclass(frozen=True)
class BankList:
    """All payouts of a batch, in their order, and the hash that tells this list from others.

    A door writes the file, and sees to it that no cell of it is taken for a formula.
    """

    batch: PayoutBatch
    rows: tuple[BankRow, ...]
    file_hash: str


@transaction.atomic
def bank_list(*, batch_id: int, by: Actor, at: datetime) -> BankList:
    """The list of an approved batch with full account numbers.

    It is the same every time. Each call is one line of the trail, and a look at the account of
    each of its households, which they can read. Refuses a batch that is not approved, a list in
    which an account was forgotten, and one that would differ from the first.
    """
    batch = PayoutBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state != BatchState.APPROVED:
        raise PayoutBatchMovedOn(field="batch", batch_state=BatchState(batch.state))
    payouts = list(batch.payouts.select_related("bank_account").order_by("pk"))
    forgotten = sum(not payout.bank_account.number_index for payout in payouts)
    if forgotten:
        raise ListedAccountForgotten(field="batch", value=forgotten)
    rows = tuple(
        BankRow(
            payout_key=payout.key,
            holder_name=payout.bank_account.holder_name,
            bank_name=payout.bank_account.bank_name,
            number=payout.bank_account.number,
            total_fen=payout.total_fen,
        )
        for payout in payouts
    )
    file_hash = hashlib.sha256(repr([astuple(row) for row in rows]).encode()).hexdigest()
    if batch.file_hash not in {"", file_hash}:
        raise BankListChanged(field="batch")
    batch.file_hash = file_hash
    batch.save(update_fields=["file_hash"])
    keep_bank_list_looks(
        household_ids=[payout.household_id for payout in payouts], reason=_REASON, by=by, at=at
    )
    record(
        verb="settlement.hand_to_bank",
        on=Subject("payout_batch", batch.key),
        by=by,
        at=at,
        payouts=len(rows),
    )
    return BankList(batch, rows, file_hash)
