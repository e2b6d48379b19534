"""Payouts: their states, what a bank may say of them, and which are out of the ordinary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from moli.kernel.refusal import Refusal

# A transfer has at most ten thousand entries: two for each household, and the bank's.
PAYOUTS_MAX = 4_000
# More than so many times the middle payout of its batch deserves a look.
OUTLIER_TIMES = 10


class BatchState(StrEnum):
    """Where a batch stands."""

    MADE = "MADE"  # waits for another person
    APPROVED = "APPROVED"  # in the books; the bank carries it out
    CANCELLED = "CANCELLED"


class PayoutState(StrEnum):
    """Where a payout stands."""

    WAITING = "WAITING"
    SENT = "SENT"
    PAID = "PAID"
    RETURNED = "RETURNED"
    CANCELLED = "CANCELLED"


class ReturnReason(StrEnum):
    """Why a bank could not deliver."""

    ACCOUNT_UNKNOWN = "ACCOUNT_UNKNOWN"
    NAME_DIFFERS = "NAME_DIFFERS"
    ACCOUNT_CLOSED = "ACCOUNT_CLOSED"
    OTHER = "OTHER"


class ResultOutOfPlace(Refusal):
    """A result names a payout that is not in its batch, or names one twice."""


@dataclass(frozen=True)
class Result:
    """What the bank says of one payout: paid, or returned with a reason."""

    payout_key: str
    returned: ReturnReason | None = None

    @property
    def state(self) -> PayoutState:
        """What the payout becomes."""
        return PayoutState.RETURNED if self.returned else PayoutState.PAID


# A bank may still return what it called paid; what came back was not paid, whatever comes later.
_STEPS: Mapping[PayoutState, frozenset[PayoutState]] = {
    PayoutState.SENT: frozenset({PayoutState.PAID, PayoutState.RETURNED}),
    PayoutState.PAID: frozenset({PayoutState.RETURNED}),
}


def may_become(state: str, later: PayoutState) -> bool:
    """Whether a result changes a payout."""
    return later in _STEPS.get(PayoutState(state), frozenset())


def outliers(sums_fen: Mapping[str, int]) -> list[str]:
    """Keys whose sum is far above the middle one, by key."""
    if not sums_fen:
        return []
    most = OUTLIER_TIMES * median(sums_fen.values())
    return sorted(key for key, fen in sums_fen.items() if fen > most)
