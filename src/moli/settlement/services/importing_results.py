"""A bank's file of results: looked through whole, then taken once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from moli.kernel.actor import Actor
from moli.kernel.report import ImportReport, SheetRefused
from moli.settlement.models import BankResult, PayoutBatch
from moli.settlement.queries.batches import expected_of
from moli.settlement.rules.payouts import BatchState
from moli.settlement.rules.result_sheets import ResultRow, Row, read_results
from moli.settlement.services.making_batches import PayoutBatchMovedOn
from moli.settlement.services.taking_results import ResultsOfAnotherBatch, take_results


@dataclass(frozen=True)
class ReadFile:
    """A file in which nothing is at fault: its rows, and the row of its taking, if it was taken.

    `pending` more of its rows say that the bank is not done yet.
    """

    rows: tuple[ResultRow, ...]
    pending: int
    taken: BankResult | None


def look_through(rows: Sequence[tuple[int, Row]], *, batch_id: int, file_hash: str) -> ReadFile:
    """What a file would do, without doing it.

    `rows` are the sheet's rows with their numbers. Refuses a batch that is not approved, a file
    that was taken for another batch, and, with every cell that must be mended, a file at fault.
    """
    batch = PayoutBatch.objects.get(pk=batch_id)
    if batch.state != BatchState.APPROVED:
        raise PayoutBatchMovedOn(field="batch", batch_state=BatchState(batch.state))
    taken = BankResult.objects.filter(file_hash=file_hash).first()
    if taken is not None and taken.batch_id != batch.pk:
        raise ResultsOfAnotherBatch(field="file")
    read = read_results(rows, batch=batch.pk, expected=expected_of(batch))
    if read.findings:
        raise SheetRefused(ImportReport(rows=len(rows), findings=read.findings))
    return ReadFile(read.rows, read.pending, taken)


@transaction.atomic
def import_results(
    rows: Sequence[tuple[int, Row]], *, batch_id: int, file_hash: str, by: Actor, at: datetime
) -> BankResult:
    """Take a file whole, or not at all; the same file again returns the first taking.

    Refuses what `look_through` refuses, and what `take_results` does.
    """
    read = look_through(rows, batch_id=batch_id, file_hash=file_hash)
    return take_results(
        batch_id=batch_id,
        results=[row.result for row in read.rows],
        file_hash=file_hash,
        by=by,
        at=at,
    )
