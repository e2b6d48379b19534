"""WeChat Pay, API v3, native payment: the payer scans a QR code.

`wechatpayv3` signs our requests and checks the signature of every good answer. Notifications are
read here, because the library believes old ones, and asks the network for certificates when a
stranger names an unknown key. Only the way with the platform's public key is taken, which needs
no network at the start.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from wechatpayv3 import WeChatPay, WeChatPayType

from moli.gateways import wechat_messages as messages
from moli.gateways.failures import GatewayFailed, GatewayFault
from moli.gateways.moments import BEIJING, NOTICE_AGE_MAX
from moli.gateways.payment import (
    Channel,
    Charge,
    ChargeKind,
    ChargeStarted,
    Notification,
    Payment,
    Refund,
    RefundAnswer,
    checked_number,
)
from moli.gateways.signatures import private_key, public_key
from moli.gateways.wire import checked_address

ADDRESS = "https://api.mch.weixin.qq.com"
_API_KEY_BYTES = 32
_SUBJECT_BYTES_MAX = 120  # the field holds 127
_REASON_BYTES_MAX = 75  # the field holds 80
# Codes that are no plain "no": it may have acted, or asks to be asked again.
_UNCERTAIN = {"SYSTEM_ERROR", "SYSTEMERROR", "FREQUENCY_LIMITED", "BIZERR_NEED_RETRY"}
_NO_SUCH_ORDER = {"ORDER_NOT_EXIST", "ORDERNOTEXIST"}
_NO_SUCH_REFUND = {"RESOURCE_NOT_EXISTS"}
_ALREADY_CLOSED = {"ORDER_CLOSED", "ORDERCLOSED"}


@dataclass(frozen=True, kw_only=True)
class WeChatMerchant:
    """What WeChat Pay gives a merchant. `certificate_no` names the merchant's own certificate."""

    app_id: str
    merchant_no: str
    certificate_no: str
    private_key: str = field(repr=False)
    api_key: str = field(repr=False)
    platform_key_id: str
    platform_key: str


class WeChatGateway:
    """The channel WeChat Pay. KeyUnreadable or ValueError when the merchant's settings are wrong.

    `address` is another one than WeChat's only in tests. A call waits at most `seconds` for the
    connection and again for each piece of the answer.
    """

    channel = Channel.WECHAT
    acknowledgement = ""

    def __init__(
        self,
        merchant: WeChatMerchant,
        *,
        address: str = ADDRESS,
        seconds: float = 10,
        notice_age_max: timedelta = NOTICE_AGE_MAX,
    ) -> None:
        if len(merchant.api_key.encode()) != _API_KEY_BYTES:
            raise ValueError("the APIv3 key of WeChat Pay has 32 signs")
        platform = public_key(merchant.platform_key, name="the platform key of WeChat Pay")
        self._reader = messages.Reader(
            app_id=merchant.app_id,
            merchant_no=merchant.merchant_no,
            api_key=merchant.api_key.encode(),
            platform_key_id=merchant.platform_key_id,
            platform_key=platform,
            age_max=notice_age_max,
        )
        own = private_key(merchant.private_key, name="the merchant's private key for WeChat Pay")
        # No logger: the library would write requests, signatures and opened notifications to it.
        self._client = WeChatPay(
            wechatpay_type=WeChatPayType.NATIVE,
            mchid=merchant.merchant_no,
            private_key=own.private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            ).decode(),
            cert_serial_no=merchant.certificate_no,
            appid=merchant.app_id,
            apiv3_key=merchant.api_key,
            timeout=seconds,
            public_key=platform.public_bytes(
                Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
            ).decode(),
            public_key_id=merchant.platform_key_id,
        )
        self._client._core._gate_way = checked_address(address)  # noqa: SLF001 - has no setting

    def start(self, charge: Charge, *, at: datetime) -> ChargeStarted:
        """A text for a QR code; it works for two hours at most, then start again."""
        answer = self._ask(
            lambda: self._client.pay(
                description=cut(charge.subject, bytes_max=_SUBJECT_BYTES_MAX),
                out_trade_no=charge.order_no,
                amount={"total": charge.total_fen, "currency": messages.CURRENCY},
                time_expire=charge.expires_at.astimezone(BEIJING).isoformat(timespec="seconds"),
                notify_url=charge.notify_url,
            )
        )
        return ChargeStarted(ChargeKind.QR_TEXT, messages.text_of(answer, "code_url"))

    def query(self, order_no: str, *, at: datetime) -> Payment | None:
        """See PaymentGateway."""
        checked_number(order_no)
        try:
            answer = self._ask(lambda: self._client.query(out_trade_no=order_no))
        except GatewayFailed as failure:
            if failure.is_certain and failure.detail in _NO_SUCH_ORDER:
                return None
            raise
        return self._reader.payment(answer, order_no=order_no)

    def close(self, order_no: str, *, at: datetime) -> bool:
        """See PaymentGateway."""
        checked_number(order_no)
        try:
            self._ask(lambda: self._client.close(out_trade_no=order_no))
        except GatewayFailed as failure:
            if failure.is_certain and failure.detail in _ALREADY_CLOSED:
                return True
            if failure.is_certain and failure.detail in _NO_SUCH_ORDER:
                return False
            raise
        return True

    def refund(self, refund: Refund, *, at: datetime) -> RefundAnswer:
        """See PaymentGateway. WeChat mostly answers RUNNING: ask `query_refund` later."""
        answer = self._ask(
            lambda: self._client.refund(
                out_refund_no=refund.refund_no,
                out_trade_no=refund.order_no,
                amount={
                    "refund": refund.refund_fen,
                    "total": refund.total_fen,
                    "currency": messages.CURRENCY,
                },
                reason=cut(refund.reason, bytes_max=_REASON_BYTES_MAX) or None,
            )
        )
        return messages.refund_answer(answer, refund)

    def query_refund(self, refund: Refund, *, at: datetime) -> RefundAnswer | None:
        """See PaymentGateway."""
        try:
            answer = self._ask(lambda: self._client.query_refund(out_refund_no=refund.refund_no))
        except GatewayFailed as failure:
            if failure.is_certain and failure.detail in _NO_SUCH_REFUND:
                return None
            raise
        return messages.refund_answer(answer, refund)

    def read_notification(
        self, headers: Mapping[str, str], body: bytes, *, at: datetime
    ) -> Notification:
        """See PaymentGateway."""
        return self._reader.notification(headers, body, at=at)

    def _ask(self, call: Callable[[], tuple[int, str | bytes]]) -> dict[str, Any]:
        """What WeChat answers. The library's faults are told apart and leave nothing behind."""
        try:
            status, text = call()
        except OSError as error:  # what `requests` raises is one
            raise GatewayFailed(GatewayFault.NO_ANSWER, detail=type(error).__name__) from None
        except Exception:  # noqa: BLE001 - so it says that an answer's signature does not hold
            raise GatewayFailed(GatewayFault.UNTRUSTED) from None
        return _good(status, text)


def cut(text: str, *, bytes_max: int) -> str:
    """A text that fits a field counted in bytes, without half a sign at its end."""
    return text.encode()[:bytes_max].decode(errors="ignore")


def _good(status: int, text: str | bytes) -> dict[str, Any]:
    if status == 204:
        return {}
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    said = answer if isinstance(answer, dict) else {}
    if 200 <= status < 300:
        if said:
            return said
        raise GatewayFailed(GatewayFault.UNREADABLE)
    code = said.get("code")
    # 401: it does not believe our signature, so it did nothing; 429 and 5xx: ask again.
    is_plain_no = 400 <= status < 500 and status != 429 and bool(code) and code not in _UNCERTAIN
    fault = GatewayFault.REFUSED if is_plain_no else GatewayFault.NO_ANSWER
    raise GatewayFailed(fault, detail=code or f"HTTP_{status}")
