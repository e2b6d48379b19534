"""Writing down who gets what of a sum: entries in the books, and shares beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from moli.kernel.actor import Actor
from moli.ledger.models import Transfer
from moli.ledger.rules.chart import AccountKey
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.settlement.models import Correction, Settlement, Share
from moli.settlement.rules.shares import ShareKind, Taker, account_key


def post_split(
    *,
    reference: str,
    source: AccountKey,
    shares: Iterable[Mapping[Taker, int]],
    by: Actor,
    at: datetime,
) -> Transfer:
    """Post shares, all in one transfer, from where their sum stands to everybody's account.

    The same reference again returns the first. Refuses what posting refuses.
    """
    sums: dict[AccountKey, int] = defaultdict(int)
    sums[source] = 0
    for each in shares:
        for taker, fen in each.items():
            sums[source] += fen
            sums[account_key(taker)] -= fen
    accounts = accounts_for(sums)
    return post(
        reference=reference,
        kind=TransferKind.SPLIT,
        lines=[Line(accounts[key], fen) for key, fen in sums.items()],
        happened_on=timezone.localdate(at),
        by=by,
        at=at,
    )


def store_shares(
    shares: Mapping[Taker, int],
    *,
    settlement: Settlement,
    household_ids: Mapping[str, int],
    correction: Correction | None = None,
) -> None:
    """Write down the shares of a settlement, or of its correction, on its day. Not twice."""
    on = correction.corrected_on if correction else settlement.settled_on
    Share.objects.bulk_create(
        Share(
            settlement=settlement,
            correction=correction,
            kind=taker.kind,
            owner_key=taker.owner_key,
            household_id=household_ids.get(taker.owner_key),
            fen=fen,
            happened_on=on,
        )
        for taker, fen in shares.items()
    )


def households_fen(shares: Iterable[Mapping[Taker, int]]) -> int:
    """What households get of it."""
    return sum(
        fen for each in shares for taker, fen in each.items() if taker.kind is ShareKind.HOUSEHOLD
    )
