"""Providers on the loopback, and our gateways before them; a conftest imports what it needs."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from moli.gateways.alipay import AlipayGateway, AlipayMerchant
from moli.gateways.wechat import WeChatGateway, WeChatMerchant
from moli.interfaces import payments
from tests.factories.channels import fake_alipay, fake_wechat
from tests.factories.channels.fake_alipay import FakeAlipay
from tests.factories.channels.fake_wechat import FakeWeChat
from tests.factories.channels.keys import Keys, new_pair
from tests.factories.channels.provider import served

SECONDS = 0.3


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys(merchant=new_pair(), platform=new_pair(), stranger=new_pair())


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine behind a proxy still reaches its own loopback."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def wechat(keys: Keys) -> Iterator[FakeWeChat]:
    provider = FakeWeChat(keys=keys, api_key=secrets.token_hex(16))
    with served(provider):
        yield provider


@pytest.fixture
def wechat_merchant(wechat: FakeWeChat, keys: Keys) -> WeChatMerchant:
    return WeChatMerchant(
        app_id=fake_wechat.APP_ID,
        merchant_no=fake_wechat.MERCHANT_NO,
        certificate_no=fake_wechat.CERTIFICATE_NO,
        private_key=keys.merchant.private_pem,
        api_key=wechat.api_key,
        platform_key_id=fake_wechat.PLATFORM_KEY_ID,
        platform_key=keys.platform.public_pem,
    )


@pytest.fixture
def wechat_gateway(wechat: FakeWeChat, wechat_merchant: WeChatMerchant) -> WeChatGateway:
    return WeChatGateway(wechat_merchant, address=wechat.address, seconds=SECONDS)


@pytest.fixture
def alipay(keys: Keys) -> Iterator[FakeAlipay]:
    provider = FakeAlipay(keys=keys)
    with served(provider):
        yield provider


@pytest.fixture
def alipay_merchant(keys: Keys) -> AlipayMerchant:
    return AlipayMerchant(
        app_id=fake_alipay.APP_ID,
        seller_id=fake_alipay.SELLER_ID,
        private_key=keys.merchant.private_pem,
        platform_key=keys.platform.public_pem,
    )


@pytest.fixture
def alipay_gateway(alipay: FakeAlipay, alipay_merchant: AlipayMerchant) -> AlipayGateway:
    address = f"{alipay.address}/gateway.do"
    return AlipayGateway(alipay_merchant, address=address, seconds=SECONDS)


def channel_settings(
    folder: Path, *, keys: Keys, wechat: FakeWeChat, alipay: FakeAlipay
) -> Mapping[str, str]:
    """What a county sets for both channels, its keys in files."""

    def kept(name: str, text: str) -> str:
        path = folder / name
        path.write_text(text, encoding="ascii")
        return str(path)

    return {
        "WECHAT_APP_ID": fake_wechat.APP_ID,
        "WECHAT_MERCHANT_NO": fake_wechat.MERCHANT_NO,
        "WECHAT_CERTIFICATE_NO": fake_wechat.CERTIFICATE_NO,
        "WECHAT_PRIVATE_KEY_FILE": kept("wechat.pem", keys.merchant.private_pem),
        "WECHAT_API_KEY_FILE": kept("wechat-api-key", f"{wechat.api_key}\n"),
        "WECHAT_PLATFORM_KEY_ID": fake_wechat.PLATFORM_KEY_ID,
        "WECHAT_PLATFORM_KEY_FILE": kept("wechat-platform.pem", keys.platform.public_pem),
        "WECHAT_ADDRESS": wechat.address,
        "ALIPAY_APP_ID": fake_alipay.APP_ID,
        "ALIPAY_SELLER_ID": fake_alipay.SELLER_ID,
        "ALIPAY_PRIVATE_KEY_FILE": kept("alipay.pem", keys.merchant.private_pem),
        "ALIPAY_PLATFORM_KEY_FILE": kept("alipay-platform.pem", keys.platform.public_pem),
        "ALIPAY_ADDRESS": f"{alipay.address}/gateway.do",
    }


@pytest.fixture
def channels(
    settings: Any, tmp_path: Path, keys: Keys, wechat: FakeWeChat, alipay: FakeAlipay
) -> Mapping[str, str]:
    """Both channels on; what was set."""
    settings.MOLI_PAY = dict(channel_settings(tmp_path, keys=keys, wechat=wechat, alipay=alipay))
    settings.MOLI_SITE_URL = "https://moli.example"
    assert payments.settings_faults() == []
    return settings.MOLI_PAY
