"""Paying at the station or by bank transfer: the office confirms what came in. No network.

The payer writes a reference on the slip: the order's number and two check signs (ISO 7064,
MOD 1271-36). They catch every single wrong sign and every exchange of two neighbours, before a
payment is booked to another order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from moli.gateways.failures import NotificationFault, NotificationRefused
from moli.gateways.payment import (
    Channel,
    Charge,
    ChargeKind,
    ChargeStarted,
    Notification,
    Payment,
    PaymentState,
    Refund,
    RefundAnswer,
    RefundState,
    checked_number,
)

_BASE, _MODULUS, _CHECK_SIGNS = 36, 1271, 2
_WRITTEN = re.compile(r"[0-9A-Z]{8,34}")
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class OfflineGateway:
    """The channel that always works: it gives references and takes the office's word."""

    channel = Channel.OFFLINE
    acknowledgement = ""

    def start(self, charge: Charge, *, at: datetime) -> ChargeStarted:
        """The reference to write on the slip; the same order always gets the same."""
        return ChargeStarted(ChargeKind.INSTRUCTION, reference_for(charge.order_no))

    def query(self, order_no: str, *, at: datetime) -> Payment | None:
        """Always None: only the office knows, and it says so by `confirm`."""
        checked_number(order_no)
        return None

    def close(self, order_no: str, *, at: datetime) -> bool:
        """Always False: nobody can stop a transfer that is on its way."""
        checked_number(order_no)
        return False

    def refund(self, refund: Refund, *, at: datetime) -> RefundAnswer:
        """The office has to pay it back."""
        return RefundAnswer(
            refund_no=refund.refund_no, refund_fen=refund.refund_fen, state=RefundState.BY_HAND
        )

    def query_refund(self, refund: Refund, *, at: datetime) -> RefundAnswer | None:
        """Always by hand: the office's own record tells whether it is paid back."""
        return self.refund(refund, at=at)

    def read_notification(
        self, headers: Mapping[str, str], body: bytes, *, at: datetime
    ) -> Notification:
        """Nothing outside may confirm an offline payment: always NotificationRefused."""
        raise NotificationRefused(NotificationFault.UNKNOWN_KIND)

    def confirm(
        self, order_no: str, *, slip_no: str, total_fen: int, paid_at: datetime
    ) -> Notification:
        """What the office says came in, in the form of any other channel's notification.

        `slip_no` is the number on the bank slip or receipt: the same slip again is the same
        notification again. Whether it `fits` the order is for the caller to judge.
        """
        slip = slip_no.strip()
        if not slip or total_fen <= 0 or paid_at.tzinfo is None:
            raise ValueError("a confirmation needs a slip, a sum and a moment with its time zone")
        return Notification(
            channel=self.channel,
            notice_id=slip,
            order_no=checked_number(order_no),
            transaction_no=slip,
            total_fen=total_fen,
            paid_at=paid_at,
            state=PaymentState.PAID,
        )


def reference_for(order_no: str) -> str:
    """What the payer writes: the order's number, a stroke and the check signs."""
    shifted = int(checked_number(order_no), _BASE) * _BASE**_CHECK_SIGNS
    first, second = divmod((1 - shifted) % _MODULUS, _BASE)
    return f"{order_no}-{_SIGNS[first]}{_SIGNS[second]}"


def order_no_of(reference: str) -> str | None:
    """The order that a reference names, as payers write it: small letters, blanks, full width.

    None when its check signs do not hold. Whether there is such an order is another question.
    """
    half = unicodedata.normalize("NFKC", reference)
    signs = re.sub(r"[\s\-_–—]", "", half).upper()
    if not _WRITTEN.fullmatch(signs) or int(signs, _BASE) % _MODULUS != 1:
        return None
    return signs[:-_CHECK_SIGNS]
