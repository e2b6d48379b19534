"""Money of buyers that arrives at the office's bank."""

from __future__ import annotations

from typing import Any

import pytest

from moli.ledger.models import Account, Transfer
from moli.ledger.queries.balances import balance
from moli.ledger.rules.transfers import TransferKind
from moli.orders.models import Delivery, Remittance
from moli.orders.services.claiming import NotAcceptedYet
from moli.orders.services.remitting import (
    RemittanceOutOfRange,
    RemittanceReferenceTaken,
    RemittanceWithoutReference,
    record_remittance,
)
from tests.factories import NOW, TESTER, TODAY
from tests.factories.bulk import (
    KG,
    accepted,
    brought,
    called_off,
    first_part,
    remitted,
    sent,
    settled_claim,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _sent() -> Delivery:
    """A tonne at 3.20 yuan/jin: 6,400.00 yuan."""
    return sent(brought(first_part(called_off(grams=1_000 * KG)), mosts=[1_000 * KG]))


def _remit(delivery: Delivery, reference: str, total_fen: int) -> Remittance:
    return record_remittance(
        delivery_uid=delivery.uid,
        bank_reference=reference,
        total_fen=total_fen,
        by=TESTER,
        at=NOW,
    )


def test_money_that_arrived_is_in_the_bank_and_no_longer_owed() -> None:
    delivery = accepted(_sent())

    row = _remit(delivery, " 20160915-01 ", 640_000)

    assert (row.bank_reference, row.total_fen) == ("20160915-01", 640_000)
    transfer = Transfer.objects.get(reference="remittance:20160915-01")
    assert transfer.kind == TransferKind.PAYMENT
    bank = Account.objects.get(owner_kind="office", owner_key="county", kind="BANK")
    assert bank.left_fen == 640_000
    owed = Account.objects.get(owner_kind="buyer", kind="RECEIVABLE")
    assert balance(owed, on=TODAY) == 0


def test_one_number_of_the_bank_is_written_down_once() -> None:
    delivery, other = accepted(_sent()), accepted(_sent())
    first = _remit(delivery, "A1", 100_000)

    with unchanged():
        assert _remit(delivery, "A1", 100_000) == first
    with refused(RemittanceReferenceTaken, field="bank_reference"):
        _remit(delivery, "A1", 100_001)
    with refused(RemittanceReferenceTaken, field="bank_reference"):
        _remit(other, "A1", 100_000)


def test_a_second_tap_answers_even_when_everything_is_paid() -> None:
    delivery = accepted(_sent())
    first = _remit(delivery, "A1", 640_000)

    with unchanged():
        assert _remit(delivery, "A1", 640_000) == first


def test_no_more_is_taken_than_is_to_be_paid_now() -> None:
    delivery = accepted(_sent(), claimed_grams=20 * KG)

    for total in (0, -1, 627_201):
        with refused(RemittanceOutOfRange, field="total_fen", value_fen=total, left_fen=627_200):
            _remit(delivery, "A1", total)

    remitted(delivery, total_fen=600_000)
    remitted(delivery, total_fen=27_200)
    with refused(RemittanceOutOfRange, field="total_fen", value_fen=1, left_fen=0):
        _remit(delivery, "A3", 1)


def test_what_an_outcome_leaves_to_pay_comes_later() -> None:
    delivery = accepted(_sent(), claimed_grams=20 * KG)
    remitted(delivery, total_fen=627_200)
    settled_claim(delivery, upheld_grams=15 * KG)

    with refused(RemittanceOutOfRange, field="total_fen", value_fen=3_201, left_fen=3_200):
        _remit(delivery, "A2", 3_201)
    assert _remit(delivery, "A2", 3_200).total_fen == 3_200


def test_nothing_is_paid_before_the_buyer_took_the_goods_in() -> None:
    delivery = _sent()

    with refused(NotAcceptedYet, field="delivery"):
        _remit(delivery, "A1", 1)


@pytest.mark.parametrize("reference", ["", "   ", "9" * 81])
def test_money_has_the_number_that_the_bank_gave_it(reference: str) -> None:
    delivery = accepted(_sent())

    with refused(RemittanceWithoutReference, field="bank_reference", signs_max=80):
        _remit(delivery, reference, 1)


def test_writing_money_down_asks_a_fixed_number_of_questions(
    django_assert_num_queries: Any,
) -> None:
    delivery = accepted(_sent(), claimed_grams=20 * KG)
    _remit(delivery, "A1", 1)

    for place in (2, 3):
        with django_assert_num_queries(20):
            _remit(delivery, f"A{place}", 1)
