"""What households are owed, what they owe, and what of it can be paid out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from moli.households.models import Household
from moli.ledger.models import Account, Entry
from moli.ledger.rules.chart import AccountKind
from moli.settlement.models import BankAccount, Payout
from moli.settlement.rules.payouts import PayoutState
from moli.settlement.rules.shares import HOUSEHOLD_OWNER


@dataclass(frozen=True)
class Owed:
    """One household: `payable_fen` stands to its credit, of which it owes `debt_fen`.

    `returned_fen` came back from the bank and waits for being sent again, apart from the rest.
    """

    household: Household
    bank_account: BankAccount | None
    payable_fen: int
    debt_fen: int
    returned_fen: int

    @property
    def total_fen(self) -> int:
        """What an ordinary batch would pay; nothing until a debt is covered."""
        return max(0, self.payable_fen - self.debt_fen - self.returned_fen)


def owed(*, on: date, keys: Collection[str] | None = None) -> list[Owed]:
    """All households with something to their credit, or some by key; in key order."""
    accounts = payable_accounts(keys)
    payable = {account.owner_key: account.left_fen or 0 for account in accounts}
    households = {row.key: row for row in Household.objects.filter(uid__in=payable)}
    banks = {
        row.household_id: row
        for row in BankAccount.objects.in_force(on=on)
        .filter(household__in=households.values())
        .exclude(number_index="")
    }
    debts = debts_of(payable)
    returned = _returned()
    return [
        Owed(
            household=household,
            bank_account=banks.get(household.pk),
            payable_fen=payable[key],
            debt_fen=debts.get(key, 0),
            returned_fen=min(returned.get(household.pk, 0), payable[key]),
        )
        for key, household in sorted(households.items(), key=lambda each: each[1].pk)
    ]


def payable_accounts(keys: Collection[str] | None = None) -> Iterable[Account]:
    """The accounts from which households are paid, those that are not empty, in key order."""
    accounts = Account.objects.filter(
        owner_kind=HOUSEHOLD_OWNER, kind=AccountKind.PAYABLE, left_fen__gt=0
    )
    if keys is not None:
        accounts = accounts.filter(owner_key__in=keys)
    return accounts.order_by("pk")


def debts_of(keys: Collection[str]) -> dict[str, int]:
    """What households were paid too much and have not given back, by key, where it is anything."""
    sums = (
        Entry.objects.filter(
            account__owner_kind=HOUSEHOLD_OWNER,
            account__owner_key__in=keys,
            account__kind=AccountKind.RECEIVABLE,
        )
        .order_by()
        .values("account__owner_key")
        .annotate(fen=Sum("amount_fen"))
    )
    return {row["account__owner_key"]: row["fen"] for row in sums if row["fen"]}


def sent_again() -> set[int]:
    """Payouts for which another attempt stands."""
    attempts = Payout.objects.filter(attempt_of__isnull=False).exclude(state=PayoutState.CANCELLED)
    return {pk for pk in attempts.values_list("attempt_of", flat=True) if pk}


def _returned() -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    waiting = Payout.objects.filter(state=PayoutState.RETURNED).exclude(pk__in=sent_again())
    for household_id, fen in waiting.values_list("household", "total_fen"):
        sums[household_id] += fen
    return sums
