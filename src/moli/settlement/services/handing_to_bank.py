"""The list that the bank gets of an approved batch: the one place where full numbers leave."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.settlement.models import PayoutBatch
from moli.settlement.rules.payouts import BatchState
from moli.settlement.services.making_batches import PayoutBatchMovedOn


class BankListChanged(Refusal):
    """The list would say something else than the one that the bank has."""


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
    """The list of an approved batch with full account numbers; each call is one line of the trail.

    It is the same every time. Refuses a batch that is not approved, and a list that would differ
    from the first.
    """
    batch = PayoutBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state != BatchState.APPROVED:
        raise PayoutBatchMovedOn(field="batch", batch_state=BatchState(batch.state))
    rows = tuple(
        BankRow(
            payout_key=payout.key,
            holder_name=payout.bank_account.holder_name,
            bank_name=payout.bank_account.bank_name,
            number=payout.bank_account.number,
            total_fen=payout.total_fen,
        )
        for payout in batch.payouts.select_related("bank_account").order_by("pk")
    )
    file_hash = hashlib.sha256(repr([astuple(row) for row in rows]).encode()).hexdigest()
    if batch.file_hash not in {"", file_hash}:
        raise BankListChanged(field="batch")
    batch.file_hash = file_hash
    batch.save(update_fields=["file_hash"])
    record(
        verb="settlement.hand_to_bank",
        on=Subject("payout_batch", batch.key),
        by=by,
        at=at,
        payouts=len(rows),
    )
    return BankList(batch, rows, file_hash)
