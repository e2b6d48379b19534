"""Fake channels on the loopback, switched on by settings and key files as a county does it."""

from __future__ import annotations

from tests.factories.channels.fixtures import _no_proxy, alipay, channels, keys, wechat

__all__ = ["_no_proxy", "alipay", "channels", "keys", "wechat"]
