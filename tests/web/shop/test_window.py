"""The shop window and the page of one article."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from moli.orders.models import Article
from moli.orders.services.opening_articles import close_article, set_flash_sale
from tests.factories import NOW, TESTER, Story
from tests.factories.orders import placed, stocked, tea_box
from tests.factories.settlement import general_rule
from tests.web.shop.shopping import put, words

pytestmark = pytest.mark.django_db

SHOP = reverse("web:shop")
ARTICLE = reverse("web:shop_article", args=["jasmine-250"])
FIRST = reverse("web:first")


def _sale(article: Article, *, begins_at: datetime, most: int | None = 2) -> None:
    set_flash_sale(
        article_id=article.pk, begins_at=begins_at, per_buyer_max=most, by=TESTER, at=NOW
    )


def test_an_empty_shop_says_so_kindly(client: Client) -> None:
    said = words(client.get(SHOP))

    assert "今天没有在卖的东西" in said
    assert "过几天再来看看" in said


def test_the_window_tells_price_rest_village_and_share(client: Client) -> None:
    stocked(30)
    general_rule()

    said = words(client.get(SHOP))

    assert "横县茉莉花茶 38 元 / 250 克盒 货足 来自" in said
    assert "瑶埠村" in said
    assert "其中 32 元给农户，占 84%" in said
    assert "放进篮子" in said


def test_without_a_rule_no_share_is_made_up(client: Client) -> None:
    stocked(30)

    assert "给农户" not in words(client.get(SHOP)).replace("多少钱给了农户", "")


@pytest.mark.parametrize(("units", "said"), [(21, "货足"), (20, "还剩 20 份"), (1, "还剩 1 份")])
def test_what_is_left_is_said_in_words(client: Client, units: int, said: str) -> None:
    stocked(units)

    assert said in words(client.get(SHOP))


def test_reserved_and_gone_are_two_things(client: Client) -> None:
    stocked(1, code="reserved")
    placed("reserved")
    tea_box(code="gone")

    assert "都被订走了" in words(client.get(reverse("web:shop_article", args=["reserved"])))
    gone = words(client.get(reverse("web:shop_article", args=["gone"])))
    assert "卖完了" in gone
    assert "放进篮子" not in gone


def test_a_sale_to_come_counts_down(client: Client) -> None:
    _sale(stocked(30), begins_at=NOW + timedelta(hours=2, minutes=15))
    begins = f"{NOW + timedelta(hours=2, minutes=15):%H:%M}"

    for url in (SHOP, ARTICLE):
        said = words(client.get(url))
        assert f"今天 {begins} 开抢" in said
        assert "还有 2 小时 15 分" in said
        assert "每人限购 2 份" in said


def test_the_first_page_announces_the_sale_of_today(client: Client) -> None:
    article = stocked(30)
    assert "商店在卖 1 样" in words(client.get(FIRST))

    _sale(article, begins_at=NOW + timedelta(hours=1))
    assert "限时抢购：横县茉莉花茶" in words(client.get(FIRST))
    assert "还有 1 小时" in words(client.get(FIRST))

    _sale(article, begins_at=NOW - timedelta(hours=1))
    assert "正在限时抢购：横县茉莉花茶" in words(client.get(FIRST))

    _sale(article, begins_at=NOW + timedelta(days=1))
    assert "限时抢购" not in words(client.get(FIRST))


def test_the_first_page_says_nothing_of_an_empty_shop(client: Client, personas: Story) -> None:
    assert "商店在卖" not in words(client.get(FIRST))


def test_the_article_tells_where_it_comes_from_and_where_its_price_goes(client: Client) -> None:
    stocked(40)
    general_rule()

    said = words(client.get(ARTICLE))

    assert "20 斤 100%" in said
    assert "采收 9 月 10 日" in said
    assert "保质到 2018 年 3 月" in said
    for part in (
        "农户 32 元 84%",
        "服务站 1 元 3%",
        "包装 3 元 8%",
        "运费 2 元 5%",
        "您付的 38 元",
    ):
        assert part in said
    assert "县供销社会议纪要" in said


def test_a_closed_article_is_kindly_not_sold_and_an_unknown_one_is_not_there(
    client: Client,
) -> None:
    close_article(article_id=stocked(5).pk, by=TESTER, at=NOW)

    page = client.get(ARTICLE)

    assert page.status_code == 200
    assert "现在不卖" in words(page)
    assert "放进篮子" not in words(page)
    assert put(client).status_code == 200
    assert client.get(reverse("web:shop_article", args=["no-such"])).status_code == 404
    assert put(client, "no-such").status_code == 404


def test_putting_in_twice_is_the_same_as_once(client: Client) -> None:
    stocked(9)

    for _ in range(2):
        assert put(client, units=3)["Location"] == reverse("web:shop_basket")

    assert "篮子里有 3 份" in words(client.get(reverse("web:shop_basket")))


@pytest.mark.parametrize("units", ["", "0", "-1", "1.5", "abc", "1001", "9" * 5_000, "\0"])
def test_units_that_nobody_buys_are_refused_and_kept(client: Client, units: str) -> None:
    stocked(9)

    page = put(client, units=units)

    assert page.status_code == 200
    assert "篮子，1 样" not in words(page)
    assert not page.cookies.get("basket")


def test_more_than_is_left_is_refused_with_what_is_left(client: Client) -> None:
    stocked(3)

    assert "只剩 3 份，不够 5 份" in words(put(client, units=5))


def test_putting_into_the_basket_asks_the_shelf_once(
    client: Client, django_assert_num_queries: Any
) -> None:
    stocked(9)

    with django_assert_num_queries(1):
        assert put(client, units=3).status_code == 302


def test_a_basket_before_the_sale_may_be_filled(client: Client) -> None:
    _sale(stocked(30), begins_at=NOW + timedelta(hours=1))

    assert put(client, units=2).status_code == 302


def test_a_page_out_of_range_shows_the_nearest(client: Client) -> None:
    for place in range(25):
        tea_box(code=f"tea-{place:02d}")

    assert "第 2 页，共 2 页" in words(client.get(SHOP, {"page": "2"}))
    for asked, shown in (("99", "2"), ("0", "1"), ("-1", "1"), ("x", "1"), ("9" * 99, "1")):
        assert f"第 {shown} 页，共 2 页" in words(client.get(SHOP, {"page": asked}))


def test_a_full_shop_asks_as_often_as_an_empty_one(
    client: Client, django_assert_num_queries: Any
) -> None:
    stocked(3, code="one")
    with django_assert_num_queries(5):
        client.get(SHOP)
    general_rule()
    for place in range(6):
        stocked(3, code=f"tea-{place}")
    with django_assert_num_queries(5):
        client.get(SHOP)
    with django_assert_num_queries(4):
        client.get(reverse("web:shop_article", args=["one"]))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_window_is_light_and_open_in_both_languages(client: Client, language: str) -> None:
    general_rule()
    for place in range(24):
        stocked(3, code=f"tea-{place:02d}")

    page = client.get(SHOP, {"lang": language})

    assert page.status_code == 200
    assert len(page.content) < 60 * 1024
    assert "<script" not in page.content.decode()
    assert (
        client.get(ARTICLE.replace("jasmine-250", "tea-00"), {"lang": language}).status_code == 200
    )
