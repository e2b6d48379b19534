"""Yaobu's forty tonnes to Junqiao, from the call-off to the buyer's last fen (docs/bulk.md §1)."""

from __future__ import annotations

from collections import Counter

import pytest

from moli.ledger.models import Account, Entry
from moli.ledger.rules.chart import AccountKind
from moli.orders.models import BulkPart, Claim
from tests.factories.bulk import (
    KG,
    TONNE,
    accepted,
    brought,
    called_off,
    first_part,
    remitted,
    sent,
    settled_claim,
    shared,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _balances() -> dict[str, int]:
    """What stands on each kind of account, on its side."""
    found: Counter[str] = Counter()
    for account_id, fen in Entry.objects.values_list("account_id", "amount_fen"):
        account = Account.objects.get(pk=account_id)
        found[account.kind] += account.on_its_side(fen)
    return {kind: fen for kind, fen in found.items() if fen}


def test_forty_tonnes_are_called_off_brought_sent_claimed_and_paid() -> None:
    order = called_off()
    part = first_part(order)
    assert (part.grams, part.price_fen_per_kg) == (40 * TONNE, 640)

    weigh_ins = brought(part)

    assert Counter(row.grams for row in weigh_ins) == {635 * KG: 62, 630 * KG: 1}
    delivery = sent(weigh_ins)
    part = BulkPart.objects.get(pk=part.pk)
    assert (part.granted_grams, part.brought_grams, part.sent_grams) == (40 * TONNE,) * 3

    delivery = accepted(delivery, claimed_grams=800 * KG)
    assert delivery.total_fen == 25_600_000
    assert Claim.objects.get().held_fen == 512_000
    assert _balances() == {
        AccountKind.RECEIVABLE: 25_600_000,
        AccountKind.PROCEEDS: 25_088_000,
        AccountKind.HELD: 512_000,
    }

    remitted(delivery, total_fen=25_088_000)
    settled_claim(delivery, upheld_grams=400 * KG)
    assert _balances() == {
        AccountKind.BANK: 25_088_000,
        AccountKind.RECEIVABLE: 256_000,
        AccountKind.PROCEEDS: 25_344_000,
    }

    remitted(delivery, total_fen=256_000)
    assert _balances() == {AccountKind.BANK: 25_344_000, AccountKind.PROCEEDS: 25_344_000}


def test_households_that_can_bring_anything_are_granted_the_same() -> None:
    quotas = shared(first_part(called_off()), mosts=[2_000 * KG] * 63)

    assert Counter(row.granted_grams for row in quotas) == {635 * KG: 62, 630 * KG: 1}
