"""Opening accounts: an owner's account of a kind is there when it is first needed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from moli.ledger.models import Account
from moli.ledger.rules.chart import LIMITED, AccountKey, AccountKind

# Each key takes three values of a query; SQLite takes a thousand of them or fewer.
_KEYS_AT_ONCE = 200


def account_for(*, owner_kind: str, owner_key: str, kind: AccountKind) -> Account:
    """The account of an owner and a kind, opened when it is not there yet; see `accounts_for`."""
    wanted = AccountKey(owner_kind, owner_key, kind)
    return accounts_for([wanted])[wanted]


@transaction.atomic
def accounts_for(wanted: Iterable[AccountKey]) -> dict[AccountKey, Account]:
    """The accounts of many owners at once, with as many queries as for one.

    Those that are missing are opened, empty; a second call, or another at the same moment, finds
    them. An account on which nothing was posted says nothing about anybody, so the trail does
    not tell of its opening.
    """
    keys = sorted(set(wanted))
    found = _found(keys)
    missing = [key for key in keys if key not in found]
    if missing:
        Account.objects.bulk_create(
            [
                Account(
                    owner_kind=key.owner_kind,
                    owner_key=key.owner_key,
                    kind=key.kind,
                    left_fen=0 if key.kind in LIMITED else None,
                )
                for key in missing
            ],
            ignore_conflicts=True,
            batch_size=_KEYS_AT_ONCE,
        )
        found |= _found(missing)
    return found


def _found(keys: list[AccountKey]) -> dict[AccountKey, Account]:
    found: dict[AccountKey, Account] = {}
    for place in range(0, len(keys), _KEYS_AT_ONCE):
        among = Q()
        for owner_kind, owner_key, kind in keys[place : place + _KEYS_AT_ONCE]:
            among |= Q(owner_kind=owner_kind, owner_key=owner_key, kind=kind)
        found |= {account.key: account for account in Account.objects.filter(among)}
    return found
