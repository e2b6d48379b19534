"""Channels on the loopback, and our gateways before them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from moli.gateways.alipay import AlipayGateway, AlipayMerchant
from moli.gateways.offline import OfflineGateway
from moli.gateways.payment import Channel, PaymentGateway
from moli.gateways.wechat import WeChatGateway, WeChatMerchant
from tests.factories.channels.fake_alipay import FakeAlipay
from tests.factories.channels.fake_wechat import FakeWeChat
from tests.factories.channels.fixtures import (
    _no_proxy,
    alipay,
    alipay_merchant,
    keys,
    wechat,
    wechat_merchant,
)

__all__ = [
    "_no_proxy",
    "alipay",
    "alipay_merchant",
    "gateways",
    "keys",
    "wechat",
    "wechat_merchant",
]

Gateways = Mapping[Channel, PaymentGateway]


@pytest.fixture
def gateways(
    wechat: FakeWeChat,
    wechat_merchant: WeChatMerchant,
    alipay: FakeAlipay,
    alipay_merchant: AlipayMerchant,
) -> Gateways:
    return {
        Channel.OFFLINE: OfflineGateway(),
        Channel.WECHAT: WeChatGateway(wechat_merchant, address=wechat.address, seconds=5),
        Channel.ALIPAY: AlipayGateway(
            alipay_merchant, address=f"{alipay.address}/gateway.do", seconds=5
        ),
    }
