"""Alipay: the payer is sent to Alipay's page and back. Public-key mode, RSA2, utf-8.

Written by hand, because the official library brings 36,000 files for these five messages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from moli.gateways import alipay_messages as messages
from moli.gateways.failures import GatewayFailed
from moli.gateways.moments import NOTICE_AGE_MAX, plain_time, yuan_text
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
from moli.gateways.signatures import private_key, public_key, sign
from moli.gateways.wire import checked_address, post_form

ADDRESS = "https://openapi.alipay.com/gateway.do"
_PRODUCT = "FAST_INSTANT_TRADE_PAY"
_SUBJECT_SIGNS_MAX = 128  # the field holds 256
_REASON_SIGNS_MAX = 128
_NO_SUCH_ORDER = "ACQ.TRADE_NOT_EXIST"
# Said to a close: it is paid, or it is closed already.
_UNFIT_STATES = {
    *("ACQ.TRADE_STATUS_ERROR", "ACQ.REASON_TRADE_STATUS_INVALID", "ACQ.REASON_ILLEGAL_STATUS"),
}


@dataclass(frozen=True, kw_only=True)
class AlipayMerchant:
    """What Alipay gives a merchant. `seller_id` is its own number and begins with 2088."""

    app_id: str
    seller_id: str
    private_key: str = field(repr=False)
    platform_key: str


class AlipayGateway:
    """The channel Alipay. KeyUnreadable or ValueError when the merchant's settings are wrong.

    `address` is another one than Alipay's only in tests. A call waits about `seconds` at most.
    """

    channel = Channel.ALIPAY
    acknowledgement = "success"

    def __init__(
        self,
        merchant: AlipayMerchant,
        *,
        address: str = ADDRESS,
        seconds: float = 10,
        notice_age_max: timedelta = NOTICE_AGE_MAX,
    ) -> None:
        self._app_id = merchant.app_id
        self._address = checked_address(address)
        self._seconds = seconds
        self._key = private_key(
            merchant.private_key, name="the application's private key for Alipay"
        )
        self._reader = messages.Reader(
            app_id=merchant.app_id,
            seller_id=merchant.seller_id,
            platform_key=public_key(merchant.platform_key, name="the public key of Alipay"),
            age_max=notice_age_max,
        )

    def start(self, charge: Charge, *, at: datetime) -> ChargeStarted:
        """An address at Alipay to send the payer to. No network: the order starts there."""
        form = self._signed(
            "alipay.trade.page.pay",
            {
                "out_trade_no": charge.order_no,
                "product_code": _PRODUCT,
                "total_amount": yuan_text(charge.total_fen),
                "subject": _plain(charge.subject)[:_SUBJECT_SIGNS_MAX],
                "time_expire": plain_time(charge.expires_at),
            },
            at=at,
            notify_url=charge.notify_url,
            return_url=charge.return_url,
        )
        return ChargeStarted(ChargeKind.REDIRECT, f"{self._address}?{urlencode(form)}")

    def query(self, order_no: str, *, at: datetime) -> Payment | None:
        """See PaymentGateway. Alipay knows an order once its payer has logged in there."""
        try:
            said = self._ask("alipay.trade.query", {"out_trade_no": checked_number(order_no)}, at)
        except GatewayFailed as failure:
            if failure.is_certain and failure.detail == _NO_SUCH_ORDER:
                return None
            raise
        return messages.payment(said, order_no=order_no)

    def close(self, order_no: str, *, at: datetime) -> bool:
        """See PaymentGateway."""
        try:
            said = self._ask("alipay.trade.close", {"out_trade_no": checked_number(order_no)}, at)
        except GatewayFailed as failure:
            if failure.is_certain and failure.detail == _NO_SUCH_ORDER:
                return False
            if failure.is_certain and failure.detail in _UNFIT_STATES:
                return self._is_closed(order_no, failure, at=at)
            raise
        messages.require(said, out_trade_no=order_no)
        return True

    def refund(self, refund: Refund, *, at: datetime) -> RefundAnswer:
        """See PaymentGateway. RUNNING: this call moved nothing; `query_refund` tells why."""
        content = {
            "out_trade_no": refund.order_no,
            "out_request_no": refund.refund_no,
            "refund_amount": yuan_text(refund.refund_fen),
        }
        if refund.reason:
            content["refund_reason"] = refund.reason[:_REASON_SIGNS_MAX]
        said = self._ask("alipay.trade.refund", content, at)
        messages.require(said, out_trade_no=refund.order_no)
        state = RefundState.DONE if said.get("fund_change") == "Y" else RefundState.RUNNING
        return RefundAnswer(refund_no=refund.refund_no, refund_fen=refund.refund_fen, state=state)

    def query_refund(self, refund: Refund, *, at: datetime) -> RefundAnswer | None:
        """See PaymentGateway."""
        content = {"out_trade_no": refund.order_no, "out_request_no": refund.refund_no}
        try:
            said = self._ask("alipay.trade.fastpay.refund.query", content, at)
        except GatewayFailed as failure:
            if failure.is_certain and failure.detail == _NO_SUCH_ORDER:
                return None
            raise
        return messages.refund_answer(said, refund)

    def read_notification(
        self, headers: Mapping[str, str], body: bytes, *, at: datetime
    ) -> Notification:
        """See PaymentGateway. The signature stands in the form; headers are not looked at."""
        return self._reader.notification(body, at=at)

    def _is_closed(self, order_no: str, failure: GatewayFailed, *, at: datetime) -> bool:
        found = self.query(order_no, at=at)
        if found is not None and found.state is PaymentState.CLOSED:
            return True
        raise failure

    def _ask(self, method: str, content: Mapping[str, str], at: datetime) -> dict[str, object]:
        form = self._signed(method, content, at=at)
        body = post_form(f"{self._address}?charset=utf-8", form, seconds=self._seconds)
        return self._reader.answer(body, method=method)

    def _signed(
        self, method: str, content: Mapping[str, str], *, at: datetime, **more: str
    ) -> dict[str, str]:
        form = {
            "app_id": self._app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": messages.SIGN_TYPE,
            "timestamp": plain_time(at),
            "version": "1.0",
            "biz_content": json.dumps(content, ensure_ascii=False, separators=(",", ":")),
            **{name: value for name, value in more.items() if value},
        }
        return {**form, "sign": sign(self._key, messages.content_of_request(form))}


def _plain(subject: str) -> str:
    """A subject without the signs that Alipay does not take in one."""
    return subject.translate(str.maketrans("/=&", "   "))
