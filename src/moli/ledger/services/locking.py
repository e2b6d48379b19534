"""Locking accounts before several postings, in the one order in which everybody locks them."""

from __future__ import annotations

from collections.abc import Iterable

from moli.ledger.models import Account
from moli.ledger.rules.chart import AccountKey
from moli.ledger.services.opening_accounts import accounts_for


def lock_accounts(keys: Iterable[AccountKey]) -> dict[AccountKey, Account]:
    """Lock the accounts of some owners, opening those that are missing, and tell what is left.

    A posting locks its own accounts in key order. Whoever posts more than once in a transaction,
    or looks at some accounts before posting to others, calls this first with all that can run out:
    else two such people could each hold what the other waits for. A second call waits for nobody.
    """
    pks = [account.pk for account in accounts_for(keys).values()]
    locked = Account.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    return {account.key: account for account in locked}
