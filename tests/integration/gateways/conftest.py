"""Providers on the loopback, and our gateways before them."""

from __future__ import annotations

from tests.factories.channels.fixtures import (
    SECONDS,
    _no_proxy,
    alipay,
    alipay_gateway,
    alipay_merchant,
    keys,
    wechat,
    wechat_gateway,
    wechat_merchant,
)

__all__ = [
    "SECONDS",
    "_no_proxy",
    "alipay",
    "alipay_gateway",
    "alipay_merchant",
    "keys",
    "wechat",
    "wechat_gateway",
    "wechat_merchant",
]
