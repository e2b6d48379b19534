"""A bank's file: looked through whole, taken once, refused whole when anything is at fault."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from moli.kernel.report import SheetRefused
from moli.ledger.models import Account
from moli.settlement.models import BankResult, Payout, PayoutBatch
from moli.settlement.rules.bank_numbers import PayoutPlace, payout_number
from moli.settlement.services.approving_batches import approve_batch
from moli.settlement.services.importing_results import import_results, look_through
from moli.settlement.services.making_batches import PayoutBatchMovedOn, send_again
from moli.settlement.services.taking_results import ResultsOfAnotherBatch
from tests.concurrency import at_once
from tests.factories import NOW, key
from tests.factories.settlement import CHECKER, MAKER, batch_made, batch_sent, earned, payout_of
from tests.unchanged import refused, unchanged

Rows = list[tuple[int, dict[str, Any]]]


def rows_of(batch: PayoutBatch, *, returned: int | None = None) -> Rows:
    """What a bank says of a batch: all paid, but for one place."""
    return [
        (
            place + 1,
            {
                "金额": f"{payout.total_fen / 100:.2f}",
                "附言": payout_number(PayoutPlace(batch.pk, place)),
                "状态": "退票" if place == returned else "成功",
                "失败原因": "户名不符" if place == returned else None,
            },
        )
        for place, payout in enumerate(batch.payouts.order_by("pk"), start=1)
    ]


def _take(batch: PayoutBatch, rows: Rows, *, file: str = "f1") -> BankResult:
    return import_results(rows, batch_id=batch.pk, file_hash=file, by=MAKER, at=NOW)


@pytest.mark.django_db
def test_a_file_is_looked_through_without_changing_anything() -> None:
    earned()
    batch = batch_sent()

    with unchanged():
        read = look_through(rows_of(batch, returned=2), batch_id=batch.pk, file_hash="f1")

    assert [row.result.returned is not None for row in read.rows] == [False, True, False]
    assert read.taken is None


@pytest.mark.django_db
def test_a_file_is_taken_once() -> None:
    _, (first, second, _) = earned()
    batch = batch_sent()
    rows = rows_of(batch, returned=2)

    taken = _take(batch, rows)
    with unchanged():
        assert _take(batch, rows) == taken

    assert (taken.paid_count, taken.returned_count) == (2, 1)
    assert payout_of(batch, first).state == "PAID"
    assert payout_of(batch, second).return_reason == "NAME_DIFFERS"
    assert look_through(rows, batch_id=batch.pk, file_hash="f1").taken == taken


@pytest.mark.django_db
def test_one_fault_and_nothing_of_the_file_is_taken() -> None:
    earned()
    batch = batch_sent()
    rows = rows_of(batch)
    rows[2][1]["金额"] = "53.13"

    with unchanged(), pytest.raises(SheetRefused) as caught:
        _take(batch, rows)

    (finding,) = caught.value.report.findings
    assert (finding.row, finding.code) == (4, "RESULT_AMOUNT_DIFFERS")


@pytest.mark.django_db
def test_a_file_of_another_batch_is_refused() -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()
    rows = rows_of(batch, returned=1)
    _take(batch, rows)
    other = send_again(payout_ids=[payout_of(batch, first).pk], request_key=key(), by=MAKER, at=NOW)
    with refused(PayoutBatchMovedOn, field="batch", batch_state="MADE"):
        _take(other, rows_of(other), file="f2")

    approve_batch(batch_id=other.pk, by=CHECKER, at=NOW)
    with refused(ResultsOfAnotherBatch, field="file"):
        _take(other, rows)
    with unchanged(), pytest.raises(SheetRefused) as caught:
        _take(other, rows, file="f3")
    assert {each.code for each in caught.value.report.findings} == {"RESULT_OF_ANOTHER_BATCH"}


@pytest.mark.django_db
def test_results_of_a_batch_that_nobody_approved_are_refused() -> None:
    earned()
    batch = batch_made()

    with refused(PayoutBatchMovedOn, field="batch", batch_state="MADE"):
        look_through(rows_of(batch), batch_id=batch.pk, file_hash="f1")


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_one_file_imported_from_ten_sides_is_taken_once() -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()
    rows = rows_of(batch, returned=1)

    outcomes = at_once([partial(_take, batch, rows)] * 10)

    assert all(each.ok for each in outcomes)
    assert BankResult.objects.count() == 1
    assert Payout.objects.filter(state="RETURNED").count() == 1
    assert Account.objects.get(owner_key=first.key, kind="PAYABLE").left_fen == 16_000
