"""Posting what happens to deliveries into the books, always in the transaction of the act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from moli.kernel.actor import Actor
from moli.ledger.models import Transfer
from moli.ledger.rules.chart import AccountKey
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post


def post_amounts(
    reference: str,
    kind: TransferKind,
    amounts_fen: Mapping[AccountKey, int],
    *,
    by: Actor,
    at: datetime,
) -> Transfer:
    """Post amounts on accounts, debits positive; amounts of nothing are left out.

    The same reference again returns the first transfer, when it says the same.
    """
    asked = {key: fen for key, fen in amounts_fen.items() if fen}
    accounts = accounts_for(asked)
    return post(
        reference=reference,
        kind=kind,
        lines=[Line(accounts[key], fen) for key, fen in asked.items()],
        happened_on=timezone.localdate(at),
        by=by,
        at=at,
    )
