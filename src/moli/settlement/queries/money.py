"""The county's money before it is paid out: what is owed, what lies where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from moli.ledger.models import Account, Transfer
from moli.ledger.queries.balances import balance
from moli.ledger.rules.chart import AccountKind
from moli.settlement.models import Payout
from moli.settlement.queries.owed import Owed, owed
from moli.settlement.queries.reach import MoneyReach
from moli.settlement.rules.payouts import PayoutState
from moli.settlement.rules.shares import CHANNEL_OWNER, OFFICE_BANK

HAND_OVERS_SHOWN = 10


@dataclass(frozen=True)
class OwedNow:
    """What is owed to all households on a day, parted by what can be done about it.

    `ready` could stand in a batch now; `without_account` waits for an account at a bank,
    `waiting` for the batch that it is in, `indebted` until its debt is covered.
    """

    ready: tuple[Owed, ...]
    without_account: tuple[Owed, ...]
    waiting: tuple[Owed, ...]
    indebted: tuple[Owed, ...]
    bank_fen: int

    @property
    def ready_fen(self) -> int:
        """What a batch would pay out."""
        return total(self.ready)

    @property
    def without_account_fen(self) -> int:
        """What cannot be paid out for want of an account."""
        return total(self.without_account)

    @property
    def is_short(self) -> bool:
        """Whether the bank has less than a batch would pay out."""
        return self.ready_fen > self.bank_fen


def total(households: Sequence[Owed]) -> int:
    """What an ordinary batch would pay to some households."""
    return sum(each.total_fen for each in households)


def owed_now(reach: MoneyReach, *, on: date) -> OwedNow:
    """What is owed on a day: a fixed number of queries; nothing without the right."""
    standing = owed(on=on) if reach.pays else []
    waiting = set(
        Payout.objects.filter(state=PayoutState.WAITING).values_list("household", flat=True)
    )
    free = [each for each in standing if each.household.pk not in waiting]
    return OwedNow(
        ready=tuple(each for each in free if each.total_fen and each.bank_account),
        without_account=tuple(each for each in free if each.total_fen and not each.bank_account),
        waiting=tuple(each for each in standing if each.household.pk in waiting),
        indebted=tuple(each for each in free if each.debt_fen and not each.total_fen),
        bank_fen=office_bank_fen() if reach.pays else 0,
    )


def office_bank_fen() -> int:
    """What stands in the office's bank account, from which households are paid."""
    account = Account.objects.filter(
        owner_kind=OFFICE_BANK.owner_kind, owner_key=OFFICE_BANK.owner_key, kind=OFFICE_BANK.kind
    ).first()
    return (account.left_fen or 0) if account else 0


@dataclass(frozen=True)
class ChannelHolding:
    """What a payment channel has taken and not yet handed over, of settled orders."""

    channel: str
    fen: int


def channel_holdings(reach: MoneyReach, *, on: date) -> list[ChannelHolding]:
    """What lies with the channels at the end of a day, those that hold nothing too."""
    if not reach.pays:
        return []
    accounts = Account.objects.filter(owner_kind=CHANNEL_OWNER, kind=AccountKind.CLEARING).order_by(
        "pk"
    )
    return [ChannelHolding(row.owner_key, balance(row, on=on)) for row in accounts]


def hand_overs(reach: MoneyReach) -> list[tuple[Transfer, int]]:
    """The newest hand-overs of channels, each with what arrived at the bank."""
    if not reach.pays:
        return []
    rows = (
        Transfer.objects.filter(reference__startswith="handover:")
        .prefetch_related("entries")
        .order_by("-pk")[:HAND_OVERS_SHOWN]
    )
    return [
        (row, sum(entry.amount_fen for entry in row.entries.all() if entry.amount_fen > 0))
        for row in rows
    ]
