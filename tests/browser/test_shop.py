"""A buyer on the narrowest phone, without script: from the first page to an order, and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from moli.interfaces import clock
from moli.orders.models import Article, Order
from moli.orders.rules.states import OrderState
from moli.orders.services.opening_articles import set_flash_sale
from tests.browser.conftest import Phone
from tests.factories import TESTER, county
from tests.factories.orders import placed, stocked


@pytest.fixture
def shelf(transactional_db: None) -> Article:
    """Three boxes of a flash sale that began an hour ago, two for each buyer."""
    county()
    article = stocked(3)
    now = clock.now()
    set_flash_sale(
        article_id=article.pk,
        begins_at=now - timedelta(hours=1),
        per_buyer_max=2,
        by=TESTER,
        at=now,
    )
    return article


def test_a_buyer_orders_finds_the_order_again_and_cancels_it(
    open_phone: Callable[..., Phone], shelf: Article
) -> None:
    phone = open_phone(screen="narrow", has_script=False)
    page = phone.open("web:first")
    page.get_by_role("link", name="去看看").click()
    page.get_by_label("要几份").fill("2")
    page.get_by_role("button", name="放进篮子").click()
    page.get_by_role("button", name="填地址，下单").click()

    # Somebody else was quicker.
    placed(units=2, at=clock.now())
    page.get_by_label("收货人").fill("韦小花")
    page.get_by_label("电话").fill("138 0000 1234")
    page.get_by_label("收货地址").fill("南宁市民族大道 1 号")
    page.get_by_role("button", name="下单，76 元").click()
    assert "只剩 1 份，不够 2 份" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("收货地址").input_value() == "南宁市民族大道 1 号"
    phone.must_fit()
    page.get_by_role("button", name="就买 1 份，38 元").first.click()

    order = Order.objects.latest("pk")
    assert page.url.endswith(f"/shop/order/{order.uid}/")
    assert page.get_by_role("heading", level=1).inner_text() == "等您付款"
    phone.must_fit()

    phone.context.clear_cookies()
    page = phone.open("web:shop")
    page.get_by_role("link", name="查订单").click()
    page.get_by_label("订单号").fill(order.number.lower())
    page.get_by_label("下单时的电话").fill("13800001234")
    page.get_by_role("button", name="查", exact=True).click()
    _cancel(phone, page)

    assert page.get_by_role("heading", level=1).inner_text() == "这一单取消了"
    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED


def _cancel(phone: Phone, page: Page) -> None:
    """Cancel the order that is shown: a wrong number stays to be mended, the right one does it."""
    page.get_by_role("link", name="取消这一单").click()
    page.get_by_label("下单时的电话").fill("138 0000 9999")
    page.get_by_role("button", name="取消这一单").click()
    assert "这不是下单时的电话，没有取消" in page.get_by_role("dialog").inner_text()
    phone.must_fit()
    assert page.get_by_label("下单时的电话").input_value() == "138 0000 9999"
    page.get_by_label("下单时的电话").fill("+86 138 0000 1234")
    page.get_by_role("button", name="取消这一单").click()


def test_enter_in_the_basket_keeps_what_was_typed(
    open_phone: Callable[..., Phone], shelf: Article
) -> None:
    phone = open_phone(screen="narrow", has_script=False)
    page = phone.open("web:shop")
    page.get_by_role("button", name="放进篮子").click()

    page.get_by_role("spinbutton").fill("2")
    page.get_by_role("spinbutton").press("Enter")

    assert "76 元" in page.get_by_role("main").inner_text()
