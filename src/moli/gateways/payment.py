"""How Moli takes money in: one small interface, and what every channel says in the same words.

A channel moves money and tells about it; it keeps no orders. Whoever uses it

* asks under a number of their own, so that asking again never charges or refunds twice;
* books each `transaction_no` of a channel once, whether reported, queried or both;
* compares the sum (`fits`) before anything counts as paid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

# WeChat Pay takes 6 to 32 signs; capitals alone, because people write them on bank slips.
_NUMBER = re.compile(r"[0-9A-Z]{6,32}")


class Channel(StrEnum):
    """The ways to pay."""

    OFFLINE = "OFFLINE"
    WECHAT = "WECHAT"
    ALIPAY = "ALIPAY"


class ChargeKind(StrEnum):
    """What the payer is given: a text to draw as a QR code, an address to go to, a reference."""

    QR_TEXT = "QR_TEXT"
    REDIRECT = "REDIRECT"
    INSTRUCTION = "INSTRUCTION"


class PaymentState(StrEnum):
    """How an order's payment stands with its channel."""

    WAITING = "WAITING"
    PAID = "PAID"
    CLOSED = "CLOSED"  # never paid, and cannot be any more
    REFUNDED = "REFUNDED"  # was paid, and something went or goes back: ask `query_refund`


class RefundState(StrEnum):
    """How a refund stands with its channel."""

    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    BY_HAND = "BY_HAND"  # the office pays it back and records it


def checked_number(number: str) -> str:
    """An order's or refund's number that every channel takes; ValueError for any other."""
    if not _NUMBER.fullmatch(number):
        raise ValueError("a number is 6 to 32 signs of 0-9 and A-Z")
    return number


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What a payer is asked for. After `expires_at` the channel takes no money for it.

    `notify_url` is where the channel reports, `return_url` where it sends the payer back to.
    """

    order_no: str
    total_fen: int
    subject: str
    notify_url: str
    expires_at: datetime
    return_url: str = ""

    def __post_init__(self) -> None:
        checked_number(self.order_no)
        if self.total_fen <= 0:
            raise ValueError("a charge is at least 1 fen")
        if self.expires_at.tzinfo is None:
            raise ValueError("expires_at needs a time zone")


@dataclass(frozen=True)
class ChargeStarted:
    """What to show the payer. Whoever holds `value` can pay the order, and nothing else."""

    kind: ChargeKind
    value: str


@dataclass(frozen=True, kw_only=True)
class Payment:
    """What a channel says of an order.

    `total_fen` is the order's whole sum, or 0 while it is unpaid and the channel does not say;
    `paid_at` is None unless the channel names the moment.
    """

    order_no: str
    transaction_no: str
    total_fen: int
    state: PaymentState
    paid_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Notification(Payment):
    """What a channel reports on its own. The same `notice_id` again is the same report again.

    A payment is known by its `transaction_no`, which two different reports may share. Reports
    arrive late, twice and out of order. `refund_no` is set when it is about a refund.
    """

    channel: Channel
    notice_id: str
    refund_no: str = ""


@dataclass(frozen=True, kw_only=True)
class Refund:
    """Money to send back for an order of `total_fen`; several refunds may share the order."""

    order_no: str
    refund_no: str
    refund_fen: int
    total_fen: int
    reason: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        checked_number(self.order_no)
        checked_number(self.refund_no)
        if not 0 < self.refund_fen <= self.total_fen:
            raise ValueError("a refund is at least 1 fen and at most the order's sum")


@dataclass(frozen=True, kw_only=True)
class RefundAnswer:
    """How a refund stands."""

    refund_no: str
    refund_fen: int
    state: RefundState


class PaymentGateway(Protocol):
    """A channel. Every method but `read_notification` may raise GatewayFailed.

    `at` is the moment of asking. Every question has the gateway's time limit.
    """

    @property
    def channel(self) -> Channel:
        """Which channel it is."""

    @property
    def acknowledgement(self) -> str:
        """The body of the answer 200 that stops the channel from reporting again."""

    def start(self, charge: Charge, *, at: datetime) -> ChargeStarted:
        """Ask for money. A second call for the same charge asks for the same money."""

    def query(self, order_no: str, *, at: datetime) -> Payment | None:
        """How an order's payment stands; None when the channel knows of no such order."""

    def close(self, order_no: str, *, at: datetime) -> bool:
        """Take no money for an order from now on; the second call changes nothing.

        False: the channel knows of no such order, so it may yet be paid until it expires.
        An order that is paid already is refused (GatewayFailed).
        """

    def refund(self, refund: Refund, *, at: datetime) -> RefundAnswer:
        """Send money back. A second call with the same number sends nothing more."""

    def query_refund(self, refund: Refund, *, at: datetime) -> RefundAnswer | None:
        """How a refund stands; None when nothing was sent back under this number."""

    def read_notification(
        self, headers: Mapping[str, str], body: bytes, *, at: datetime
    ) -> Notification:
        """What a report says, once it is proven to come from the channel, now, for us.

        Raises NotificationRefused. A report read twice is answered twice: see `notice_id`.
        """


def fits(payment: Payment, *, total_fen: int) -> bool:
    """Whether a payment or notification says that exactly this sum is paid, no fen less or more.

    A notification that does not fit is put before a person, never rounded away.
    """
    return payment.state is PaymentState.PAID and payment.total_fen == total_fen
