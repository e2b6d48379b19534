"""Alipay on the loopback: proves our RSA2 signature, signs its answers and its notifications.

It is written from Alipay's rules with `cryptography` alone, so that our code does not judge its
own work. A request's signature covers `sign_type`; a notification's does not.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from tests.factories.channels.keys import Keys, Pair
from tests.factories.channels.provider import TRUNCATED_AT, Answer, Asked, Mood, Provider

APP_ID, SELLER_ID = "2016091200494382", "2088102146225135"
SHANGHAI = ZoneInfo("Asia/Shanghai")
Said = dict[str, Any]


def _sign(pair: Pair, text: str) -> str:
    return base64.b64encode(pair.private.sign(text.encode(), PKCS1v15(), SHA256())).decode()


def _text(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def _no(code: str, *, number: str = "40004") -> Said:
    return {"code": number, "msg": "Business Failed", "sub_code": code, "sub_msg": "不行"}


@dataclass(kw_only=True)
class FakeAlipay(Provider):
    keys: Keys
    orders: dict[str, Said] = field(default_factory=dict)
    refunds: dict[str, Said] = field(default_factory=dict)
    changes: Said = field(default_factory=dict)  # what it says otherwise than it should
    forced: Said | None = None  # what it says instead

    def answer(self, asked: Asked) -> Answer:
        form = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
        name = f"{form['method'].replace('.', '_')}_response"
        if not self.is_signed(form):
            # Alipay does not sign for an application whose key it cannot prove.
            said = _no("isv.invalid-signature", number="40002")
            return self._sent(f'{{"{name}":{json.dumps(said)}}}')
        said = self.forced or self._judge(form) | self.changes
        # Blanks and escapes as they come: what is signed is the text, not what it means.
        part = json.dumps(said, ensure_ascii=False, separators=(", ", ":"))
        sign = _sign(self._signer(), part)
        if self.mood is Mood.TAMPERED:
            part = part.replace("88.88", "11.11")
        signature = "" if self.mood is Mood.UNSIGNED else f',"sign":"{sign}"'
        text = f'{{"{name}": {part}{signature}}}'
        return self._sent(text[:TRUNCATED_AT] if self.mood is Mood.TRUNCATED else text)

    def open_page(self, address: str) -> Said:
        """The payer opens the address that we sent; Alipay proves it and starts the trade."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}" == self.address
        form = dict(parse_qsl(parts.query, keep_blank_values=True))
        assert self.is_signed(form), "the address is not signed by the merchant"
        content: Said = json.loads(form["biz_content"])
        self.orders.setdefault(content["out_trade_no"], {**content, "status": "WAIT_BUYER_PAY"})
        return form

    def pay(self, order_no: str, *, at: datetime) -> None:
        """The payer pays."""
        trade = {"trade_no": f"20160912{len(self.orders):08d}", "paid_at": _text(at)}
        self.orders[order_no] |= {**trade, "status": "TRADE_SUCCESS"}

    def report(self, order_no: str, *, at: datetime, **changes: str) -> bytes:
        """A notification about an order as it stands; `changes` are made before it is signed."""
        order = self.orders[order_no]
        form = {
            "notify_time": _text(at),
            "notify_type": "trade_status_sync",
            "notify_id": secrets.token_hex(17),
            "app_id": APP_ID,
            "seller_id": SELLER_ID,
            "charset": "utf-8",
            "version": "1.0",
            "trade_no": order.get("trade_no", "2016091200000000"),
            "out_trade_no": order_no,
            "subject": order["subject"],
            "trade_status": order["status"],
            "total_amount": order["total_amount"],
            "refund_fee": "0.00",
            "fund_bill_list": '[{"amount":"88.88","fundChannel":"ALIPAYACCOUNT"}]',
            **({"gmt_payment": order["paid_at"]} if "paid_at" in order else {}),
            **changes,
        }
        return self.signed({name: value for name, value in form.items() if value != "-"})

    def signed(self, form: dict[str, str]) -> bytes:
        content = "&".join(f"{name}={form[name]}" for name in sorted(form))
        more = {"sign": _sign(self._signer(), content), "sign_type": "RSA2"}
        return urlencode(form | more).encode()

    def is_signed(self, form: dict[str, str]) -> bool:
        """Alipay's rule for requests: all that has a value but `sign`, sorted, unescaped."""
        names = sorted(name for name, value in form.items() if name != "sign" and value)
        content = "&".join(f"{name}={form[name]}" for name in names)
        try:
            self.keys.merchant.private.public_key().verify(
                base64.b64decode(form["sign"]), content.encode(), PKCS1v15(), SHA256()
            )
        except InvalidSignature:
            return False
        return form["app_id"] == APP_ID

    def _signer(self) -> Pair:
        return self.keys.stranger if self.mood is Mood.STRANGER else self.keys.platform

    def _sent(self, text: str) -> Answer:
        return Answer(200, text.encode(), {"Content-Type": "text/html;charset=utf-8"})

    def _judge(self, form: dict[str, str]) -> Said:
        content = json.loads(form["biz_content"])
        order = self.orders.get(content["out_trade_no"])
        if order is None:
            return _no("ACQ.TRADE_NOT_EXIST")
        good = {"code": "10000", "msg": "Success", "out_trade_no": content["out_trade_no"]}
        judge = {
            "alipay.trade.query": self._query,
            "alipay.trade.close": self._close,
            "alipay.trade.refund": self._refund,
            "alipay.trade.fastpay.refund.query": self._query_refund,
        }[form["method"]]
        said = judge(order, content)
        return said if "sub_code" in said else good | said

    def _query(self, order: Said, content: Said) -> Said:
        paid = {"send_pay_date": order["paid_at"]} if "paid_at" in order else {}
        return {
            "trade_no": order.get("trade_no", "2016091200000000"),
            "trade_status": order["status"],
            "total_amount": order["total_amount"],
            "buyer_logon_id": "159****5620",
            **paid,
        }

    def _close(self, order: Said, content: Said) -> Said:
        if order["status"] != "WAIT_BUYER_PAY":
            return _no("ACQ.TRADE_STATUS_ERROR")
        order["status"] = "TRADE_CLOSED"
        return {"trade_no": "2016091200000000"}

    def _refund(self, order: Said, content: Said) -> Said:
        if "paid_at" not in order:
            return _no("ACQ.TRADE_STATUS_ERROR")
        number = content["out_request_no"]
        is_new = number not in self.refunds
        self.refunds.setdefault(number, content)
        back = sum(float(each["refund_amount"]) for each in self.refunds.values())
        if f"{back:.2f}" == order["total_amount"]:
            order["status"] = "TRADE_CLOSED"
        return {"fund_change": "Y" if is_new else "N", "refund_fee": f"{back:.2f}"}

    def _query_refund(self, order: Said, content: Said) -> Said:
        found = self.refunds.get(content["out_request_no"])
        if found is None:
            return {}
        return {
            "out_request_no": content["out_request_no"],
            "refund_amount": found["refund_amount"],
            "total_amount": order["total_amount"],
            "refund_status": "REFUND_SUCCESS",
        }
