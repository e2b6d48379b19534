"""The law of what stations, carriers, packers and the platform are owed."""

from __future__ import annotations

from collections import Counter

from django.db.models import Q

from moli.kernel.law import LawCheck, found_law
from moli.ledger.models import Account, Entry
from moli.ledger.rules.chart import AccountKind
from moli.settlement.models import Share
from moli.settlement.queries.counting import differing
from moli.settlement.queries.takers import earnings_accounts
from moli.settlement.rules.shares import EARNERS, TAKER_PAID, ShareKind, owner_kind


def takers_are_owed_what_was_shared() -> LawCheck:
    """A taker's shares are what it has earned, what is payable to it, and what it was paid."""
    shared: Counter[tuple[str, str]] = Counter()
    rows = Share.objects.filter(kind__in=EARNERS).values_list("kind", "owner_key", "fen")
    for kind, key, fen in rows.iterator():
        shared[owner_kind(ShareKind(kind)), key] += fen
    owed: Counter[tuple[str, str]] = Counter()
    owners = [owner_kind(kind) for kind in EARNERS]
    ours = Q(account__in=Account.objects.filter(earnings_accounts()).values("pk")) | Q(
        account__kind=AccountKind.PAYABLE, account__owner_kind__in=owners
    )
    # What was paid to them has left what is payable, and stands there again when it is reversed.
    entries = Entry.objects.filter(ours).exclude(
        Q(transfer__reference__startswith=TAKER_PAID)
        | Q(transfer__reverses__reference__startswith=TAKER_PAID)
    )
    named = entries.values_list("account__owner_kind", "account__owner_key", "amount_fen")
    for owner, key, fen in named.iterator():
        owed[owner, key] -= fen
    wrong = [f"{owner} {key}" for owner, key in differing(shared, owed)]
    return found_law("settlement.taker_is_owed_what_was_shared", checked=len(shared), broken=wrong)
