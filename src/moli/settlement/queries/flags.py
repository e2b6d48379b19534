"""What a checker should look at before approving: shared bank cards, sums out of the ordinary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from moli.settlement.models import BankAccount, Payout, PayoutBatch
from moli.settlement.rules.payouts import outliers


@dataclass(frozen=True)
class BatchFlags:
    """Payouts of a batch that deserve a look. Two households may well share a card; ask."""

    shared_cards: tuple[tuple[Payout, ...], ...]
    outliers: tuple[Payout, ...]


def batch_flags(batch: PayoutBatch) -> BatchFlags:
    """What to look at in a batch."""
    payouts = list(batch.payouts.select_related("household", "bank_account").order_by("pk"))
    by_card: dict[str, list[Payout]] = {}
    for payout in payouts:
        if payout.bank_account.number_index:
            by_card.setdefault(payout.bank_account.number_index, []).append(payout)
    far = set(outliers({payout.key: payout.total_fen for payout in payouts}))
    return BatchFlags(
        shared_cards=tuple(tuple(rows) for rows in by_card.values() if len(rows) > 1),
        outliers=tuple(payout for payout in payouts if payout.key in far),
    )


def shared_cards(*, on: date) -> list[tuple[BankAccount, ...]]:
    """Cards that several households name on a day, each with its accounts; two queries."""
    rows = BankAccount.objects.in_force(on=on).exclude(number_index="")
    several = (
        rows.order_by()
        .values("number_index")
        .annotate(households=Count("household", distinct=True))
        .filter(households__gt=1)
        .values("number_index")
    )
    found: dict[str, list[BankAccount]] = {}
    shared = rows.filter(number_index__in=several).select_related("household").order_by("pk")
    for row in shared:
        found.setdefault(row.number_index, []).append(row)
    return [tuple(accounts) for accounts in found.values()]
