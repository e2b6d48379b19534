"""Whatever moves a household's money at the same moment takes the same locks in the same order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from moli.kernel.refusal import Refusal
from moli.ledger.queries.laws import ledger_laws
from moli.ledger.services.closing import close_month
from moli.orders.models import Delivery, Order
from moli.orders.services.returning import CameBack, take_back
from moli.settlement.models import Payout, PayoutBatch
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.rules.payouts import BatchState, Result, ReturnReason
from moli.settlement.services.approving_batches import approve_batch
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.making_batches import NothingToPayOut, cancel_batch, make_batch
from moli.settlement.services.settling import settle_order
from moli.settlement.services.settling_deliveries import settle_delivery
from moli.settlement.services.taking_results import take_results
from tests.concurrency import Outcome, at_once
from tests.factories import NOW, TESTER, key
from tests.factories.bulk import (
    TONNE,
    accepted,
    brought,
    called_off,
    contract,
    first_part,
    remitted,
    sent,
    shared,
    weighed_for,
)
from tests.factories.orders import packed, placed
from tests.factories.settlement import (
    CHECKER,
    MAKER,
    batch_made,
    batch_sent,
    card_of,
    general_rule,
    money_in_bank,
    packed_order,
    paid_load,
    settled,
    shelf_of_three,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROUNDS = 6
TEA_OF_TWELVE = (50_000,) * 12


def _errors(outcomes: list[Outcome]) -> list[str]:
    """Whatever is neither done nor a lawful no."""
    lawful = (NothingToPayOut,)
    return [
        repr(each.error) for each in outcomes if not each.ok and not isinstance(each.error, lawful)
    ]


def _broken() -> list[str]:
    return [law.law for law in [*settlement_laws(), *ledger_laws()] if not law.holds]


def _all_returned(batch: PayoutBatch, number: int) -> Callable[[], object]:
    """The bank returns a whole batch, in its own order: the last first."""
    payouts = Payout.objects.filter(batch=batch).order_by("-pk")
    results = [Result(row.key, ReturnReason.OTHER) for row in payouts]
    return partial(
        take_results,
        batch_id=batch.pk,
        results=results,
        file_hash=f"f{number}",
        by=MAKER,
        at=NOW,
    )


def _give_up_what_waits() -> None:
    """Households that wait for a batch of the last round are free for one of this."""
    for batch in PayoutBatch.objects.filter(state=BatchState.MADE):
        cancel_batch(batch_id=batch.pk, by=MAKER, at=NOW)


def test_the_bank_returns_a_batch_while_the_next_is_approved_another_made_and_orders_settled() -> (
    None
):
    general_rule()
    _, households = shelf_of_three(TEA_OF_TWELVE)
    for row in households:
        card_of(row)
    for number in range(ROUNDS):
        _give_up_what_waits()
        first = packed_order(units=10)
        settled(first)
        money_in_bank(first.total_fen, reference=f"a{number}")
        sent = batch_sent()
        second = packed_order(units=10)
        settled(second)
        money_in_bank(second.total_fen, reference=f"b{number}")
        waiting = batch_made()
        more = [packed_order(units=1) for _ in range(4)]

        outcomes = at_once(
            [
                _all_returned(sent, number),
                partial(approve_batch, batch_id=waiting.pk, by=CHECKER, at=NOW),
                partial(make_batch, request_key=key(), by=MAKER, at=NOW),
                *[partial(settle_order, order_id=row.pk, by=TESTER, at=NOW) for row in more],
            ]
        )

        assert _errors(outcomes) == []
    assert _broken() == []


def _order_of_two() -> Order:
    """An order of both teas, of each of which three boxes came back."""
    order = packed(placed("first-250", "second-250", units=10))
    settled(order)
    for code in ("first-250", "second-250"):
        goods = CameBack(code, 3, is_restocked=True)
        take_back(order_uid=order.uid, goods=goods, request_key=key(), by=TESTER, at=NOW)
    return order


def test_two_lines_come_back_while_batches_are_made_of_what_their_households_are_owed() -> None:
    general_rule()
    households = [*shelf_of_three(code="first-250")[1], *shelf_of_three(code="second-250")[1]]
    for row in households:
        card_of(row)
    # So the accounts of the second line's households are the older ones.
    settled(packed_order(code="second-250"))
    for _ in range(ROUNDS):
        order = _order_of_two()

        outcomes = at_once(
            [
                partial(correct_order, order_id=order.pk, by=TESTER, at=NOW),
                *[partial(make_batch, request_key=key(), by=MAKER, at=NOW) for _ in range(6)],
            ]
        )

        assert _errors(outcomes) == []
    assert _broken() == []


def _load() -> Delivery:
    """A household's delivery that is on its way."""
    return sent(brought(first_part(called_off(grams=5 * TONNE)), mosts=(5 * TONNE,)))


def test_writers_of_every_kind_at_once_never_wait_in_a_ring() -> None:
    general_rule()
    _, households = shelf_of_three(TEA_OF_TWELVE)
    for row in households:
        card_of(row)
    for number in range(3):
        _give_up_what_waits()
        first = packed_order(units=10)
        settled(first)
        money_in_bank(first.total_fen, reference=f"a{number}")
        batch = batch_sent()
        second = packed_order(units=10)
        settled(second)
        money_in_bank(second.total_fen, reference=f"b{number}")
        waiting = batch_made()
        arriving, taken_in = _load(), accepted(_load())
        paid, _ = paid_load(2 * TONNE, 2 * TONNE, 1 * TONNE)
        quotas = shared(first_part(called_off(grams=5 * TONNE)), mosts=(2 * TONNE, 3 * TONNE))
        to_send = brought(first_part(called_off(grams=5 * TONNE)), mosts=(5 * TONNE,))
        agreed = contract(grams=5 * TONNE)

        outcomes = at_once(
            [
                _all_returned(batch, number),
                partial(approve_batch, batch_id=waiting.pk, by=CHECKER, at=NOW),
                *[partial(make_batch, request_key=key(), by=MAKER, at=NOW) for _ in range(2)],
                *[partial(settle_order, order_id=packed_order(units=1).pk, by=TESTER, at=NOW)] * 2,
                *[partial(settle_delivery, delivery_id=paid.pk, by=TESTER, at=NOW)] * 2,
                partial(accepted, arriving),
                partial(remitted, taken_in, total_fen=taken_in.total_fen or 0),
                *[partial(weighed_for, quota) for quota in quotas],
                partial(sent, to_send),
                *[partial(called_off, agreed)] * 2,
                partial(close_month, month=date(2016, 8, 1), by=CHECKER, at=NOW),
            ]
        )

        refused = [each.error for each in outcomes if not each.ok]
        assert [error for error in refused if not isinstance(error, Refusal)] == []
    assert _broken() == []
