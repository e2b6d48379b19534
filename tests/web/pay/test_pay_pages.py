"""How to pay: by hand always, by channels that are on; and when there is nothing to pay."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.gateways.offline import order_no_of
from moli.interfaces import clock
from moli.orders.models import Charge, Order
from moli.orders.rules.paying import PAY_WITHIN
from moli.orders.rules.states import OrderState
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.expiring import expire_orders
from tests.factories import TESTER
from tests.factories.channels.fake_alipay import FakeAlipay
from tests.factories.channels.fake_wechat import FakeWeChat
from tests.factories.channels.provider import Mood
from tests.factories.orders import paid_for, placed, stocked
from tests.qr import texts_of_page

pytestmark = pytest.mark.django_db
SECRETS = ("买家", "138", "民族大道")


@pytest.fixture
def order() -> Order:
    stocked(5)
    return placed(units=2, at=clock.now())


def page_of(order: Order) -> str:
    return reverse("web:pay", args=[order.uid])


def way_of(order: Order, way: str) -> str:
    return reverse("web:pay_way", args=[order.uid, way])


def text_of(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_without_channels_one_pays_at_a_station_or_by_transfer(
    client: Client, order: Order
) -> None:
    answer = client.get(page_of(order))
    text = text_of(answer)

    assert "付 76 元" in text
    assert "请勿汇款" in text  # a demo has no account
    reference = re.search(r"[0-9A-Z]{16}-[0-9A-Z]{2}", text)
    assert reference is not None
    assert order_no_of(reference[0]) == order.number
    assert "微信" not in text
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "Refresh" not in answer
    assert [word for word in SECRETS if word in answer.content.decode()] == []


def test_the_account_of_the_settings_is_named(client: Client, order: Order, settings: Any) -> None:
    settings.MOLI_PAY = {
        "ACCOUNT_NAME": "横县电商中心",
        "BANK_NAME": "横县农信社",
        "ACCOUNT_NO": "1020 3040",
        "STATION": "石塘站",
    }
    text = text_of(client.get(page_of(order)))

    for word in ("横县电商中心", "横县农信社", "1020 3040", "石塘站"):
        assert word in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_channel_that_is_on_is_one_button(
    client: Client, order: Order, channels: Mapping[str, str], language: str
) -> None:
    body = client.get(page_of(order), {"lang": language}).content.decode()

    for way in ("wechat", "alipay"):
        assert f'action="{way_of(order, way)}"' in body
    assert body.count('class="btn big full"') == 2


def test_wechat_gives_a_code_to_scan_and_the_page_looks_again(
    client: Client, order: Order, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    started = client.post(way_of(order, "wechat"))
    assert (started.status_code, started["Location"]) == (302, way_of(order, "wechat"))
    answer = client.get(started["Location"])
    body = answer.content.decode()

    code_url = Charge.objects.get().value
    assert texts_of_page(body) == [code_url]
    assert 'aria-label="微信付款的二维码"' in body
    assert 'class="qr-on-screen"' in body  # 222 px by the style sheet
    assert "style=" not in body  # a strict content policy draws it all the same
    assert answer["Refresh"] == f"10;url={way_of(order, 'wechat')}"
    asked = wechat.orders[order.number]
    assert asked["amount"]["total"] == order.total_fen
    assert asked["notify_url"] == "https://moli.example/pay/notify/wechat/"


def test_the_waiting_page_can_be_asked_to_stay(
    client: Client, order: Order, channels: Mapping[str, str]
) -> None:
    client.post(way_of(order, "wechat"))

    answer = client.get(way_of(order, "wechat"), {"stay": "1"})

    assert "Refresh" not in answer
    assert "看付好没有" in text_of(answer)


def test_alipay_is_a_link_that_alipay_can_prove(
    client: Client, order: Order, channels: Mapping[str, str], alipay: FakeAlipay
) -> None:
    client.post(way_of(order, "alipay"))
    body = client.get(way_of(order, "alipay")).content.decode()

    found = re.search(r'href="(http://127[^"]+)"', body)
    assert found is not None
    form = alipay.open_page(found[1].replace("&amp;", "&"))
    assert form["return_url"] == f"https://moli.example{way_of(order, 'alipay')}"
    assert alipay.orders[order.number]["total_amount"] == "76.00"


def test_two_taps_are_one_charge(
    client: Client, order: Order, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    for _ in range(2):
        client.post(way_of(order, "wechat"))

    assert Charge.objects.count() == 1
    assert sum(each.method == "POST" for each in wechat.asked) == 1
    assert "接着用微信支付付" in text_of(client.get(page_of(order)))


@pytest.mark.parametrize("mood", [Mood.OUT_OF_ORDER, Mood.HUNG_UP, Mood.UNSIGNED, Mood.TAMPERED])
def test_a_channel_that_does_not_answer_costs_one_sentence_and_the_other_ways_stay(
    client: Client,
    order: Order,
    channels: Mapping[str, str],
    wechat: FakeWeChat,
    mood: Mood,
    caplog: pytest.LogCaptureFixture,
) -> None:
    wechat.mood = mood
    # The fake changes a sum in its answers; a code to scan has none.
    wechat.changes = {"amount": {"total": 8888}} if mood is Mood.TAMPERED else {}

    with caplog.at_level(logging.INFO):
        answer = client.post(way_of(order, "wechat"), follow=True)

    text = text_of(answer)
    assert text.count("微信支付现在接不通") == 1
    assert "用支付宝付" in text
    assert "到站付款" in text
    assert [secret for secret in SECRETS if secret in caplog.text] == []
    assert order.number not in caplog.text


def test_after_a_plain_no_the_channel_is_asked_whether_it_was_paid(
    client: Client, order: Order, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    """The first start fell over after WeChat had the order, and its payer was quicker."""
    wechat.mood = Mood.UNSIGNED
    client.post(way_of(order, "wechat"))
    wechat.mood = Mood.GOOD
    wechat.pay(order.number, at=clock.now())

    answer = client.post(way_of(order, "wechat"), follow=True)

    assert "这一单付过款了" in text_of(answer)
    assert Order.objects.get().state == OrderState.PAID


def test_a_paid_order_says_so_and_offers_no_way(
    client: Client, order: Order, channels: Mapping[str, str]
) -> None:
    client.post(way_of(order, "wechat"))
    paid_for(order, at=clock.now())

    text = text_of(client.get(page_of(order)))
    assert "这一单付过款了" in text
    assert "参考号" not in text
    waiting = client.get(way_of(order, "wechat"))
    assert (waiting.status_code, waiting["Location"]) == (302, page_of(order))
    again = client.post(way_of(order, "alipay"), follow=True)
    assert "不用再付" in text_of(again)


def test_an_expired_order_says_how_to_order_again(client: Client, order: Order) -> None:
    expire_orders(by=TESTER, at=clock.now() + PAY_WITHIN)

    answer = client.get(page_of(order))
    assert "请不要再付" in text_of(answer)
    assert f'href="{reverse("web:shop")}"' in answer.content.decode()


def test_after_its_time_a_charge_is_being_checked_and_nobody_is_asked_to_pay(
    client: Client, channels: Mapping[str, str]
) -> None:
    stocked(5)
    order = placed(at=clock.now() - PAY_WITHIN)
    assert "付款的时间过了" in text_of(client.get(page_of(order)))
    Charge.objects.create(
        order=order,
        channel="WECHAT",
        value="weixin://x",
        started_at=order.placed_at,
        expires_at=order.pay_until_at,
    )

    answer = client.get(page_of(order))

    assert "正在核对" in text_of(answer)
    assert answer["Refresh"].startswith("10;url=/pay/")


def test_money_that_goes_back_is_told(client: Client, order: Order) -> None:
    paid_for(order, at=clock.now())
    cancel_order(order_uid=order.uid, by=TESTER, at=clock.now())

    assert "76 元 要退给您" in text_of(client.get(page_of(order)))


def test_in_the_last_two_minutes_no_new_charge_is_offered(
    client: Client, channels: Mapping[str, str]
) -> None:
    stocked(5)
    order = placed(at=clock.now() - PAY_WITHIN + timedelta(seconds=30))

    assert "用微信" not in text_of(client.get(page_of(order)))
    refused = client.post(way_of(order, "wechat"), follow=True)
    assert "请重新下单" in text_of(refused)


@pytest.mark.parametrize("way", ["offline", "cash", "wechat"])
def test_a_way_that_is_not_on_is_not_there(client: Client, order: Order, way: str) -> None:
    for answer in (client.get(way_of(order, way)), client.post(way_of(order, way))):
        assert answer.status_code == 404


def test_another_uid_opens_nothing(client: Client, order: Order) -> None:
    for name in ("web:pay", "web:pay_way"):
        args = [uuid4()] if name == "web:pay" else [uuid4(), "wechat"]
        assert client.get(reverse(name, args=args)).status_code == 404
    assert client.get(f"/pay/{order.number}/").status_code == 404


def test_a_page_of_an_order_is_a_few_statements(
    client: Client, order: Order, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        client.get(page_of(order))
