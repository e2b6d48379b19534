"""What WeChat Pay says, checked and put into our own words."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from moli.gateways.failures import (
    GatewayFailed,
    GatewayFault,
    NotificationFault,
    NotificationRefused,
)
from moli.gateways.moments import is_fresh
from moli.gateways.payment import (
    Channel,
    Notification,
    Payment,
    PaymentState,
    Refund,
    RefundAnswer,
    RefundState,
)
from moli.gateways.signatures import holds

CURRENCY = "CNY"
_SIGNATURE_TYPE = "WECHATPAY2-SHA256-RSA2048"
_SEAL = "AEAD_AES_256_GCM"
_HEADERS = ("signature", "timestamp", "nonce", "serial")
_STATES = {
    "SUCCESS": PaymentState.PAID,
    "REFUND": PaymentState.REFUNDED,
    "NOTPAY": PaymentState.WAITING,
    "USERPAYING": PaymentState.WAITING,
    "PAYERROR": PaymentState.WAITING,  # this attempt failed; the order may still be paid
    "CLOSED": PaymentState.CLOSED,
    "REVOKED": PaymentState.CLOSED,
}
_REFUND_STATES = {
    "SUCCESS": RefundState.DONE,
    "PROCESSING": RefundState.RUNNING,
    "CLOSED": RefundState.FAILED,
    "ABNORMAL": RefundState.FAILED,
}
_ABOUT_A_PAYMENT = "TRANSACTION."
_ABOUT_A_REFUND = "REFUND."


class _NotOurs(Exception):
    """A message about another merchant, application, order or currency."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads messages for one merchant."""

    app_id: str
    merchant_no: str
    api_key: bytes = field(repr=False)
    platform_key_id: str
    platform_key: RSAPublicKey
    age_max: timedelta

    def payment(self, answer: Mapping[str, Any], *, order_no: str) -> Payment:
        """The answer to a query of this order; GatewayFailed when it is anything else."""
        try:
            found = self._payment(answer)
        except _NotOurs:
            raise GatewayFailed(GatewayFault.UNTRUSTED) from None
        except (KeyError, TypeError, ValueError):
            raise GatewayFailed(GatewayFault.UNREADABLE) from None
        if found.order_no != order_no:
            raise GatewayFailed(GatewayFault.UNTRUSTED)
        return found

    def notification(
        self, headers: Mapping[str, str], body: bytes, *, at: datetime
    ) -> Notification:
        """A report, proven to be WeChat's, sent about now, and about our merchant."""
        self._prove(headers, body, at=at)
        try:
            envelope = json.loads(body)
            resource, kind = envelope["resource"], envelope["event_type"]
            notice_id = _filled(envelope["id"])
            said = self._opened(resource)
            if kind.startswith(_ABOUT_A_PAYMENT):
                return _reported(self._payment(said), notice_id=notice_id)
            if kind.startswith(_ABOUT_A_REFUND):
                return self._refund_report(said, notice_id=notice_id)
        except _NotOurs:
            raise NotificationRefused(NotificationFault.NOT_OURS) from None
        except (KeyError, TypeError, ValueError, AttributeError):
            raise NotificationRefused(NotificationFault.UNREADABLE) from None
        raise NotificationRefused(NotificationFault.UNKNOWN_KIND)

    def _prove(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> None:
        """Refuse what is not signed by WeChat at about this moment, by the rule of ±300 s.

        A key that we do not know is refused like a wrong signature; no network is asked for it.
        """
        lower = {name.lower(): value for name, value in headers.items()}
        given = {name: lower.get(f"wechatpay-{name}", "") for name in _HEADERS}
        if not all(given.values()):
            raise NotificationRefused(NotificationFault.INCOMPLETE)
        sent_at = _unix_moment(given["timestamp"])
        if sent_at is None or not is_fresh(sent_at, at=at, age_max=self.age_max):
            raise NotificationRefused(NotificationFault.STALE)
        content = b"%s\n%s\n%s\n" % (given["timestamp"].encode(), given["nonce"].encode(), body)
        is_signed = (
            lower.get("wechatpay-signature-type", _SIGNATURE_TYPE) == _SIGNATURE_TYPE
            and given["serial"] == self.platform_key_id
            and holds(self.platform_key, content, given["signature"])
        )
        if not is_signed:
            raise NotificationRefused(NotificationFault.UNTRUSTED)

    def _opened(self, resource: Mapping[str, Any]) -> dict[str, Any]:
        if resource["algorithm"] != _SEAL:
            raise ValueError
        nonce, extra = resource["nonce"].encode(), resource.get("associated_data") or ""
        sealed = base64.b64decode(resource["ciphertext"], validate=True)
        try:
            text = AESGCM(self.api_key).decrypt(nonce, sealed, extra.encode())
        except InvalidTag:
            raise NotificationRefused(NotificationFault.SEALED) from None
        said = json.loads(text)
        if not isinstance(said, dict):
            raise TypeError
        return said

    def _payment(self, said: Mapping[str, Any]) -> Payment:
        if said["mchid"] != self.merchant_no or said["appid"] != self.app_id:
            raise _NotOurs
        state = _STATES[said["trade_state"]]
        # An unpaid order has no transaction yet, and is told without its sum.
        is_paid = state in {PaymentState.PAID, PaymentState.REFUNDED}
        number = said["transaction_id"] if is_paid else said.get("transaction_id", "")
        paid_at = said["success_time"] if is_paid else None
        return Payment(
            order_no=_filled(said["out_trade_no"]),
            transaction_no=_filled(number) if is_paid else str(number),
            total_fen=_sum(said["amount"]) if is_paid else _sum(said.get("amount") or {"total": 0}),
            state=state,
            paid_at=_moment(paid_at) if paid_at else None,
        )

    def _refund_report(self, said: Mapping[str, Any], *, notice_id: str) -> Notification:
        if said["mchid"] != self.merchant_no:
            raise _NotOurs
        return Notification(
            channel=Channel.WECHAT,
            notice_id=notice_id,
            order_no=_filled(said["out_trade_no"]),
            transaction_no=_filled(said["transaction_id"]),
            total_fen=_sum(said["amount"]),
            state=PaymentState.REFUNDED,
            refund_no=_filled(said["out_refund_no"]),
        )


def refund_answer(answer: Mapping[str, Any], refund: Refund) -> RefundAnswer:
    """The answer to a refund or to its query; GatewayFailed when it is about another."""
    try:
        state = _REFUND_STATES[answer["status"]]
        number, fen = answer["out_refund_no"], _whole(answer["amount"]["refund"])
    except (KeyError, TypeError, ValueError):
        raise GatewayFailed(GatewayFault.UNREADABLE) from None
    if (number, fen, answer.get("out_trade_no")) != (
        refund.refund_no,
        refund.refund_fen,
        refund.order_no,
    ):
        raise GatewayFailed(GatewayFault.UNTRUSTED)
    return RefundAnswer(refund_no=refund.refund_no, refund_fen=refund.refund_fen, state=state)


def text_of(answer: Mapping[str, Any], name: str) -> str:
    """A text that an answer must have; GatewayFailed when it has not."""
    try:
        return _filled(answer[name])
    except (KeyError, TypeError):
        raise GatewayFailed(GatewayFault.UNREADABLE) from None


def _reported(payment: Payment, *, notice_id: str) -> Notification:
    return Notification(**vars(payment), channel=Channel.WECHAT, notice_id=notice_id)


def _filled(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError
    return value


def _whole(value: object) -> int:
    # True is an int to Python, and 1.0 is none: money comes in whole fen.
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def _sum(amount: Mapping[str, Any]) -> int:
    if amount.get("currency", CURRENCY) != CURRENCY:
        raise _NotOurs
    return _whole(amount["total"])


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _unix_moment(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit() and len(text) <= 11):
        return None
    return datetime.fromtimestamp(int(text), UTC)
