"""The machine stops between any two steps: everything is done, or nothing is."""

from __future__ import annotations

import pytest
from django.db import transaction

from moli.ledger.models import Account, Transfer
from moli.ledger.queries.laws import ledger_laws
from moli.orders.models import Order
from moli.settlement.models import Correction, Payout, PayoutBatch, Settlement
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.rules.payouts import Result, ReturnReason
from moli.settlement.services.approving_batches import approve_batch
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.making_batches import make_batch, send_again
from moli.settlement.services.taking_results import take_results
from tests.crashing import crashes
from tests.factories import NOW, TESTER, key
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
from tests.unchanged import everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_settling_stops_anywhere_and_is_whole_or_nothing() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=3)
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            settled(order)
        if attempt.died:
            assert everything() == before

    assert attempt.statements > 20
    assert Settlement.objects.get().shares.count() == 6


def test_correcting_stops_anywhere_and_is_whole_or_nothing() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=3)
    settled(order)
    brought_back(order, units=1)
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            correct_order(order_id=order.pk, by=TESTER, at=NOW)
        if attempt.died:
            assert everything() == before

    assert attempt.statements > 20
    assert Correction.objects.count() == 1


def test_making_a_batch_stops_anywhere_and_is_whole_or_nothing() -> None:
    earned()
    before, tapped = everything(), key()

    for attempt in crashes():
        with attempt.dying():
            make_batch(request_key=tapped, by=MAKER, at=NOW)
        if attempt.died:
            assert everything() == before

    assert Payout.objects.count() == 3


def test_approving_stops_anywhere_and_is_whole_or_nothing() -> None:
    earned()
    batch = batch_made()
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            approve_batch(batch_id=batch.pk, by=CHECKER, at=NOW)
        if attempt.died:
            assert everything() == before

    assert Transfer.objects.filter(kind="PAYOUT").count() == 1


def test_taking_results_stops_anywhere_and_is_whole_or_nothing() -> None:
    _, households = earned()
    batch = batch_sent()
    results = [Result(payout_of(batch, row).key, ReturnReason.OTHER) for row in households]
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            take_results(batch_id=batch.pk, results=results, file_hash="f", by=MAKER, at=NOW)
        if attempt.died:
            assert everything() == before

    assert Transfer.objects.filter(kind="RETURNED").count() == 3


class _Chain:
    """All steps from an order to a payout that is sent again, each with keys of its own.

    Started again after a crash it finds what was done and does the rest.
    """

    def __init__(self, order: Order) -> None:
        self.order = order
        self.first, self.second = key(), key()

    def run(self) -> None:
        settled(self.order)
        money_in_bank(self.order.total_fen)
        batch = make_batch(request_key=self.first, by=MAKER, at=NOW)
        approve_batch(batch_id=batch.pk, by=CHECKER, at=NOW)
        payouts = list(batch.payouts.order_by("pk"))
        results = [Result(each.key) for each in payouts[1:]]
        results.append(Result(payouts[0].key, ReturnReason.NAME_DIFFERS))
        take_results(batch_id=batch.pk, results=results, file_hash="f", by=MAKER, at=NOW)
        again = send_again(payout_ids=[payouts[0].pk], request_key=self.second, by=MAKER, at=NOW)
        approve_batch(batch_id=again.pk, by=CHECKER, at=NOW)


def test_the_whole_way_stops_anywhere_is_started_again_and_pays_once() -> None:
    general_rule()
    _, households = shelf_of_three()
    for row in households:
        card_of(row)
    chain = _Chain(packed_order(units=10))
    tries = 0

    # Every third statement: each step has its own test that stops at every one.
    for attempt in crashes():
        attempt.at_statement *= 3
        tries += 1
        with transaction.atomic():
            with attempt.dying():
                chain.run()
            chain.run()
            _paid_once()
            # The next try begins where this one did.
            transaction.set_rollback(True)
    assert tries > 40


def _paid_once() -> None:
    assert Transfer.objects.count() == 5
    assert PayoutBatch.objects.count() == 2
    assert sum(row.left_fen or 0 for row in Account.objects.filter(kind="PAYABLE")) == 0
    assert Account.objects.get(kind="BANK").left_fen == 6_000
    assert [law.law for law in [*settlement_laws(), *ledger_laws()] if not law.holds] == []
