"""Paying on the narrowest phone, without script: the waiting page turns by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from moli.interfaces import clock
from moli.orders.models import Order
from tests.browser.conftest import Phone
from tests.factories.channels.fake_wechat import FakeWeChat
from tests.factories.channels.fixtures import _no_proxy, alipay, channels, keys, wechat
from tests.factories.orders import placed, stocked

__all__ = ["_no_proxy", "alipay", "channels", "keys", "wechat"]

# The page looks again every ten seconds; a busy machine takes its time.
PATIENCE_MS = 40_000


@pytest.fixture
def order(transactional_db: None) -> Order:
    stocked(5)
    return placed(units=2, at=clock.now())


@pytest.mark.parametrize(
    ("screen", "language"), [("narrow", "zh-hans"), ("narrow", "en"), ("desk", "en")]
)
@pytest.mark.parametrize("way", ["wechat", "alipay"])
def test_waiting_pages_fit_and_are_accessible(
    open_phone: Callable[..., Phone],
    order: Order,
    channels: Mapping[str, str],
    screen: str,
    language: str,
    way: str,
) -> None:
    phone = open_phone(screen=screen)
    page = phone.open("web:pay", order.uid)
    page.goto(f"{page.url}?lang={language}")
    phone.must_fit()
    phone.must_be_accessible()
    page.locator(f'form[action$="/{way}/"] button').click()

    phone.must_fit()
    phone.must_be_accessible()


def test_one_scans_pays_and_the_page_says_so(
    open_phone: Callable[..., Phone],
    order: Order,
    channels: Mapping[str, str],
    wechat: FakeWeChat,
) -> None:
    phone = open_phone(screen="narrow", has_script=False)
    page = phone.open("web:pay", order.uid)
    page.get_by_role("button", name="用微信支付付").click()
    code = page.get_by_role("img", name="微信付款的二维码")
    expect(code).to_be_visible()
    # It can be seen before the style sheet of codes has come.
    page.wait_for_load_state()
    box = code.bounding_box()
    assert box is not None
    assert box["width"] == box["height"] == 222

    wechat.pay(order.number, at=clock.now())
    report = wechat.report(order.number, at=clock.now())
    told = Client().post(
        reverse("web:pay_notify_wechat"),
        report.body,
        content_type="application/json",
        headers=report.headers,
    )

    assert told.status_code == 200
    expect(page.get_by_role("heading", level=1)).to_have_text("这一单付过款了", timeout=PATIENCE_MS)
