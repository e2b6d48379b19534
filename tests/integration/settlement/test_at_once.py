"""Several people at the same moment: an order is settled once, a household is paid once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from moli.audit.models import Event
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.ledger.models import Account, Transfer
from moli.ledger.queries.laws import ledger_laws
from moli.orders.models import Refund
from moli.orders.services.cancelling import cancel_order
from moli.settlement.models import (
    BankAccount,
    BankResult,
    Correction,
    PaidBack,
    Payout,
    PayoutBatch,
    Settlement,
)
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.rules.payouts import Result, ReturnReason
from moli.settlement.rules.shares import ShareKind
from moli.settlement.services.approving_batches import approve_batch
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.forgetting import forget_accounts
from moli.settlement.services.making_batches import make_batch, send_again
from moli.settlement.services.paying_back import pay_back
from moli.settlement.services.paying_takers import pay_taker
from moli.settlement.services.releasing import release_earnings
from moli.settlement.services.settling import settle_order
from moli.settlement.services.taking_in_refunds import take_in_refunds
from moli.settlement.services.taking_results import take_results
from tests.concurrency import Outcome, at_once
from tests.factories import NOW, TESTER, TODAY, key
from tests.factories.orders import paid_for, placed, stocked
from tests.factories.settlement import (
    CHECKER,
    MAKER,
    batch_made,
    batch_sent,
    brought_back,
    earned,
    general_rule,
    packed_order,
    payout_of,
    settled,
    shelf_of_three,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _names(outcomes: list[Outcome]) -> Counter[str]:
    return Counter("ok" if each.ok else type(each.error).__name__ for each in outcomes)


def _broken() -> list[str]:
    return [law.law for law in [*settlement_laws(), *ledger_laws()] if not law.holds]


def test_one_refund_paid_back_from_ten_sides_goes_back_once() -> None:
    stocked(3)
    order = placed()
    paid_for(order)
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)
    refund = Refund.objects.get(order=order)

    outcomes = at_once(
        [
            *[partial(pay_back, refund_id=refund.pk, by=TESTER, at=NOW)] * 5,
            *[partial(take_in_refunds, order_id=order.pk, by=TESTER, at=NOW)] * 5,
        ]
    )

    assert _names(outcomes) == {"ok": 10}
    assert (PaidBack.objects.count(), Transfer.objects.count()) == (1, 2)
    assert _broken() == []


def test_one_number_noted_for_two_refunds_at_once_stands_for_one() -> None:
    stocked(3)
    orders = [placed(), placed()]
    for order in orders:
        paid_for(order)
        cancel_order(order_uid=order.uid, by=TESTER, at=NOW)

    outcomes = at_once(
        [
            partial(pay_back, refund_id=row.pk, channel_reference="wx", by=TESTER, at=NOW)
            for row in Refund.objects.all()
        ]
    )

    assert _names(outcomes) == {"ok": 1, "PaidBackReferenceTaken": 1}
    assert _broken() == []


def test_a_month_moved_and_paid_from_many_sides_is_moved_and_paid_once() -> None:
    earned()
    later = NOW + timedelta(days=30)

    moves = at_once([partial(release_earnings, month=TODAY, by=MAKER, at=later)] * 8)
    pays = at_once(
        [
            partial(
                pay_taker,
                owner="station-1",
                kind=ShareKind.STATION,
                total_fen=600,
                bank_reference=f"b{number}",
                by=CHECKER,
                at=later,
            )
            for number in (1, 1, 1, 2, 2, 2)
        ]
    )

    assert _names(moves) == {"ok": 8}
    assert sum(len(each.result) for each in moves) == 3
    # 10.00 were earned: one number is paid 6.00, three times the same; the other has too little.
    assert _names(pays) == {"ok": 3, "MoreThanTakerIsOwed": 3}
    assert _broken() == []


def test_an_account_is_forgotten_or_with_the_bank_and_never_both() -> None:
    _, (first, *_) = earned()
    batch = batch_made()
    Household.objects.filter(pk=first.pk).update(erased_at=NOW, withdrawn_at=NOW)

    at_once(
        [
            partial(forget_accounts, household_id=first.pk, by=TESTER, at=NOW),
            partial(approve_batch, batch_id=batch.pk, by=CHECKER, at=NOW),
        ]
    )

    is_sent = payout_of(batch, first).state == "SENT"
    assert BankAccount.objects.filter(household=first, number_index="").exists() is not is_sent
    assert _broken() == []


def test_one_order_settled_from_twenty_sides_is_settled_once() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=10)

    outcomes = at_once([partial(settle_order, order_id=order.pk, by=TESTER, at=NOW)] * 20)

    assert _names(outcomes) == {"ok": 20}
    assert Settlement.objects.count() == Transfer.objects.count() == 1
    assert _broken() == []


def test_many_orders_of_the_same_households_are_settled_at_once_without_a_deadlock() -> None:
    general_rule()
    shelf_of_three()
    orders = [packed_order(units=2) for _ in range(20)]

    outcomes = at_once(
        [partial(settle_order, order_id=row.pk, by=TESTER, at=NOW) for row in orders]
    )

    assert _names(outcomes) == {"ok": 20}
    assert _broken() == []


def test_one_return_corrected_from_ten_sides_is_corrected_once() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=10)
    settled(order)
    brought_back(order, units=3)

    outcomes = at_once([partial(correct_order, order_id=order.pk, by=TESTER, at=NOW)] * 10)

    assert _names(outcomes) == {"ok": 10}
    assert Correction.objects.count() == 1
    assert _broken() == []


def test_ten_people_make_a_batch_and_each_household_waits_once() -> None:
    earned()

    mine, others = key(), [key() for _ in range(9)]

    outcomes = at_once(
        [
            partial(make_batch, request_key=each, by=MAKER, at=NOW)
            for each in (*[mine] * 10, *others)
        ]
    )

    # Either the one key that came ten times wins, or one of the others.
    told = _names(outcomes)
    assert told in ({"ok": 10, "NothingToPayOut": 9}, {"ok": 1, "NothingToPayOut": 18})
    assert (PayoutBatch.objects.count(), Payout.objects.count()) == (1, 3)


def test_two_checkers_at_once_pay_once() -> None:
    earned()
    batch = batch_made()
    other = Actor(key="user:other", name="另一位会计")

    outcomes = at_once(
        [
            partial(approve_batch, batch_id=batch.pk, by=by, at=NOW)
            for by in (CHECKER, other, CHECKER, other)
        ]
    )

    assert _names(outcomes) == {"ok": 4}
    assert Transfer.objects.filter(kind="PAYOUT").count() == 1
    assert Event.objects.filter(verb="settlement.approve_batch").count() == 1
    assert Account.objects.get(kind="BANK").left_fen == 6_000
    assert _broken() == []


def test_one_file_of_results_at_ten_doors_is_taken_once() -> None:
    _, (first, second, _) = earned()
    batch = batch_sent()
    results = [
        Result(payout_of(batch, first).key),
        Result(payout_of(batch, second).key, ReturnReason.ACCOUNT_CLOSED),
    ]
    take = partial(
        take_results, batch_id=batch.pk, results=results, file_hash="f1", by=MAKER, at=NOW
    )

    outcomes = at_once([take] * 10)

    assert _names(outcomes) == {"ok": 10}
    assert BankResult.objects.count() == 1
    assert Transfer.objects.filter(kind="RETURNED").count() == 1
    assert _broken() == []


def test_ten_people_send_a_returned_payout_again_and_one_attempt_is_made_and_paid() -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()
    returned = payout_of(batch, first)
    take_results(
        batch_id=batch.pk,
        results=[Result(returned.key, ReturnReason.OTHER)],
        file_hash="f1",
        by=MAKER,
        at=NOW,
    )

    outcomes = at_once(
        [
            partial(send_again, payout_ids=[returned.pk], request_key=key(), by=MAKER, at=NOW)
            for _ in range(10)
        ]
    )

    assert _names(outcomes) == {"ok": 1, "NotReturned": 9}
    attempt = Payout.objects.get(attempt_of=returned)
    at_once([partial(approve_batch, batch_id=attempt.batch_id, by=CHECKER, at=NOW)] * 5)
    account = Account.objects.get(owner_key=first.key, kind="PAYABLE")
    assert account.left_fen == 0
    assert Transfer.objects.filter(kind="PAYOUT").count() == 2
    assert _broken() == []


def test_a_batch_is_approved_while_goods_come_back_and_the_books_stay_right() -> None:
    order, _ = earned()
    batch = batch_made()
    brought_back(order, units=3)
    calls: list[Callable[[], object]] = [
        partial(approve_batch, batch_id=batch.pk, by=CHECKER, at=NOW),
        partial(correct_order, order_id=order.pk, by=TESTER, at=NOW),
    ]

    outcomes = at_once(calls)

    # Whoever is first: the batch no longer fits, or the households owe what came back.
    assert set(_names(outcomes)) <= {"ok", "BatchOutOfDate"}
    assert outcomes[1].ok
    assert _broken() == []
