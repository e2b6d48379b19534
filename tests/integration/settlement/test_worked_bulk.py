"""Yaobu's forty tonnes through the services, fen by fen as `docs/accounting.md` §1 has them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from moli.households.models import Household
from moli.ledger.models import Account, Transfer
from moli.ledger.queries.balances import trial_balance
from moli.ledger.queries.journal import statement
from moli.ledger.queries.laws import ledger_laws
from moli.orders.models import Delivery, Load
from moli.orders.queries.laws import order_laws
from moli.settlement.models import Payout, Settlement
from moli.settlement.queries.incomes import income_from_sales, statement_of
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.rules.payouts import Result, ReturnReason
from moli.settlement.rules.waterfall import Terms
from moli.settlement.services.approving_batches import approve_batch
from moli.settlement.services.making_batches import send_again
from moli.settlement.services.taking_results import take_results
from tests.factories import NOW, TODAY, key
from tests.factories.bulk import KG, TONNE, accepted, remitted, settled_claim
from tests.factories.settlement import (
    CHECKER,
    MAKER,
    batch_sent,
    card_of,
    general_rule,
    shared_delivery,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STATION = Terms(commission_per_mille=30)
TOMORROW = TODAY + timedelta(days=1)


def _yuan_by_kind(*, on: date) -> dict[str, int]:
    return {row.kind.value: row.balance_fen for row in trial_balance(on=on).rows}


def _households_of(delivery: Delivery) -> list[Household]:
    """Those who brought the load, in the order of their keys, he of 630 kg last."""
    loads = Load.objects.filter(delivery=delivery).select_related("weigh_in__household")
    light = [row.weigh_in.household for row in loads if row.grams == 630 * KG]
    heavy = [row.weigh_in.household for row in loads if row.grams == 635 * KG]
    return [*sorted(heavy, key=lambda row: row.key), *light]


def _fen_of(settlement: Settlement, households: list[Household]) -> list[int]:
    shares = dict(settlement.shares.filter(kind="HOUSEHOLD").values_list("household", "fen"))
    return [shares[row.pk] for row in households]


def _costs_of(settlement: Settlement) -> dict[str, int]:
    return dict(settlement.shares.exclude(kind="HOUSEHOLD").values_list("kind", "fen"))


def _entries(reference: str) -> dict[tuple[str, str], int]:
    """The sums of a transfer by owner and kind of account."""
    sums: Counter[tuple[str, str]] = Counter()
    transfer = Transfer.objects.get(reference=reference)
    for entry in transfer.entries.select_related("account"):
        sums[entry.account.owner_kind, entry.account.kind] += entry.amount_fen
    return dict(sums)


def _paid_out_with_one_returned(returned: Household) -> None:
    """Steps 4 to 6: all are paid, one comes back and is sent again."""
    batch = batch_sent()
    assert (batch.total_fen, batch.payouts_count) == (23_495_360, 63)
    payout = Payout.objects.get(batch=batch, household=returned)
    assert payout.total_fen == 372_989
    results = [Result(each.key) for each in batch.payouts.exclude(pk=payout.pk)]
    results.append(Result(payout.key, ReturnReason.ACCOUNT_CLOSED))
    take_results(batch_id=batch.pk, results=results, file_hash="f", by=MAKER, at=NOW)
    again = send_again(payout_ids=[payout.pk], request_key=key(), by=MAKER, at=NOW)
    approve_batch(batch_id=again.pk, by=CHECKER, at=NOW)


def _sold_and_split() -> tuple[Delivery, list[Household]]:
    """Steps 1 to 3: taken in but for 2 %, paid but for the claim, split."""
    general_rule(STATION)
    delivery = accepted(claimed_grams=800 * KG)
    assert (delivery.total_fen, delivery.received_grams) == (25_600_000, 40 * TONNE)
    remitted(delivery, total_fen=25_088_000)
    (first,) = shared_delivery(delivery)
    households = _households_of(delivery)
    assert first.total_fen == 25_088_000
    assert _costs_of(first) == {"STATION": 752_640, "TRANSPORT": 600_000, "PACKAGING": 240_000}
    assert _fen_of(first, households) == [372_989] * 52 + [372_988] * 10 + [370_052]
    assert _entries(f"settle:{delivery.key}:1") == {
        ("delivery", "PROCEEDS"): 25_088_000,
        ("station", "COMMISSION"): -752_640,
        ("carrier", "TRANSPORT"): -600_000,
        ("packer", "PACKAGING"): -240_000,
        ("household", "PAYABLE"): -23_495_360,
    }
    return delivery, households


def _claim_settled_and_split(delivery: Delivery, households: list[Household]) -> None:
    """Steps 7 to 9: the claim is settled by halves, the buyer pays his half, it is split."""
    settled_claim(delivery, upheld_grams=400 * KG)
    remitted(delivery, total_fen=256_000)
    _, second = shared_delivery(delivery)
    assert second.total_fen == 256_000
    assert _costs_of(second) == {"STATION": 7_680}
    assert _fen_of(second, households) == [3_943] * 5 + [3_942] * 57 + [3_911]


def test_forty_tonnes_from_the_buyers_scale_to_sixty_three_households() -> None:
    delivery, households = _sold_and_split()
    seventeenth = households[16]
    for row in households:
        card_of(row)
    _paid_out_with_one_returned(seventeenth)
    assert _yuan_by_kind(on=TODAY)["BANK"] == 1_592_640
    _claim_settled_and_split(delivery, households)

    found = trial_balance(on=TODAY)
    assert _yuan_by_kind(on=TODAY) == {
        "BANK": 1_848_640,
        "RECEIVABLE": 0,
        "PROCEEDS": 0,
        "HELD": 0,
        "PAYABLE": 248_320,
        "COMMISSION": 760_320,
        "TRANSPORT": 600_000,
        "PACKAGING": 240_000,
    }
    assert found.debit_fen == found.credit_fen == 101_041_338
    assert Transfer.objects.count() == 9
    account = Account.objects.get(owner_key=seventeenth.key, kind="PAYABLE")
    told = statement(account, from_on=TODAY, to_on=TOMORROW)
    assert [(line.kind.value, line.amount_fen, line.balance_fen) for line in told.lines] == [
        ("SPLIT", 372_989, 372_989),
        ("PAYOUT", -372_989, 0),
        ("RETURNED", 372_989, 372_989),
        ("PAYOUT", -372_989, 0),
        ("SPLIT", 3_942, 3_942),
    ]
    assert income_from_sales(seventeenth, year=2016) == 376_931
    month = statement_of(seventeenth, month=TODAY)
    assert [(line.order_number, line.fen) for line in month.lines] == [
        (delivery.number, 372_989),
        (delivery.number, 3_942),
    ]
    laws = [*settlement_laws(), *order_laws(), *ledger_laws()]
    assert [law.law for law in laws if not law.holds] == []
