"""WeChat Pay v3 on the loopback: proves our signature, signs its answers, seals its reports.

It is written from WeChat's rules with `cryptography` alone, so that neither our code nor the
library judges its own work.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
import time
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from tests.factories.channels.keys import Keys, Pair
from tests.factories.channels.provider import TRUNCATED_AT, Answer, Asked, Mood, Provider

APP_ID, MERCHANT_NO, CERTIFICATE_NO = "wx0123456789abcdef", "1900000109", "5F3A" * 10
PLATFORM_KEY_ID = "PUB_KEY_ID_0119000001092016"
_SCHEME = "WECHATPAY2-SHA256-RSA2048"
_PLACE = "/v3/pay/transactions"
_REFUNDS = "/v3/refund/domestic/refunds"
Said = dict[str, Any]


def _sign(pair: Pair, text: str) -> str:
    return base64.b64encode(pair.private.sign(text.encode(), PKCS1v15(), SHA256())).decode()


@dataclass
class Report:
    """A notification on its way."""

    headers: dict[str, str]
    body: bytes


@dataclass(kw_only=True)
class FakeWeChat(Provider):
    keys: Keys
    api_key: str
    orders: dict[str, Said] = field(default_factory=dict)
    refunds: dict[str, Said] = field(default_factory=dict)
    refund_status: str = "PROCESSING"
    changes: Said = field(default_factory=dict)  # what it says otherwise than it should

    def answer(self, asked: Asked) -> Answer:
        status, said = self._judge(asked)
        body = json.dumps(said | self.changes, ensure_ascii=False).encode() if said else b""
        signed = self._headers(body, self._signer(), at=time.time())
        if self.mood is Mood.TAMPERED:
            body = body.replace(b'"total": 8888', b'"total": 1111')
        if self.mood is Mood.TRUNCATED:
            body = body[:TRUNCATED_AT]
            signed = self._headers(body, self.keys.platform, at=time.time())
        headers = {} if self.mood is Mood.UNSIGNED else signed
        return Answer(status, body, {**headers, "Content-Type": "application/json"})

    def report(
        self,
        order_no: str,
        *,
        at: datetime,
        event: str = "TRANSACTION.SUCCESS",
        said: Said | None = None,
        notice_id: str = "",
    ) -> Report:
        """A signed and sealed notification about an order or, with `said`, about anything."""
        resource = self._sealed(json.dumps(said or self._told(self.orders[order_no])))
        envelope = {
            "id": notice_id or secrets.token_hex(16),
            "create_time": at.isoformat(),
            "resource_type": "encrypt-resource",
            "event_type": event,
            "summary": "支付成功",
            "resource": resource,
        }
        body = json.dumps(envelope, ensure_ascii=False).encode()
        return Report(self._headers(body, self._signer(), at=at.timestamp()), body)

    def signed(self, body: bytes, *, at: datetime) -> Report:
        """Any body, with WeChat's true signature."""
        return Report(self._headers(body, self.keys.platform, at=at.timestamp()), body)

    def pay(self, order_no: str, *, at: datetime) -> None:
        """The payer scans and pays."""
        self.orders[order_no] |= {
            "trade_state": "SUCCESS",
            "transaction_id": f"42000{len(self.orders):04d}",
            "success_time": at.isoformat(timespec="seconds"),
        }

    def refund_said(self, refund_no: str, *, status: str) -> Said:
        refund = self.refunds[refund_no]
        return {
            "mchid": MERCHANT_NO,
            "out_trade_no": refund["out_trade_no"],
            "transaction_id": "420000001",
            "out_refund_no": refund_no,
            "refund_status": status,
            "amount": refund["amount"],
        }

    def _signer(self) -> Pair:
        return self.keys.stranger if self.mood is Mood.STRANGER else self.keys.platform

    def _headers(self, body: bytes, pair: Pair, *, at: float) -> dict[str, str]:
        stamp, nonce = str(int(at)), secrets.token_hex(8)
        return {
            "Wechatpay-Timestamp": stamp,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Serial": PLATFORM_KEY_ID,
            "Wechatpay-Signature-Type": _SCHEME,
            "Wechatpay-Signature": _sign(pair, f"{stamp}\n{nonce}\n{body.decode()}\n"),
        }

    def _sealed(self, text: str) -> dict[str, str]:
        nonce, extra = secrets.token_hex(6), "transaction"
        sealed = AESGCM(self.api_key.encode()).encrypt(
            nonce.encode(), text.encode(), extra.encode()
        )
        return {
            "algorithm": "AEAD_AES_256_GCM",
            "ciphertext": base64.b64encode(sealed).decode(),
            "nonce": nonce,
            "associated_data": extra,
            "original_type": "transaction",
        }

    def _is_signed(self, asked: Asked) -> bool:
        """WeChat's rules for requests: our key, our merchant, a moment within five minutes."""
        header = asked.headers.get("Authorization", "")
        given = dict(re.findall(r'(\w+)="([^"]*)"', header.partition(" ")[2]))
        content = "\n".join(
            (asked.method, asked.path, given["timestamp"], given["nonce_str"], asked.body.decode())
        )
        try:
            self.keys.merchant.private.public_key().verify(
                base64.b64decode(given["signature"]),
                f"{content}\n".encode(),
                PKCS1v15(),
                SHA256(),
            )
        except InvalidSignature:
            return False
        is_ours = (given["mchid"], given["serial_no"]) == (MERCHANT_NO, CERTIFICATE_NO)
        return is_ours and abs(time.time() - int(given["timestamp"])) <= 300

    def _judge(self, asked: Asked) -> tuple[int, Said]:
        if not self._is_signed(asked):
            return 401, {"code": "SIGN_ERROR", "message": "签名错误"}
        path = urlsplit(asked.path)
        said = json.loads(asked.body) if asked.body else {}
        if path.path == f"{_PLACE}/native":
            return self._start(said)
        if path.path == _REFUNDS:
            return self._refund(said)
        number = path.path.removesuffix("/close").rpartition("/")[2]
        if path.path.startswith(_REFUNDS):
            found = self.refunds.get(number)
            return (200, found) if found else (404, {"code": "RESOURCE_NOT_EXISTS"})
        if number not in self.orders:
            return 404, {"code": "ORDER_NOT_EXIST", "message": "订单不存在"}
        if path.path.endswith("/close"):
            return self._close(number)
        assert parse_qs(path.query) == {"mchid": [MERCHANT_NO]}
        return 200, self._told(self.orders[number])

    def _start(self, said: Said) -> tuple[int, Said]:
        known = self.orders.setdefault(said["out_trade_no"], {**said, "trade_state": "NOTPAY"})
        if any(known[name] != value for name, value in said.items()):
            return 400, {"code": "INVALID_REQUEST", "message": "订单号重复"}
        if known["trade_state"] == "SUCCESS":
            return 400, {"code": "ORDERPAID", "message": "该订单已支付"}
        return 200, {"code_url": f"weixin://wxpay/bizpayurl?pr={said['out_trade_no'][-6:]}"}

    def _close(self, number: str) -> tuple[int, Said]:
        order = self.orders[number]
        if order["trade_state"] == "SUCCESS":
            return 400, {"code": "ORDERPAID", "message": "该订单已支付"}
        if order["trade_state"] == "CLOSED":
            return 400, {"code": "ORDER_CLOSED", "message": "订单已关闭"}
        order["trade_state"] = "CLOSED"
        return 204, {}

    def _refund(self, said: Said) -> tuple[int, Said]:
        order = self.orders.get(said["out_trade_no"], {"trade_state": ""})
        if order["trade_state"] not in {"SUCCESS", "REFUND"}:
            return 404, {"code": "RESOURCE_NOT_EXISTS", "message": "订单不存在"}
        new = {**said, "status": self.refund_status, "refund_id": f"503{len(self.refunds)}"}
        known = self.refunds.setdefault(said["out_refund_no"], new)
        if known["amount"] != said["amount"]:
            return 400, {"code": "INVALID_REQUEST", "message": "退款单号重复"}
        order["trade_state"] = "REFUND"
        return 200, known

    def _told(self, order: Said) -> Said:
        names = ("out_trade_no", "trade_state", "transaction_id", "success_time")
        told = {name: order[name] for name in names if name in order}
        payer = {"payer": {"openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}}
        amount = order["amount"] | {"payer_total": order["amount"]["total"]}
        return {"appid": APP_ID, "mchid": MERCHANT_NO, **told, "amount": amount, **payer}


def changed(report: Report, **headers: str) -> Report:
    """A report with other headers than it was signed for."""
    names = {f"Wechatpay-{name.title()}": value for name, value in headers.items()}
    return replace(report, headers=report.headers | names)
