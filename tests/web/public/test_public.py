"""Pages that anybody may read: figures from rows, no price that is not public, light and plain."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from moli.enterprises.models import Enterprise
from moli.market.rules.offers import Window
from moli.stations.rules.platforms import Platform
from moli.stations.services.opening import open_station
from tests.factories import (
    NOW,
    PANTANG_NAYANG,
    TESTER,
    TODAY,
    YAOBU,
    Story,
    agreed,
    buyer,
    contracted,
    county,
    demand,
    first_secretary,
    introduced,
    junqiao,
    lot,
    station,
)
from tests.factories.orders import stocked
from tests.scanning import without_uids

FIRST = reverse("web:first")
DATA = reverse("web:data")

pytestmark = pytest.mark.django_db


def _text(client: Client, url: str = FIRST, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


def _words(page: str) -> str:
    """What a person reads: no tags, blanks folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _until(days: int) -> Window:
    return Window(from_on=TODAY, to_on=TODAY + timedelta(days=days))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["first", "data", "privacy", "help", "login"])
def test_public_pages_open_on_an_empty_system(client: Client, name: str, language: str) -> None:
    _text(client, reverse(f"web:{name}"), lang=language)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["first", "data"])
def test_public_pages_open_in_both_languages(
    client: Client, personas: Story, name: str, language: str
) -> None:
    contracted(personas.proposal)
    station()

    _text(client, reverse(f"web:{name}"), lang=language)


def test_the_figures_are_those_of_the_rows(client: Client) -> None:
    lot(grams=40_000_000)
    lot(grams=2_500_000)
    introduced()
    station()

    words = _words(_text(client))

    # Two lots of 42.5 t; the introduced one of 40 t is held whole, so nothing is left of it.
    assert "正在找买主 2 批 还有 8.5 万斤" in words
    assert "村级服务站 1 个 覆盖 1 / 5 个村" in words
    assert "已经牵线 1 次 合同 0 份，谈成 0 斤" in words
    assert "最近一轮对上 8 万斤 第 1 轮，9 月 12 日" in words


def test_without_a_round_no_figure_is_made_up(client: Client) -> None:
    county()

    assert "最近一轮对上 — 还没有跑过" in _words(_text(client))


def test_the_seven_most_urgent_lots_come_first(client: Client) -> None:
    for days in range(9, 0, -1):
        lot(window=_until(days), grams=days * 1_000_000)

    shown = re.findall(r'data-l="数量">([\d,]+) 斤', _text(client))

    assert shown == [f"{days * 2000:,}" for days in range(1, 8)]


def test_no_price_that_is_not_public_is_in_the_page(client: Client) -> None:
    lot(floor_fen_per_kg=618)
    demand(ceiling_fen_per_kg=734)

    for language in ("zh-hans", "en"):
        for url in (FIRST, DATA):
            # A uid may hold the same digits.
            page = without_uids(_text(client, url, lang=language))
            for secret in ("618", "734", "3.09", "3.67", "6.18", "7.34"):
                assert secret not in page


def test_an_agreed_price_is_not_public_until_there_is_a_contract(
    client: Client, personas: Story
) -> None:
    agreed(personas.proposal)

    assert "3.20 元/斤" not in _text(client)


def test_the_story_is_that_of_the_newest_contract(client: Client, personas: Story) -> None:
    contracted(personas.proposal)

    words = _words(_text(client))

    assert "瑶埠村的百香果" in words
    assert (
        "2016 年 9 月 12 日与南宁君桥电子商务有限公司谈成 80,000 斤（40 吨），有保底价，管 2 季。"
        in words
    )
    assert "3.20" not in words
    assert "3.00" not in words


def test_a_name_cannot_smuggle_markup_into_the_page(client: Client) -> None:
    demand()
    Enterprise.objects.update(short_name="<script>x</script>")

    page = _text(client)

    assert "<script" not in page
    assert "&lt;script&gt;x" in page


def test_a_visitor_may_start_to_sell_and_to_buy(client: Client) -> None:
    page = _text(client)

    assert f'href="{reverse("web:post_lot")}"' in page
    assert f'href="{reverse("web:post_demand")}"' in page


def test_whoever_cannot_sell_is_not_led_to_a_closed_door(client: Client) -> None:
    client.force_login(buyer())
    page = _text(client)
    assert f'class="btn big" href="{reverse("web:demands")}"' in page
    assert f'class="btn big alt" href="{reverse("web:post_demand")}"' in page

    client.force_login(first_secretary())
    page = _text(client)
    assert f'class="btn big" href="{reverse("web:post_lot")}"' in page
    assert f'class="btn big alt" href="{reverse("web:lots")}"' in page


def test_the_first_page_is_light_and_needs_no_script(client: Client, personas: Story) -> None:
    contracted(personas.proposal)
    for _ in range(8):
        lot()
        demand()

    page = client.get(FIRST)

    assert b"<script" not in page.content
    assert b" style=" not in page.content
    # The style sheet's share of the 60 KB is kept by its own test.
    assert len(gzip.compress(page.content)) < 20_000


def test_the_first_page_asks_the_database_as_often_however_full_it_is(
    client: Client, personas: Story, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(15):
        client.get(FIRST)
    contracted(personas.proposal)
    stocked(5)
    for _ in range(9):
        lot()
        demand()
    with django_assert_num_queries(15):
        client.get(FIRST)


def test_every_how_link_leads_to_a_definition(client: Client, personas: Story) -> None:
    anchors = re.findall(rf'class="def" href="{DATA}#([a-z]+)"', _text(client))
    page = _text(client, DATA)

    assert anchors == ["lots", "round", "stations", "deals"]
    for anchor in anchors:
        assert f'id="{anchor}"' in page


def test_a_village_with_two_stations_is_covered_once(client: Client) -> None:
    station()
    open_station(
        name="邮乐购",
        platform=Platform.POST,
        village_code=YAOBU,
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )

    words = _words(_text(client, DATA))

    assert "今天开着 2 个站，覆盖 1 / 5 个村（20%）。" in words


def test_villages_without_a_station_are_ranked_by_the_way_to_the_nearest(client: Client) -> None:
    station(village_code=YAOBU)
    station(village_code=PANTANG_NAYANG, name="泮塘村服务站")

    page = _text(client, DATA)
    gaps = page[page.index('id="villages"') : page.index('id="map"')]
    ways = [int(way) for way in re.findall(r'data-l="直线">(\d+) 公里', gaps)]

    assert len(ways) == 3
    assert ways == sorted(ways, reverse=True)
    # One of the two 泮塘村 has a station: the other one is listed, by its town.
    assert "峦城镇 泮塘村" in gaps
    assert '">那阳镇 泮塘村' not in gaps.replace('data-l="最近的站所在的村">那阳镇 泮塘村', "")


def test_a_map_without_a_review_number_calls_itself_a_sketch(client: Client) -> None:
    county()

    assert "示意图，位置为大致位置。" in _text(client)
    assert "地图是示意图" in _text(client, DATA)
    assert "a box" in _text(client, DATA)


def test_junqiao_is_called_by_its_short_name(client: Client) -> None:
    demand(enterprise=junqiao())

    assert "南宁君桥 · 还缺 120,000 斤，送到南宁" in _words(_text(client))


@pytest.mark.parametrize(("language", "months"), [("zh-hans", "12 个月"), ("en", "12")])
def test_the_privacy_page_says_how_long_buyers_are_known_and_why_accounts_are_kept(
    client: Client, language: str, months: str
) -> None:
    said = _words(_text(client, reverse("web:privacy"), lang=language))

    assert months in said
    if language == "zh-hans":
        assert "订单结束满 12 个月，收货人、电话和地址就删掉" in said
        assert "银行账户只为把卖货的钱打给农户" in said
