"""Bank accounts of households: sealed, named once, and forgotten with their people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.households.models import Household
from moli.settlement.models import BankAccount, PayoutBatch
from moli.settlement.queries.batches import expected_of
from moli.settlement.queries.due import accounts_to_forget
from moli.settlement.rules.payouts import Result
from moli.settlement.services.approving_batches import (
    BatchOutOfDate,
    approve_batch,
)
from moli.settlement.services.forgetting import HouseholdNotErased, forget_accounts
from moli.settlement.services.handing_to_bank import ListedAccountForgotten, bank_list
from moli.settlement.services.naming_accounts import (
    AccountFacts,
    BankNumberUnreadable,
    name_account,
)
from moli.settlement.services.taking_results import take_results
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


def _erased(row: Household) -> None:
    Household.objects.filter(pk=row.pk).update(erased_at=NOW, withdrawn_at=NOW)


def _told(batch: PayoutBatch) -> None:
    """The bank says that all of a batch was paid."""
    results = [Result(each.key) for each in batch.payouts.all()]
    take_results(batch_id=batch.pk, results=results, file_hash="a" * 64, by=TESTER, at=NOW)


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
    _told(batch)
    _erased(first)

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
    _erased(first)
    forget_accounts(household_id=first.pk, by=TESTER, at=NOW)

    with refused(BatchOutOfDate, field="batch", value=1):
        approve_batch(batch_id=batch.pk, by=CHECKER, at=NOW)


def test_an_account_that_the_bank_is_to_pay_to_is_kept_until_the_bank_has_told() -> None:
    _, (first, _, _) = earned()
    batch = batch_sent()
    expected = expected_of(batch)
    listed = bank_list(batch_id=batch.pk, by=TESTER, at=NOW)
    _erased(first)

    assert accounts_to_forget() == []
    with unchanged():
        assert forget_accounts(household_id=first.pk, by=TESTER, at=NOW) == 0
    # The list stays what the bank has, and its result is still known by its number.
    assert bank_list(batch_id=batch.pk, by=TESTER, at=NOW) == listed
    assert expected_of(batch) == expected

    _told(batch)
    assert accounts_to_forget() == [first.pk]
    assert forget_accounts(household_id=first.pk, by=TESTER, at=NOW) == 1
    assert accounts_to_forget() == []


def test_an_older_account_is_forgotten_while_another_waits_for_the_bank() -> None:
    _, (first, _, _) = earned()
    batch_sent()
    card_of(first, number="6222 0000 1234 5678", at=NOW + timedelta(days=1))
    _erased(first)

    assert accounts_to_forget() == [first.pk]
    assert forget_accounts(household_id=first.pk, by=TESTER, at=NOW) == 1
    kept = BankAccount.objects.exclude(number_index="").get(household=first)
    assert kept.number == f"62220000{first.pk:08d}"


@pytest.mark.parametrize("was_listed", [False, True])
def test_a_list_with_a_forgotten_account_is_not_given(was_listed: bool) -> None:
    _, (first, second, _) = earned()
    batch = batch_sent()
    if was_listed:
        bank_list(batch_id=batch.pk, by=TESTER, at=NOW)
    _told(batch)
    for row in (first, second):
        _erased(row)
        forget_accounts(household_id=row.pk, by=TESTER, at=NOW)

    with refused(ListedAccountForgotten, field="batch", value=2):
        bank_list(batch_id=batch.pk, by=TESTER, at=NOW)
