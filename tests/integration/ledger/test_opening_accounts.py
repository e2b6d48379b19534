"""An account is there when it is first needed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from moli.ledger.models import Account
from moli.ledger.rules.chart import AccountKey, AccountKind
from moli.ledger.services.opening_accounts import account_for, accounts_for
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def test_an_account_is_opened_empty_and_found_again() -> None:
    first = account_for(owner_kind="household", owner_key="h1", kind=AccountKind.PAYABLE)

    with unchanged():
        again = account_for(owner_kind="household", owner_key="h1", kind=AccountKind.PAYABLE)

    assert again.pk == first.pk
    assert (first.key, first.left_fen) == (("household", "h1", AccountKind.PAYABLE), 0)


def test_an_account_that_cannot_run_out_keeps_no_sum() -> None:
    row = account_for(owner_kind="station", owner_key="s1", kind=AccountKind.COMMISSION)

    assert row.left_fen is None


def test_owners_and_kinds_have_accounts_of_their_own() -> None:
    keys = {
        AccountKey(owner, key, kind)
        for owner in ("household", "station")
        for key in ("1", "2")
        for kind in (AccountKind.PAYABLE, AccountKind.COMMISSION)
    }

    assert len({row.pk for row in accounts_for(keys).values()}) == len(keys) == 8


@pytest.mark.parametrize("households", [1, 63])
def test_many_accounts_cost_as_many_queries_as_one(
    households: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    keys = [AccountKey("household", f"{n}", AccountKind.PAYABLE) for n in range(households)]

    # A savepoint and its end; what is there, what is missing, what is there now.
    with django_assert_num_queries(5):  # type: ignore[operator]
        opened = accounts_for(keys)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert accounts_for(keys) == opened
    assert [opened[key].key for key in keys] == keys


def test_a_thousand_accounts_are_asked_for_in_parts() -> None:
    keys = [AccountKey("household", f"{n}", AccountKind.PAYABLE) for n in range(1_000)]

    assert len(accounts_for(keys)) == Account.objects.count() == 1_000


def test_an_account_has_an_owner() -> None:
    with pytest.raises(IntegrityError, match="ledger_account_has_an_owner"):
        Account.objects.create(owner_kind="household", owner_key="", kind=AccountKind.FEES)
