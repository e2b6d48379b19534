"""Payments as they are told to us: once, twice, late, and for another sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from moli.gateways.payment import Channel
from moli.kernel.refusal import Refusal

PAY_WITHIN = timedelta(minutes=30)


class RefundReason(StrEnum):
    """Why money goes back to a buyer."""

    PAID_TWICE = "PAID_TWICE"
    PAID_TOO_LATE = "PAID_TOO_LATE"  # the units had gone to somebody else
    CANCELLED = "CANCELLED"
    RETURNED = "RETURNED"


class OrderUnknown(Refusal):
    """There is no such order."""


class AmountDiffers(Refusal):
    """A payment is told with another sum than the order's."""


class PaymentReferenceTaken(Refusal):
    """Under this reference another payment is written down."""


class PaymentWithoutReference(Refusal):
    """A payment without a reference cannot be told from its repetition."""


@dataclass(frozen=True)
class PaymentFacts:
    """What a channel says of a payment. `reference` is the channel's own number of it."""

    channel: Channel
    reference: str
    total_fen: int
