"""An operator's day on an old phone without script: scale, boxes, parcel, label, and its code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from django.urls import reverse

from moli.households.models import Household
from moli.orders.models import Article, Order, Production, WeighIn
from tests.browser.conftest import Phone
from tests.factories import Story, household, mushroom, person_facts, station
from tests.factories.orders import packed, paid_for, placed, stocked, tea_box

# What a bad line brings in a few seconds; styles come once and are kept.
PAGE_BYTES_MAX = 24 * 1024


def _begun(personas: Story) -> tuple[Household, Article]:
    """A household that brings tea, and the article that the station packs it into."""
    mushroom()  # more grades than fit on buttons, as every catalogue has
    article = tea_box(code="own", kept_at=station().key)
    return household(people=[person_facts(name="卢隐姓")]), article


def test_from_the_scale_to_the_code_on_a_parcel(
    open_phone: Callable[..., Phone], personas: Story
) -> None:
    home, article = _begun(personas)
    phone = open_phone(screen="narrow", has_script=False)
    phone.log_in(personas.station_operator)

    _weigh(phone)
    assert WeighIn.objects.get().household == home
    _pack_boxes(phone)
    batch = Production.objects.get(article=article)
    assert batch.trace_code in phone.page.content()
    order = placed("own", units=2)
    paid_for(order)
    label = _send(phone, order)
    assert order.buyer_name in label
    assert batch.trace_code in label
    assert Order.objects.get().state == "PACKED"

    stranger = open_phone(screen="narrow", has_script=False)
    page = stranger.open("web:trace", batch.trace_code)
    assert page.get_by_role("heading", level=1).inner_text() == "横县茉莉花茶 250 克盒"
    assert "卢" not in page.content()
    stranger.must_fit()


def _weigh(phone: Phone) -> None:
    """23 jin with the basket, 3 of basket, for the household of 卢隐姓."""
    page = phone.open("web:stock")
    page.get_by_role("link", name="收一笔货").first.click()
    page.get_by_label("户主姓名").fill("卢隐姓")
    page.get_by_role("button", name="找这一户").click()
    page.get_by_role("link", name="卢*姓家").click()
    page.get_by_label("什么货").select_option(label="茉莉花茶 · 一级")
    page.get_by_label("毛重").fill("23")
    page.get_by_label("皮重").fill("3")
    page.get_by_role("button", name="算净重").click()
    assert page.get_by_role("status").get_by_text("20 斤").count() == 1
    phone.must_fit()
    page.get_by_role("button", name="对，记下").click()
    assert "卢隐姓" in page.get_by_role("article").inner_text()
    phone.must_fit()


def _pack_boxes(phone: Phone) -> None:
    """38 boxes of 250 g from 10 kg: half a kilogram is lost."""
    page = phone.open("web:productions")
    page.get_by_role("link", name="装一批").first.click()
    page.get_by_role("link", name="横县茉莉花茶 250 克盒").click()
    page.get_by_label("装了多少件").fill("38")
    page.get_by_label("损耗").fill("1")
    page.get_by_role("button", name="算用料").click()
    page.get_by_role("button", name="算损耗").click()
    assert page.get_by_role("status").get_by_text("1 斤").count() == 1
    phone.must_fit()
    page.get_by_role("button", name="对，入库").click()


def _send(phone: Phone, order: Order) -> str:
    """Pack an order; the words of its label."""
    page = phone.open("web:today")
    page.get_by_role("link", name="等打包 1 单").click()
    page.get_by_role("link", name=order.number).click()
    page.get_by_role("button", name="打好包了").click()
    page.get_by_role("link", name="打面单").click()
    phone.must_fit()
    return page.get_by_role("article").inner_text()


def test_a_code_is_25_millimetres_wide_on_screen_and_on_paper(
    open_phone: Callable[..., Phone], personas: Story
) -> None:
    _begun(personas)
    phone = open_phone(screen="desk")
    phone.log_in(personas.station_operator)
    page = phone.open("web:stock")
    seen_media: tuple[Literal["screen", "print"], ...] = ("screen", "print")
    for media in seen_media:
        page.emulate_media(media=media)
        page.goto(f"{phone.server}{_label()}")
        box = page.locator("svg.qr").bounding_box()
        assert box is not None
        # 96 pixels an inch, whatever the screen
        assert abs(box["width"] / 96 * 25.4 - 25) < 0.1
        assert abs(box["height"] - box["width"]) < 0.1


def _label() -> str:
    stocked(2, code="own", kept_at=station().key)
    return f"/parcels/labels/?order={packed(placed('own')).uid}"


def test_the_pages_of_the_scale_spare_a_bad_line(
    open_phone: Callable[..., Phone], personas: Story
) -> None:
    home, _ = _begun(personas)
    phone = open_phone(has_script=False)
    phone.log_in(personas.station_operator)
    for name, things in (("stock", []), ("find_grower", []), ("weigh", [home.uid])):
        answer = phone.page.goto(phone.server + reverse(f"web:{name}", args=things))
        assert answer is not None
        # Nothing is compressed here; what goes over a real line is a quarter of this.
        assert len(answer.body()) <= PAGE_BYTES_MAX, name
