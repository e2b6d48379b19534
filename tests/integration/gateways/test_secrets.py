"""Keys and signatures stay out of logs, exceptions and whatever is printed."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import replace

import pytest

from moli.gateways.alipay import AlipayGateway, AlipayMerchant
from moli.gateways.failures import GatewayFailed, NotificationRefused
from moli.gateways.wechat import WeChatGateway, WeChatMerchant
from tests.factories.channels.fake_alipay import FakeAlipay
from tests.factories.channels.fake_wechat import FakeWeChat
from tests.factories.channels.fixtures import SECONDS
from tests.factories.channels.keys import Keys
from tests.factories.channels.provider import Mood
from tests.factories.moments import NOW
from tests.integration.gateways import test_alipay, test_wechat

OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"  # of the fake's payer


def told(call: Callable[[], object]) -> str:
    """All that a call leaves behind when it fails: its exception with causes and variables."""
    try:
        call()
    except (GatewayFailed, NotificationRefused, ValueError) as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        return "".join(shown.format()) + repr(error) + repr(vars(error))
    raise AssertionError("it should have failed")


def pieces(pem: str) -> list[str]:
    """The lines of a key that are its own."""
    return [line for line in pem.splitlines() if len(line) > 40 and "MII" not in line]


def secrets_of(keys: Keys, api_key: str) -> list[str]:
    return [*pieces(keys.merchant.private_pem), api_key]


def test_no_gateway_shows_its_keys(
    wechat_gateway: WeChatGateway,
    wechat_merchant: WeChatMerchant,
    alipay_gateway: AlipayGateway,
    alipay_merchant: AlipayMerchant,
    keys: Keys,
) -> None:
    things = (wechat_gateway, wechat_merchant, alipay_gateway, alipay_merchant)
    shown = " ".join(f"{thing!r} {thing}" for thing in things)
    shown += f"{wechat_gateway._reader!r} {alipay_gateway._reader!r}"

    assert wechat_merchant.merchant_no in shown
    for secret in secrets_of(keys, wechat_merchant.api_key):
        assert secret not in shown


@pytest.mark.parametrize("mood", [mood for mood in Mood if mood is not Mood.GOOD])
def test_no_failure_at_wechat_tells_a_secret(
    wechat_gateway: WeChatGateway,
    wechat: FakeWeChat,
    keys: Keys,
    caplog: pytest.LogCaptureFixture,
    mood: Mood,
) -> None:
    caplog.set_level(logging.DEBUG)
    test_wechat.paid(wechat_gateway, wechat)
    report = wechat.report(test_wechat.ORDER, at=NOW)
    wechat.mood = mood
    wechat.freed.set()  # a stalled one hangs up at once: what is left behind is the same

    shown = ""
    if mood is not Mood.DRIPPING:  # `requests` waits anew for every drop
        shown = told(lambda: wechat_gateway.query(test_wechat.ORDER, at=NOW))
    shown += told(lambda: wechat_gateway.read_notification(report.headers, report.body[1:], at=NOW))
    shown += caplog.text

    signed = [each.headers["Authorization"][-200:-100] for each in wechat.asked]
    assert len(shown) > 100
    for secret in [*secrets_of(keys, wechat.api_key), *signed, OPENID]:
        assert secret not in shown


@pytest.mark.parametrize("mood", [mood for mood in Mood if mood is not Mood.GOOD])
def test_no_failure_at_alipay_tells_a_secret(
    alipay_gateway: AlipayGateway,
    alipay: FakeAlipay,
    keys: Keys,
    caplog: pytest.LogCaptureFixture,
    mood: Mood,
) -> None:
    caplog.set_level(logging.DEBUG)
    test_alipay.paid(alipay_gateway, alipay)
    report = alipay.report(test_alipay.ORDER, at=NOW)
    alipay.mood = mood

    shown = told(lambda: alipay_gateway.query(test_alipay.ORDER, at=NOW))
    shown += told(lambda: alipay_gateway.read_notification({}, report[:-1] + b"x", at=NOW))
    shown += caplog.text

    assert len(shown) > 100
    for secret in pieces(keys.merchant.private_pem):
        assert secret not in shown


def test_a_report_that_does_not_open_tells_nothing_of_either_key(
    wechat_gateway: WeChatGateway, wechat: FakeWeChat
) -> None:
    test_wechat.paid(wechat_gateway, wechat)
    ours = wechat.api_key
    wechat.api_key = "another key of thirty-two signs!"
    report = wechat.report(test_wechat.ORDER, at=NOW)

    shown = told(lambda: wechat_gateway.read_notification(report.headers, report.body, at=NOW))

    assert "SEALED" in shown
    assert ours not in shown


def test_wrong_settings_are_named_and_not_shown(
    wechat_merchant: WeChatMerchant, alipay_merchant: AlipayMerchant, keys: Keys
) -> None:
    half = keys.merchant.private_pem[:900]
    wrong = (
        lambda: WeChatGateway(replace(wechat_merchant, private_key=half)),
        lambda: WeChatGateway(replace(wechat_merchant, api_key="too short, but secret")),
        lambda: AlipayGateway(replace(alipay_merchant, private_key=half), seconds=SECONDS),
    )

    for make in wrong:
        with pytest.raises(ValueError, match="key") as refusal:
            make()
        assert "too short" not in str(refusal.value)
        for secret in pieces(half):
            assert secret not in str(refusal.value)
