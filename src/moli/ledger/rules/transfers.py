"""What a transfer may be: its kinds, and the judgment of its amounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from moli.kernel.refusal import Refusal

ENTRIES_MIN, ENTRIES_MAX = 2, 10_000
# A trillion yuan: sums of ten thousand of them still fit a 64-bit number.
AMOUNT_FEN_MAX = 10**14


class TransferKind(StrEnum):
    """Why money moved: what the journal calls a transfer."""

    OPENING = "OPENING"
    SALE = "SALE"
    PAYMENT = "PAYMENT"
    SPLIT = "SPLIT"
    EARNED = "EARNED"  # what a taker of a share has earned becomes payable
    PAYOUT = "PAYOUT"
    RETURNED = "RETURNED"  # a payout that the bank could not deliver
    REFUND = "REFUND"
    CLAIM = "CLAIM"  # a dispute is settled
    SHRINKAGE = "SHRINKAGE"
    FEE = "FEE"
    DAY = "DAY"  # what a station's counter did on a day that it has closed
    CORRECTION = "CORRECTION"
    REVERSAL = "REVERSAL"


class EntriesOutOfRange(Refusal):
    """A transfer has from two to ten thousand entries."""


class AmountOutOfRange(Refusal):
    """An entry of nothing, or of more than anybody can mean."""


class NotBalanced(Refusal):
    """Debits and credits differ."""


class NotYetHappened(Refusal):
    """The books say what happened, never what will."""


def judge_amounts(amounts_fen: Sequence[int]) -> None:
    """Refuse too few or too many entries, entries of nothing or too much, and a sum not zero."""
    if not ENTRIES_MIN <= len(amounts_fen) <= ENTRIES_MAX:
        raise EntriesOutOfRange(
            field="lines",
            value=len(amounts_fen),
            entries_min=ENTRIES_MIN,
            entries_max=ENTRIES_MAX,
        )
    for amount in amounts_fen:
        if not 0 < abs(amount) <= AMOUNT_FEN_MAX:
            raise AmountOutOfRange(field="lines", value_fen=amount, max_fen=AMOUNT_FEN_MAX)
    if over := sum(amounts_fen):
        raise NotBalanced(field="lines", over_fen=over)


def judge_day(happened_on: date, *, today: date) -> None:
    """Refuse a day that has not come."""
    if happened_on > today:
        raise NotYetHappened(
            field="happened_on", happened_on=happened_on.isoformat(), today=today.isoformat()
        )
