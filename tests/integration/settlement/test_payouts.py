"""Payouts: made by one, approved by another, carried out by a bank, returned and sent again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from moli.audit.models import Event
from moli.households.models import Household
from moli.ledger.models import Account
from moli.ledger.services.posting import NotEnoughInAccount, ReferenceTaken
from moli.settlement.models import BankResult, Payout, PayoutBatch
from moli.settlement.rules.payouts import Result, ResultOutOfPlace, ReturnReason
from moli.settlement.services.approving_batches import (
    ApprovedByMaker,
    BatchOutOfDate,
    approve_batch,
)
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.handing_over import MoreThanChannelHolds, hand_over
from moli.settlement.services.handing_to_bank import bank_list
from moli.settlement.services.making_batches import (
    NothingToPayOut,
    NotReturned,
    PayoutBatchMovedOn,
    PayoutWaits,
    cancel_batch,
    make_batch,
    send_again,
)
from moli.settlement.services.taking_results import ResultsOfAnotherBatch, take_results
from tests.factories import NOW, TESTER, TODAY, key
from tests.factories.settlement import (
    CHECKER,
    MAKER,
    batch_made,
    batch_sent,
    brought_back,
    card_of,
    earned,
    general_rule,
    money_in_bank,
    packed_order,
    payout_of,
    settled,
    shelf_of_three,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _payable(row: Household) -> int:
    return Account.objects.get(owner_key=row.key, kind="PAYABLE").left_fen or 0


def _debt(row: Household) -> int:
    account = Account.objects.filter(owner_key=row.key, kind="RECEIVABLE").first()
    return sum(entry.amount_fen for entry in account.entries.all()) if account else 0


def _told(batch: PayoutBatch, results: Sequence[Result], *, file: str = "f1") -> BankResult:
    return take_results(batch_id=batch.pk, results=results, file_hash=file, by=MAKER, at=NOW)


def _returned(batch: PayoutBatch, row: Household) -> Payout:
    payout = payout_of(batch, row)
    _told(batch, [Result(payout.key, ReturnReason.NAME_DIFFERS)], file=f"returned-{payout.key}")
    payout.refresh_from_db()
    return payout


def _again(*payouts: Payout) -> PayoutBatch:
    ids = [each.pk for each in payouts]
    return send_again(payout_ids=ids, request_key=key(), by=MAKER, at=NOW)


def test_a_batch_pays_what_households_are_owed_when_another_approves() -> None:
    _, (first, second, third) = earned()

    batch = batch_made()
    sums = [payout_of(batch, row).total_fen for row in (first, second, third)]
    assert sums == [16_000, 10_688, 5_312]
    assert _payable(first) == 16_000

    approve_batch(batch_id=batch.pk, by=CHECKER, at=NOW)

    assert [_payable(row) for row in (first, second, third)] == [0, 0, 0]
    assert Account.objects.get(kind="BANK").left_fen == 38_000 - 32_000
    assert {row.state for row in batch.payouts.all()} == {"SENT"}


def test_one_key_is_one_batch_and_a_household_waits_once() -> None:
    earned()
    tapped = key()
    batch = make_batch(request_key=tapped, by=MAKER, at=NOW)

    with unchanged():
        assert make_batch(request_key=tapped, by=MAKER, at=NOW) == batch
    with refused(NothingToPayOut, field="batch"):
        batch_made()


def test_nobody_approves_what_they_made() -> None:
    earned()
    batch = batch_made()

    with refused(ApprovedByMaker, field="batch"):
        approve_batch(batch_id=batch.pk, by=MAKER, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutBatch.objects.filter(pk=batch.pk).update(checker_key=MAKER.key)


def test_approving_twice_pays_once() -> None:
    earned()
    batch = batch_sent()

    with unchanged():
        approve_batch(batch_id=batch.pk, by=TESTER, at=NOW)


def test_a_cancelled_batch_is_not_approved_and_frees_its_households() -> None:
    earned()
    batch = cancel_batch(batch_id=batch_made().pk, by=MAKER, at=NOW)

    with refused(PayoutBatchMovedOn, field="batch", batch_state="CANCELLED"):
        approve_batch(batch_id=batch.pk, by=CHECKER, at=NOW)
    assert batch_sent().total_fen == 32_000
    with refused(PayoutBatchMovedOn, field="batch", batch_state="APPROVED"):
        cancel_batch(batch_id=PayoutBatch.objects.get(state="APPROVED").pk, by=MAKER, at=NOW)


def test_money_that_has_not_arrived_is_not_paid_out() -> None:
    general_rule()
    _, households = shelf_of_three()
    settled(packed_order(units=10))
    for row in households:
        card_of(row)
    money_in_bank(31_999)
    batch = batch_made()

    with refused(
        NotEnoughInAccount, field="lines", account="BANK", left_fen=31_999, value_fen=32_000
    ):
        approve_batch(batch_id=batch.pk, by=CHECKER, at=NOW)


def test_a_channel_hands_over_no_more_than_it_holds_and_each_time_once() -> None:
    earned()

    with unchanged():
        money_in_bank(38_000)
    with refused(MoreThanChannelHolds, field="total_fen", value_fen=1, holds_fen=0):
        hand_over(channel="WECHAT", total_fen=1, bank_reference="2", by=TESTER, at=NOW)


def test_one_number_of_the_bank_is_one_hand_over_on_whatever_day_it_is_told() -> None:
    earned(units=10)
    again = partial(hand_over, channel="WECHAT", bank_reference="1", by=TESTER)
    tomorrow = NOW + timedelta(days=1)

    with unchanged():
        assert again(total_fen=38_000, at=tomorrow).happened_on == TODAY
    with refused(ReferenceTaken, field="bank_reference", value="1"):
        again(total_fen=37_999, at=tomorrow)


def test_a_household_without_a_bank_account_waits_for_one() -> None:
    general_rule()
    _, (first, second, third) = shelf_of_three()
    settled(packed_order(units=10))
    card_of(first)
    assert list(batch_made().payouts.values_list("household", flat=True)) == [first.pk]

    card_of(second)
    assert list(batch_made().payouts.values_list("household", flat=True)) == [second.pk]
    assert _payable(third) == 5_312


def test_the_bank_gets_the_same_list_each_time_and_the_trail_says_so() -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()

    listed = bank_list(batch_id=batch.pk, by=MAKER, at=NOW)
    again = bank_list(batch_id=batch.pk, by=MAKER, at=NOW)

    assert listed == again
    row = listed.rows[0]
    assert (row.number, row.total_fen) == (f"62220000{first.pk:08d}", 16_000)
    assert Event.objects.filter(verb="settlement.hand_to_bank").count() == 2
    assert "62220000" not in str(list(Event.objects.values()))


def test_a_waiting_batch_has_no_list_and_takes_no_results() -> None:
    earned()
    batch = batch_made()

    with refused(PayoutBatchMovedOn, field="batch", batch_state="MADE"):
        bank_list(batch_id=batch.pk, by=MAKER, at=NOW)
    with refused(PayoutBatchMovedOn, field="batch", batch_state="MADE"):
        _told(batch, [])


def test_a_payout_that_the_bank_returned_is_owed_again_and_sent_again_once() -> None:
    _, (first, second, third) = earned()
    batch = batch_sent()
    returned = payout_of(batch, second)
    results = [
        Result(payout_of(batch, first).key),
        Result(returned.key, ReturnReason.ACCOUNT_CLOSED),
        Result(payout_of(batch, third).key),
    ]

    told = _told(batch, results)

    assert (told.paid_count, told.returned_count, told.unchanged_count) == (2, 1, 0)
    assert (_payable(second), Account.objects.get(kind="BANK").left_fen) == (10_688, 16_688)
    # An ordinary batch leaves it alone.
    with refused(NothingToPayOut, field="batch"):
        batch_made()

    again = _again(returned)

    attempt = again.payouts.get()
    assert (attempt.attempt_of, attempt.total_fen) == (returned, 10_688)
    approve_batch(batch_id=again.pk, by=CHECKER, at=NOW)
    assert (_payable(second), Account.objects.get(kind="BANK").left_fen) == (0, 6_000)
    with refused(NotReturned, field="payouts"):
        _again(returned)


def test_an_attempt_that_was_cancelled_may_be_made_again() -> None:
    _, (first, _, _) = earned()
    returned = _returned(batch_sent(), first)
    cancel_batch(batch_id=_again(returned).pk, by=MAKER, at=NOW)

    assert _again(returned).total_fen == 16_000


def test_what_was_paid_is_not_sent_again() -> None:
    _, (first, _, _) = earned()
    payout = payout_of(batch_sent(), first)

    with refused(NotReturned, field="payouts"):
        _again(payout)


def test_a_household_that_waits_for_a_batch_is_not_sent_another() -> None:
    _, (first, _, _) = earned()
    returned = _returned(batch_sent(), first)
    settled(packed_order(units=1))
    batch_made()

    with refused(PayoutWaits, field="payouts"):
        _again(returned)


def test_one_file_is_taken_once_and_belongs_to_one_batch() -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()
    results = [Result(payout_of(batch, first).key, ReturnReason.OTHER)]
    told = _told(batch, results)

    with unchanged():
        assert _told(batch, results) == told
    other = _again(payout_of(batch, first))
    with refused(ResultsOfAnotherBatch, field="file"):
        _told(other, [])


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_results_in_any_order_leave_a_returned_payout_returned(order: tuple[int, int]) -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()
    payout = payout_of(batch, first)
    files = [[Result(payout.key)], [Result(payout.key, ReturnReason.OTHER)]]

    for place in order:
        _told(batch, files[place], file=f"file-{place}")

    payout.refresh_from_db()
    assert (payout.state, _payable(first)) == ("RETURNED", 16_000)


def test_the_same_results_in_another_file_change_nothing_more() -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()
    results = [Result(payout_of(batch, first).key, ReturnReason.OTHER)]
    _told(batch, results)

    assert _told(batch, results, file="f2").unchanged_count == 1
    assert _payable(first) == 16_000


def test_results_that_name_a_strange_payout_or_one_twice_are_refused_whole() -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()
    known = Result(payout_of(batch, first).key)

    with refused(ResultOutOfPlace, field="file", value=1):
        _told(batch, [known, Result("nobody")])
    with refused(ResultOutOfPlace, field="file", value=1):
        _told(batch, [known, known])


def test_a_return_after_payout_is_a_debt_that_the_next_payout_keeps_back() -> None:
    order, (first, second, third) = earned()
    batch_sent()
    brought_back(order, units=3)

    correct_order(order_id=order.pk, by=TESTER, at=NOW)

    assert [_debt(row) for row in (first, second, third)] == [4_800, 3_206, 1_594]
    settled(packed_order(units=1))
    with refused(NothingToPayOut, field="batch"):
        batch_made()

    later = packed_order(units=10)
    settled(later)
    money_in_bank(38_000, reference="2")
    batch = batch_sent()

    payout = payout_of(batch, first)
    assert (payout.total_fen, payout.netted_fen) == (17_600 - 4_800, 4_800)
    assert [_debt(row) for row in (first, second, third)] == [0, 0, 0]
    assert [_payable(row) for row in (first, second, third)] == [0, 0, 0]


def test_a_return_takes_first_what_is_still_to_be_paid() -> None:
    order, (first, _, _) = earned()
    batch_sent()
    settled(packed_order(units=1))
    brought_back(order, units=3)

    correct_order(order_id=order.pk, by=TESTER, at=NOW)

    assert (_payable(first), _debt(first)) == (0, 4_800 - 1_600)


def test_a_batch_that_no_longer_fits_what_is_owed_is_made_anew() -> None:
    order, _ = earned()
    batch = batch_made()
    brought_back(order, units=3)
    correct_order(order_id=order.pk, by=TESTER, at=NOW)

    with refused(BatchOutOfDate, field="batch", value=3):
        approve_batch(batch_id=batch.pk, by=CHECKER, at=NOW)

    cancel_batch(batch_id=batch.pk, by=MAKER, at=NOW)
    assert batch_sent().total_fen == 22_400
