"""Bank accounts of households: sealed, named once, and forgotten with their people."""

from __future__ import annotations

import pytest

from moli.households.models import Household
from moli.settlement.models import BankAccount
from moli.settlement.services.approving_batches import (
    BatchOutOfDate,
    approve_batch,
)
from moli.settlement.services.forgetting import HouseholdNotErased, forget_accounts
from moli.settlement.services.naming_accounts import (
    AccountFacts,
    BankNumberUnreadable,
    name_account,
)
from tests.factories import NOW, TESTER
from tests.factories.settlement import (
    CHECKER,
    batch_made,
    batch_sent,
    card_of,
    earned,
    payout_of,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_an_account_is_sealed_and_named_once() -> None:
    _, (first, _, _) = earned()
    with unchanged():
        row = card_of(first)

    assert row.number == f"62220000{first.pk:08d}"
    assert row.number not in str(BankAccount.objects.values_list("number_index").get(pk=row.pk))
    with refused(BankNumberUnreadable, field="number"):
        name_account(
            household_id=first.pk,
            facts=AccountFacts("六二二二", "农信社", "韦永生"),
            by=TESTER,
            at=NOW,
        )


def test_accounts_are_forgotten_with_their_household_and_the_sums_stay() -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()
    with refused(HouseholdNotErased, field="household"):
        forget_accounts(household_id=first.pk, by=TESTER, at=NOW)
    Household.objects.filter(pk=first.pk).update(erased_at=NOW, withdrawn_at=NOW)

    assert forget_accounts(household_id=first.pk, by=TESTER, at=NOW) == 1

    row = BankAccount.objects.get(household=first)
    assert (row.number, row.number_index) == ("", "")
    assert row.holder_name != "韦永生"
    assert payout_of(batch, first).total_fen == 16_000
    with unchanged():
        assert forget_accounts(household_id=first.pk, by=TESTER, at=NOW) == 0


def test_a_waiting_payout_to_a_forgotten_account_is_not_approved() -> None:
    _, (first, _, _) = earned()
    batch = batch_made()
    Household.objects.filter(pk=first.pk).update(erased_at=NOW, withdrawn_at=NOW)
    forget_accounts(household_id=first.pk, by=TESTER, at=NOW)

    with refused(BatchOutOfDate, field="batch", value=1):
        approve_batch(batch_id=batch.pk, by=CHECKER, at=NOW)
