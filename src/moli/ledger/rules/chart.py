"""The chart of accounts: what kinds there are, on which side each grows, which can run out.

Debits are positive, credits negative, so a transfer sums to zero. An account's *balance* is
what stands on the side of its kind: a debit balance of cash and a credit balance of a debt are
both shown as positive sums.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Side(StrEnum):
    """The side on which an account grows: 借 (+) or 贷 (−)."""

    DEBIT = "DEBIT"
    CREDIT = "CREDIT"


class AccountKind(StrEnum):
    """What an account keeps count of for its owner."""

    # What there is, and what is owed to us.
    CASH = "CASH"  # in a station's drawer
    BANK = "BANK"
    CLEARING = "CLEARING"  # on its way: a payment service has it, or the bank was told to send it
    RECEIVABLE = "RECEIVABLE"  # what a buyer owes, or a household that was paid too much
    # What is owed to others.
    PROCEEDS = "PROCEEDS"  # of a sale, not split yet
    HELD = "HELD"  # in dispute
    PAYABLE = "PAYABLE"  # what may be paid out to its owner; nothing else ever is
    # What the takers of a share have earned, before it becomes payable.
    COMMISSION = "COMMISSION"
    TRANSPORT = "TRANSPORT"
    PACKAGING = "PACKAGING"
    PLATFORM = "PLATFORM"
    # What was lost, and where the books began.
    SHRINKAGE = "SHRINKAGE"
    FEES = "FEES"  # what banks and payment services take
    OPENING = "OPENING"


SIDES: Mapping[AccountKind, Side] = {
    AccountKind.CASH: Side.DEBIT,
    AccountKind.BANK: Side.DEBIT,
    AccountKind.CLEARING: Side.DEBIT,
    AccountKind.RECEIVABLE: Side.DEBIT,
    AccountKind.PROCEEDS: Side.CREDIT,
    AccountKind.HELD: Side.CREDIT,
    AccountKind.PAYABLE: Side.CREDIT,
    AccountKind.COMMISSION: Side.CREDIT,
    AccountKind.TRANSPORT: Side.CREDIT,
    AccountKind.PACKAGING: Side.CREDIT,
    AccountKind.PLATFORM: Side.CREDIT,
    AccountKind.SHRINKAGE: Side.DEBIT,
    AccountKind.FEES: Side.DEBIT,
    AccountKind.OPENING: Side.CREDIT,
}

# Kinds that never fall below nought: money that is not there cannot leave a drawer or a bank,
# a sale cannot be split twice, and nobody is paid more than is owed to them. Every posting to
# one of these waits for the one before, so an account that many use at once belongs to
# something small: an order, a day, a station.
LIMITED: frozenset[AccountKind] = frozenset(
    {
        AccountKind.CASH,
        AccountKind.BANK,
        AccountKind.PROCEEDS,
        AccountKind.HELD,
        AccountKind.PAYABLE,
    }
)


class AccountKey(NamedTuple):
    """Whose account, and of which kind. Owners stand above the books and are named by keys."""

    owner_kind: str
    owner_key: str
    kind: AccountKind


def on_its_side(kind: AccountKind, amount_fen: int) -> int:
    """A signed sum as its account's kind counts it: growth is positive."""
    return amount_fen if SIDES[kind] is Side.DEBIT else -amount_fen
