"""An order's own page: what became of it, masked; cancelling it; finding it again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.gateways.offline import reference_for
from moli.interfaces import clock
from moli.orders.models import Article, Order, Production, Refund
from moli.orders.rules.states import OrderState
from moli.orders.services.expiring import expire_orders
from moli.orders.services.packing import pack_order
from tests.factories import NOW, TESTER, Story
from tests.factories.orders import Buyer, packed, paid_for, placed, stocked
from tests.unchanged import unchanged
from tests.web.shop.shopping import words

pytestmark = pytest.mark.django_db

FIND = reverse("web:shop_find")
ME = Buyer("韦小花", "13800001234", "广西南宁市青秀区民族大道 1 号")


@pytest.fixture
def order() -> Order:
    """Two boxes, not paid yet."""
    stocked(9)
    return placed(buyer=ME, units=2)


def _page(client: Client, order: Order, **query: str) -> HttpResponse:
    return client.get(reverse("web:shop_order", args=[order.uid]), query)


def _cancelled(client: Client, order: Order, phone: str = ME.phone) -> HttpResponse:
    url = reverse("web:shop_cancel", args=[order.uid])
    return client.post(url, {"phone": phone}, follow=True)


def test_a_placed_order_says_what_to_pay_until_when(client: Client, order: Order) -> None:
    page = _page(client, order)

    said = words(page)
    until = f"{NOW + timedelta(minutes=30):%H:%M}"
    assert "等您付款" in said
    assert f"请在今天 {until} 前付 76 元" in said
    assert "还有 30 分钟" in said
    assert 'aria-current="step"><span>付款' in page.content.decode()
    assert reverse("web:pay", args=[order.uid]) in page.content.decode()


def test_the_page_is_masked_not_kept_and_not_indexed(client: Client, order: Order) -> None:
    page = _page(client, order)

    text = page.content.decode()
    assert "韦*花" in text
    assert "138****1234" in text
    for secret in ("韦小花", "13800001234", "民族大道"):
        assert secret not in text
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex,nofollow">' in text


def test_the_order_of_somebody_else_is_not_there(client: Client, order: Order) -> None:
    assert client.get(reverse("web:shop_order", args=[uuid4()])).status_code == 404
    assert client.post(reverse("web:shop_cancel", args=[uuid4()])).status_code == 404
    assert client.get(f"/shop/order/{order.number}/").status_code == 404
    assert client.get(f"/shop/order/{order.pk}/").status_code == 404


def test_every_state_is_told_in_plain_words(client: Client, order: Order) -> None:
    told = {
        OrderState.PLACED: "等您付款",
        OrderState.PAID: "付过款了，正在打包",
        OrderState.PACKED: "打好包了，等着寄出",
        OrderState.SENT: "已经寄出",
        OrderState.DONE: "已经收货",
        OrderState.CANCELLED: "这一单取消了",
        OrderState.EXPIRED: "没有按时付款，这一单取消了",
        OrderState.RETURNED: "货退回来了",
    }
    assert set(told) == set(OrderState)

    for state, said in told.items():
        Order.objects.update(state=state)
        for language in ("zh-hans", "en"):
            assert _page(client, order, lang=language).status_code == 200
        assert said in words(_page(client, order, lang="zh-hans"))


def test_cancelling_gives_the_units_free_once(client: Client, order: Order) -> None:
    page = _page(client, order)
    assert "取消这一单" in words(page)

    first = _cancelled(client, order)
    with unchanged():
        _cancelled(client, order)

    assert "这一单取消了" in words(first)
    assert Article.objects.get().reserved_units == 0
    assert "取消这一单" not in words(_page(client, order))


@pytest.mark.parametrize(
    "phone", ["138 0000 1234", "+86 138-0000-1234", "１３８００００１２３４", "(138)00001234"]
)
def test_the_right_telephone_in_another_form_cancels(
    client: Client, order: Order, phone: str
) -> None:
    assert "这一单取消了" in words(_cancelled(client, order, phone))

    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("13800009999", "这不是下单时的电话，没有取消"),
        ("138****1234", "这不是下单时的电话，没有取消"),
        ("1234", "这不是下单时的电话，没有取消"),
        ("", "请填下单时的电话"),
    ],
)
def test_without_the_whole_telephone_nothing_is_cancelled(
    client: Client, order: Order, phone: str, said: str
) -> None:
    with unchanged():
        page = _cancelled(client, order, phone)

    assert said in words(page)
    assert f'value="{phone}"' in page.content.decode() or not phone
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_asks_for_the_telephone_with_its_keyboard(
    client: Client, order: Order, language: str
) -> None:
    text = _page(client, order, lang=language).content.decode()

    (box,) = re.findall(r'<input type="tel"[^>]*>', text)
    assert 'name="phone"' in box
    assert 'autocomplete="tel"' in box
    assert 'inputmode="tel"' in box


@pytest.mark.parametrize("role", ["leader", "auditor"])
def test_who_may_only_read_parcels_and_knows_the_address_cannot_cancel(
    client: Client, order: Order, personas: Story, role: str
) -> None:
    client.force_login(getattr(personas, role))
    desk = client.get(f"/parcels/{order.uid}/")
    assert desk.status_code == 200
    assert ME.phone not in desk.content.decode()

    with unchanged():
        client.post(reverse("web:shop_cancel", args=[order.uid]))
        client.post(reverse("web:shop_cancel", args=[order.uid]), {"phone": "138****1234"})


def test_a_forgotten_order_is_cancelled_by_nobody(client: Client, order: Order) -> None:
    Order.objects.update(buyer_name="", phone="", address="", buyer_key="", forgotten_at=NOW)

    with unchanged():
        for phone in ("", ME.phone, "-"):
            _cancelled(client, order, phone)


def test_trying_telephones_is_limited_together_with_searching(
    client: Client, order: Order, settings: Any
) -> None:
    settings.MOLI_FINDS_BURST, settings.MOLI_FINDS_PER_MINUTE = 2, 1
    client.post(FIND, {"number": order.number, "phone": "1"}, REMOTE_ADDR="9.9.9.1")
    url = reverse("web:shop_cancel", args=[order.uid])

    with unchanged():
        told = [
            client.post(url, {"phone": phone}, REMOTE_ADDR=f"9.9.9.{place}").status_code
            for place, phone in enumerate(("13800009999", ME.phone), start=2)
        ]

    # The right number waits too, or waiting would tell that it was right.
    assert told == [200, 429]


def test_cancelling_a_paid_order_owes_its_money(client: Client, order: Order) -> None:
    paid_for(order)

    page = _cancelled(client, order)

    assert Refund.objects.get().total_fen == 7_600
    assert "76 元会退给您" in words(page)


def test_a_packed_order_cannot_be_cancelled_and_says_why(client: Client, order: Order) -> None:
    paid_for(order)
    pack_order(order_uid=order.uid, by=TESTER, at=NOW)
    assert "取消这一单" not in words(_page(client, order))

    with unchanged():
        page = _cancelled(client, order)

    assert "这个订单已经是“待发货”" in words(page)


def test_cancelling_asks_for_the_mark_against_forged_forms(order: Order) -> None:
    stranger = Client(enforce_csrf_checks=True)

    assert stranger.post(reverse("web:shop_cancel", args=[order.uid])).status_code == 403
    # After a wrong number the page has this address, and its link to the other language asks for
    # it: that leads back, and cancels nothing.
    with unchanged():
        back = stranger.get(reverse("web:shop_cancel", args=[order.uid]), {"lang": "en"})
    assert back["Location"] == f"{reverse('web:shop_order', args=[order.uid])}#cancel"
    order.refresh_from_db()
    assert order.state == OrderState.PLACED


def test_when_the_time_to_pay_is_over_nobody_is_asked_to_pay(
    client: Client, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=31))

    page = _page(client, order)
    assert "付款的时间过了" in words(page)
    assert "去付款" not in words(page)

    expire_orders(by=TESTER, at=NOW + timedelta(minutes=31))
    said = words(_page(client, order))
    assert "没有按时付款，这一单取消了" in said
    assert "货没了，钱退给您" in said


def test_a_forgotten_order_says_so(client: Client, order: Order) -> None:
    Order.objects.update(buyer_name="", phone="", address="", buyer_key="", forgotten_at=NOW)

    said = words(_page(client, order))

    assert "姓名、电话、地址已经删掉" in said
    assert "收货人" not in said


def test_a_page_asks_as_often_however_much_is_ordered(
    client: Client, order: Order, django_assert_num_queries: Any
) -> None:
    stocked(9, code="other")
    big = placed("jasmine-250", "other")

    for each in (order, big):
        with django_assert_num_queries(4):
            _page(client, each)


def test_a_lost_order_is_found_by_number_and_telephone(client: Client, order: Order) -> None:
    for number in (order.number, order.number.lower(), reference_for(order.number)):
        answer = client.post(FIND, {"number": number, "phone": "138 0000 1234"})
        assert answer["Location"] == reverse("web:shop_order", args=[order.uid])


def test_a_wrong_number_and_a_wrong_telephone_are_answered_alike(
    client: Client, order: Order, django_assert_num_queries: Any
) -> None:
    texts = []
    for number, phone in (
        (order.number, "13800009999"),
        (order.number[:-1] + ("0" if order.number[-1] != "0" else "1"), ME.phone),
        ("x" * 900, ME.phone),
        (order.number, "' OR 1=1 --"),
    ):
        with django_assert_num_queries(1):
            page = client.post(FIND, {"number": number, "phone": phone})
        assert page.status_code == 200
        texts.append(words(page))

    assert len(set(texts)) == 1
    assert "没有找到。订单号和下单时的电话要都对" in texts[0]


def test_searching_is_limited_by_client_and_by_number(
    client: Client, order: Order, settings: Any
) -> None:
    settings.MOLI_FINDS_BURST, settings.MOLI_FINDS_PER_MINUTE = 2, 1

    def asked(number: str, address: str) -> int:
        return client.post(FIND, {"number": number, "phone": "1"}, REMOTE_ADDR=address).status_code

    assert [asked(f"16091200000000{n:02d}", "8.8.8.8") for n in range(3)] == [200, 200, 429]
    assert [asked(order.number, f"9.9.9.{n}") for n in range(3)] == [200, 200, 429]
    # The right answer is no exception, or waiting would tell that it was right.
    right = client.post(FIND, {"number": order.number, "phone": ME.phone}, REMOTE_ADDR="1.1.1.1")
    assert right.status_code == 429


def test_an_empty_search_says_what_is_missing(client: Client) -> None:
    said = words(client.post(FIND, {}))

    assert "请填订单号" in said
    assert "请填下单时的电话" in said
    assert "no-store" in client.get(FIND)["Cache-Control"]


def test_a_sent_order_shows_how_far_it_is(client: Client) -> None:
    stocked(9)
    order = packed(placed(buyer=ME))

    (batch,) = Production.objects.all()
    text = _page(client, order).content.decode()

    assert f'href="{reverse("web:trace", args=[batch.trace_code])}"' in text
    assert text.count('class="done"') == 3
    assert 'aria-current="step"><span>寄出' in text
