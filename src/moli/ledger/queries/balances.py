"""What stands on accounts: of one, and of all as a proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from moli.ledger.models import Account, Entry, Transfer
from moli.ledger.rules.chart import SIDES, AccountKind, Side, on_its_side


def balance(account: Account, *, on: date) -> int:
    """What stands on an account at the end of a day, on the side of its kind, in fen."""
    entries = Entry.objects.filter(account=account, transfer__happened_on__lte=on)
    total = entries.aggregate(total=Sum("amount_fen"))["total"] or 0
    return account.on_its_side(total)


@dataclass(frozen=True)
class TrialRow:
    """All accounts of a kind: how many were posted to, and all that was, by side."""

    kind: AccountKind
    accounts: int
    debit_fen: int
    credit_fen: int

    @property
    def side(self) -> Side:
        """The side on which the kind grows."""
        return SIDES[self.kind]

    @property
    def balance_fen(self) -> int:
        """What stands on them, on their side."""
        return on_its_side(self.kind, self.debit_fen - self.credit_fen)


@dataclass(frozen=True)
class TrialBalance:
    """All kinds that were posted to, in the order of the chart. Debits equal credits."""

    rows: tuple[TrialRow, ...]

    @property
    def debit_fen(self) -> int:
        """All debits."""
        return sum(row.debit_fen for row in self.rows)

    @property
    def credit_fen(self) -> int:
        """All credits."""
        return sum(row.credit_fen for row in self.rows)

    @property
    def is_balanced(self) -> bool:
        """Whether they are equal."""
        return self.debit_fen == self.credit_fen


def trial_balance(*, on: date) -> TrialBalance:
    """The books at the end of a day, kind by kind: one query, whatever the number of accounts."""
    sums = (
        Entry.objects.filter(transfer__happened_on__lte=on)
        .order_by()
        .values("account__kind")
        .annotate(
            accounts=Count("account", distinct=True),
            debit_fen=Sum("amount_fen", filter=Q(amount_fen__gt=0), default=0),
            credit_fen=-Sum("amount_fen", filter=Q(amount_fen__lt=0), default=0),
        )
    )
    by_kind = {
        AccountKind(row["account__kind"]): TrialRow(
            kind=AccountKind(row["account__kind"]),
            accounts=row["accounts"],
            debit_fen=row["debit_fen"],
            credit_fen=row["credit_fen"],
        )
        for row in sums
    }
    return TrialBalance(rows=tuple(by_kind[kind] for kind in AccountKind if kind in by_kind))


def posted_through(day: date) -> tuple[int, int]:
    """How many transfers happened up to a day, and the sum of all their debits in fen."""
    debits = Entry.objects.filter(amount_fen__gt=0, transfer__happened_on__lte=day)
    return (
        Transfer.objects.filter(happened_on__lte=day).count(),
        debits.aggregate(total=Sum("amount_fen"))["total"] or 0,
    )
