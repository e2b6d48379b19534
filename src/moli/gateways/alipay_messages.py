"""What Alipay says and what is signed of it, checked and put into our own words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from moli.gateways.failures import (
    GatewayFailed,
    GatewayFault,
    NotificationFault,
    NotificationRefused,
)
from moli.gateways.moments import fen_of, is_fresh, moment_of
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

SIGN_TYPE = "RSA2"
_GOOD = "10000"
_ABOUT_A_TRADE = "trade_status_sync"
_FIELDS_MAX = 100
_NEEDED = ("sign", "sign_type", "notify_time", "notify_id", "notify_type", "app_id", "seller_id")
# Business codes after which Alipay may have acted, or asks to be asked again.
_UNCERTAIN = {"ACQ.SYSTEM_ERROR", "SYSTEM_ERROR", "isp.unknow-error", "aop.ACQ.SYSTEM_ERROR"}
_NO = "40004"
_STATES = {
    "WAIT_BUYER_PAY": PaymentState.WAITING,
    "TRADE_SUCCESS": PaymentState.PAID,
    "TRADE_FINISHED": PaymentState.PAID,
    "TRADE_CLOSED": PaymentState.CLOSED,
}


def content_of_request(form: Mapping[str, str]) -> bytes:
    """What we sign: every field with a value but `sign`, sorted, unescaped. `sign_type` is in."""
    return _joined({name: value for name, value in form.items() if name != "sign" and value})


def content_of_notification(form: Mapping[str, str]) -> bytes:
    """What Alipay signs of a notification: every field but `sign` and, here, `sign_type`."""
    return _joined({name: form[name] for name in form if name not in {"sign", "sign_type"}})


def _joined(fields: Mapping[str, str]) -> bytes:
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields)).encode()


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads messages for one merchant."""

    app_id: str
    seller_id: str
    platform_key: RSAPublicKey
    age_max: timedelta

    def answer(self, body: bytes, *, method: str) -> dict[str, object]:
        """The business part of an answer, proven to be Alipay's and to say that it was done.

        The signature is over the very signs that stand between the braces, so these are cut out
        of the text and proven before they are believed.
        """
        try:
            text = body.decode()
            whole = json.loads(text)
            raw, said = _part(text, f"{method.replace('.', '_')}_response")
            signature = str(whole.get("sign"))
        except (AttributeError, TypeError, ValueError):
            raise GatewayFailed(GatewayFault.UNREADABLE) from None
        sub_code = said.get("sub_code")
        if not holds(self.platform_key, raw.encode(), signature):
            # A no that is not signed proves nothing, but its code helps whoever set it up.
            raise GatewayFailed(GatewayFault.UNTRUSTED, detail=sub_code)
        if said.get("code") == _GOOD:
            return said
        is_plain_no = said.get("code") == _NO and bool(sub_code) and sub_code not in _UNCERTAIN
        fault = GatewayFault.REFUSED if is_plain_no else GatewayFault.NO_ANSWER
        raise GatewayFailed(fault, detail=sub_code or f"CODE_{said.get('code')}")

    def notification(self, body: bytes, *, at: datetime) -> Notification:
        """A report, proven to be Alipay's, sent about now, and about our application and us."""
        form = _form(body)
        if any(not form.get(name) for name in _NEEDED):
            raise NotificationRefused(NotificationFault.INCOMPLETE)
        if form["sign_type"] != SIGN_TYPE or not holds(
            self.platform_key, content_of_notification(form), form["sign"]
        ):
            raise NotificationRefused(NotificationFault.UNTRUSTED)
        try:
            if not is_fresh(moment_of(form["notify_time"]), at=at, age_max=self.age_max):
                raise NotificationRefused(NotificationFault.STALE)
            if form["app_id"] != self.app_id or form["seller_id"] != self.seller_id:
                raise NotificationRefused(NotificationFault.NOT_OURS)
            if form["notify_type"] != _ABOUT_A_TRADE:
                raise NotificationRefused(NotificationFault.UNKNOWN_KIND)
            return _reported(form)
        except (KeyError, ValueError):
            raise NotificationRefused(NotificationFault.UNREADABLE) from None


def payment(said: Mapping[str, object], *, order_no: str) -> Payment:
    """The answer to a query of this order; GatewayFailed when it is anything else.

    A query does not tell a refund of a part, which `query_refund` does; after a refund of all,
    the trade is closed, but has a moment of payment.
    """
    require(said, out_trade_no=order_no)
    try:
        state = _STATES[str(said["trade_status"])]
        paid_text = said.get("send_pay_date")
        if state is PaymentState.CLOSED and paid_text:
            state = PaymentState.REFUNDED
        return Payment(
            order_no=order_no,
            transaction_no=_filled(said["trade_no"]),
            total_fen=fen_of(_filled(said["total_amount"])),
            state=state,
            paid_at=moment_of(_filled(paid_text)) if paid_text else None,
        )
    except (KeyError, TypeError, ValueError):
        raise GatewayFailed(GatewayFault.UNREADABLE) from None


def refund_answer(said: Mapping[str, object], refund: Refund) -> RefundAnswer | None:
    """The answer to a query of this refund; None when Alipay has sent nothing back under it."""
    if said.get("refund_status") != "REFUND_SUCCESS":
        return None
    require(said, out_trade_no=refund.order_no, out_request_no=refund.refund_no)
    try:
        fen = fen_of(_filled(said["refund_amount"]))
    except (KeyError, TypeError, ValueError):
        raise GatewayFailed(GatewayFault.UNREADABLE) from None
    if fen != refund.refund_fen:
        raise GatewayFailed(GatewayFault.UNTRUSTED)
    return RefundAnswer(refund_no=refund.refund_no, refund_fen=fen, state=RefundState.DONE)


def require(said: Mapping[str, object], **expected: str) -> None:
    """GatewayFailed when an answer, though signed, is about something that was not asked."""
    if any(said.get(name) != value for name, value in expected.items()):
        raise GatewayFailed(GatewayFault.UNTRUSTED)


def _part(text: str, name: str) -> tuple[str, dict[str, object]]:
    """A member of a JSON object (or its error) as it stands in the text, and what it says."""
    found = re.search(rf'"({name}|error_response)"\s*:\s*', text)
    if not found:
        raise ValueError
    said, end = json.JSONDecoder().raw_decode(text, found.end())
    if not isinstance(said, dict):
        raise TypeError
    return text[found.end() : end], said


def _form(body: bytes) -> dict[str, str]:
    """The fields of a form in utf-8; a field that stands twice makes it unreadable."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_FIELDS_MAX,
        )
    except ValueError:
        raise NotificationRefused(NotificationFault.UNREADABLE) from None
    form = dict(pairs)
    if len(form) != len(pairs) or form.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise NotificationRefused(NotificationFault.UNREADABLE)
    return form


def _reported(form: Mapping[str, str]) -> Notification:
    state = _STATES[form["trade_status"]]
    # A refund is reported as the trade's state once more, with what has gone back in all.
    is_refund = fen_of(form.get("refund_fee") or "0") > 0
    paid_text = form.get("gmt_payment")
    return Notification(
        channel=Channel.ALIPAY,
        notice_id=form["notify_id"],
        order_no=_filled(form["out_trade_no"]),
        transaction_no=_filled(form["trade_no"]),
        total_fen=fen_of(form["total_amount"]),
        paid_at=moment_of(paid_text) if paid_text else None,
        state=PaymentState.REFUNDED if is_refund else state,
        refund_no=form.get("out_biz_no", "") if is_refund else "",
    )


def _filled(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError
    return value
