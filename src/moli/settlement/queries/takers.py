"""What stations, their teams, carriers, packers and the platform earned, and what can be paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from moli.ledger.models import Account, Entry
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.settlement.rules.shares import (
    EARNERS,
    PAYEES,
    Taker,
    account_key,
    earner_of,
    taker_payable,
)


@dataclass(frozen=True)
class TakerOwed:
    """One taker: `earned_fen` waits for the end of its month, `payable_fen` may be paid.

    What was corrected after it had been moved makes `earned_fen` negative: it is kept back from
    what is earned next.
    """

    taker: Taker
    earned_fen: int
    payable_fen: int


def takers_owed() -> list[TakerOwed]:
    """All takers with anything earned or payable, by kind and key: two queries."""
    earned: dict[Taker, int] = {}
    payable: dict[Taker, int] = {}
    earning = Account.objects.filter(earnings_accounts())
    for account in earning.annotate(fen=Sum("entries__amount_fen")):
        earned[earner_of(account.key)] = -(account.fen or 0)
    owners = [taker_payable(Taker(kind, "")).owner_kind for kind in PAYEES]
    for row in Account.objects.filter(kind=AccountKind.PAYABLE, owner_kind__in=owners):
        payable[earner_of(row.key)] = row.left_fen or 0
    return [
        TakerOwed(taker, earned.get(taker, 0), payable.get(taker, 0))
        for taker in sorted({**earned, **payable})
        if earned.get(taker) or payable.get(taker)
    ]


def earnings_accounts() -> Q:
    """The accounts on which takers' shares stand."""
    among = Q()
    for kind in EARNERS:
        key = account_key(Taker(kind, ""))
        among |= Q(owner_kind=key.owner_kind, kind=key.kind)
    return among


def earned_until(account_ids: Collection[int], *, through_on: date) -> dict[int, int]:
    """What was earned on accounts up to a day and not moved yet, whenever it was moved."""
    is_counted = Q(transfer__happened_on__lte=through_on) | Q(transfer__kind=TransferKind.EARNED)
    sums = (
        Entry.objects.filter(is_counted, account__in=account_ids)
        .order_by()
        .values_list("account")
        .annotate(fen=Sum("amount_fen"))
    )
    found: dict[int, int] = defaultdict(int)
    return found | {pk: -fen for pk, fen in sums}


def releasers_of(taker: Taker, *, payable_fen: int) -> set[str]:
    """Keys of those who moved what is payable now: the newest moves that make up its sum."""
    key = taker_payable(taker)
    moves = Entry.objects.filter(
        account__owner_kind=key.owner_kind,
        account__owner_key=key.owner_key,
        account__kind=key.kind,
        transfer__kind=TransferKind.EARNED,
        amount_fen__lt=0,
    ).order_by("-transfer")
    keys: set[str] = set()
    left = payable_fen
    for by_key, fen in moves.values_list("transfer__by_key", "amount_fen"):
        if left <= 0:
            break
        keys.add(by_key)
        left += fen
    return keys
