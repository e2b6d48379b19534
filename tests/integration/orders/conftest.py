"""Channels on the loopback."""

from __future__ import annotations

from tests.factories.channels.fixtures import (
    _no_proxy,
    alipay,
    alipay_merchant,
    keys,
    wechat,
    wechat_merchant,
)

__all__ = ["_no_proxy", "alipay", "alipay_merchant", "keys", "wechat", "wechat_merchant"]
