"""What moves cash by hand: which way, and how much of it."""

from __future__ import annotations

from collections.abc import Mapping

from moli.counter.rules.states import CashKind
from moli.kernel.refusal import Refusal

# A million yuan: more is a slip of the finger.
CASH_FEN_MAX = 100_000_000

# What people do to the drawer by hand, and which way the cash goes. All else comes of orders,
# bills, parcels and counts.
BY_HAND: Mapping[CashKind, int] = {
    CashKind.FLOAT: 1,
    CashKind.HANDED_IN: -1,
    CashKind.FEES_TAKEN: -1,
}

# What a drawer's fees are made of: the orders and bills say how much of their cash is a fee.
WITH_FEES = frozenset(
    {
        CashKind.BUY_FOR,
        CashKind.BUY_FOR_BACK,
        CashKind.BILL,
        CashKind.BILL_BACK,
        CashKind.PARCEL_FEE,
    }
)


class CashNotByHand(Refusal):
    """Only change, what is handed in and fees are moved by hand."""


class CashOutOfRange(Refusal):
    """Nothing, or more than a drawer can hold."""


class FeesNotThere(Refusal):
    """More fees would be taken out than lie in the drawer."""


def judge_by_hand(cash_kind: CashKind, amount_fen: int) -> int:
    """The signed sum of what was moved by hand; refuses other kinds, nothing and too much."""
    if cash_kind not in BY_HAND:
        raise CashNotByHand(field="cash_kind")
    judge_sum(amount_fen)
    return BY_HAND[cash_kind] * amount_fen


def judge_sum(amount_fen: int, *, field: str = "amount_fen") -> None:
    """Refuse a sum of nothing, of less, or of more than anybody can mean."""
    if not 0 < amount_fen <= CASH_FEN_MAX:
        raise CashOutOfRange(field=field, value_fen=amount_fen, max_fen=CASH_FEN_MAX)
