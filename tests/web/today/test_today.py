"""What waits for villages and buyers: in reach, a tap away, and no price too early."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from moli.enterprises.models import Enterprise
from moli.market.rules.negotiation import AnswerKind, DeclineReason, Side
from moli.market.rules.offers import Window
from tests.factories import (
    HEGUI,
    TODAY,
    YAOBU,
    Story,
    agreed,
    auditor,
    buyer,
    contracted,
    demand,
    enterprise,
    first_secretary,
    grade,
    introduced,
    lot,
    mushroom,
    proposal,
)
from tests.scanning import without_uids
from tests.web.today.reading import is_late, page_of, says, words_of

pytestmark = pytest.mark.django_db


def test_nobody_is_told_before_the_introduction(client: Client, personas: Story) -> None:
    for user in (personas.first_secretary, personas.buyer):
        words = words_of(page_of(client, user))
        assert "今天没有要办的事" in words
        assert "3.20" not in words


def test_a_village_is_asked_for_its_answer(client: Client, personas: Story) -> None:
    introduced(personas.proposal)

    for user in (
        personas.first_secretary,
        personas.village_committee,
        personas.station_operator,
    ):
        page = page_of(client, user)
        assert f"{user.name}，今天有 1 件事" in words_of(page)
        assert f'href="{reverse("web:proposal", args=[personas.proposal.uid])}"' in page
        assert (
            "南宁君桥要买 80,000 斤 百香果 3.20 元/斤，比底价高 0.20 元/斤。9 月 15 日 09:00 前答复"
            in words_of(page)
        )


def test_a_buyer_is_asked_for_its_answer(client: Client, personas: Story) -> None:
    introduced(personas.proposal)

    words = words_of(page_of(client, personas.buyer))

    assert "马小华，今天有 1 件事" in words
    assert "石塘镇 瑶埠村有 80,000 斤 百香果 地头价 3.20 元/斤。9 月 15 日 09:00 前答复" in words


def test_no_side_sees_the_limit_of_the_other(client: Client) -> None:
    row = introduced(proposal(lot=lot(floor_fen_per_kg=618), demand=demand(ceiling_fen_per_kg=734)))

    for language in ("zh-hans", "en"):
        # An address may hold any digits by chance.
        seller = without_uids(page_of(client, first_secretary(), lang=language))
        bought = without_uids(page_of(client, buyer(), lang=language))
        for ceiling in ("734", "3.67", "7.34"):
            assert ceiling not in seller
        for floor in ("618", "3.09", "6.18"):
            assert floor not in bought
    assert row.state == "INTRODUCED"


def test_whoever_has_answered_waits_for_the_other(client: Client, personas: Story) -> None:
    row = introduced(personas.proposal)
    says(row, Side.SELLER, AnswerKind.ACCEPT)

    assert "今天没有要办的事" in words_of(page_of(client, personas.first_secretary))
    assert "今天有 1 件事" in words_of(page_of(client, personas.buyer))


def test_another_price_comes_back_to_the_first_side(client: Client, personas: Story) -> None:
    row = introduced(personas.proposal)
    says(row, Side.SELLER, AnswerKind.ACCEPT)
    says(row, Side.BUYER, AnswerKind.COUNTER, fen=590)

    assert "2.95 元/斤，比底价低 0.05 元/斤" in words_of(page_of(client, personas.first_secretary))
    assert "今天没有要办的事" in words_of(page_of(client, personas.buyer))


def test_a_no_ends_it(client: Client, personas: Story) -> None:
    row = introduced(personas.proposal)
    says(row, Side.BUYER, AnswerKind.DECLINE, reason=DeclineReason.PRICE)

    assert "今天没有要办的事" in words_of(page_of(client, personas.first_secretary))


def test_a_late_answer_says_that_it_isis_late(client: Client, personas: Story) -> None:
    is_late(introduced(personas.proposal))

    assert "9 月 11 日 09:00 该答复，已经过了" in words_of(page_of(client, personas.buyer))


def test_a_lot_in_its_last_days_is_a_thing_to_do(client: Client) -> None:
    user = first_secretary()
    lot(grams=3_250_000, window=Window(from_on=TODAY, to_on=TODAY + timedelta(days=2)))
    lot(grams=9_000_000, window=Window(from_on=TODAY, to_on=TODAY + timedelta(days=3)))

    words = words_of(page_of(client, user))

    assert "今天有 1 件事" in words
    assert "百香果 二级 还有 6,500 斤 没卖 还剩 2 天 · 石塘镇 瑶埠村" in words


def test_a_village_sees_its_own_goods_only(client: Client) -> None:
    lot(grams=7_000_000)
    lot(village_code=HEGUI, grams=5_500_000)

    yaobu = words_of(page_of(client, first_secretary()))
    hegui = words_of(page_of(client, first_secretary(village_code=HEGUI, name="贺书记")))

    assert "14,000 斤" in yaobu
    assert "11,000 斤" not in yaobu
    assert "11,000 斤" in hegui
    assert "14,000 斤" not in hegui


def test_a_card_says_what_became_of_a_lot(client: Client) -> None:
    user = first_secretary()
    introduced(proposal(lot=lot(), demand=demand()))
    agreed(proposal(lot=lot(grams=5_000_000), demand=demand()))
    contracted(proposal(lot=lot(grams=4_000_000), demand=demand()))
    lot(grams=3_000_000)

    words = words_of(page_of(client, user))

    assert "百香果 二级 80,000 斤 80,000 斤 等答复 在谈" in words
    assert "百香果 二级 10,000 斤 全部谈成 谈成了" in words
    assert "百香果 二级 8,000 斤 全部谈成 有合同" in words
    assert "百香果 二级 6,000 斤 还没有对上 还剩 18 天" in words


def test_demands_for_what_the_village_grows_are_shown_and_marked(client: Client) -> None:
    user = first_secretary()
    lot(grade=grade(rank=2))
    demand(lowest_grade=grade(rank=1), grams=1_000_000)
    demand(lowest_grade=grade(rank=3), grams=2_000_000)
    demand(lowest_grade=grade(rank=1, product=mushroom()), grams=3_000_000)

    words = words_of(page_of(client, user))

    assert "南宁君桥 · 百香果 一级以上 还缺 2,000 斤，送到南宁， 9 月 30 日前 南" in words
    assert "南宁君桥 · 百香果 统货以上 还缺 4,000 斤，送到南宁， 9 月 30 日前 合适" in words
    assert "蘑菇" not in words


def test_a_buyer_sees_its_own_demands_and_contracts_only(client: Client, personas: Story) -> None:
    contract = contracted(personas.proposal)
    other = enterprise()
    demand(enterprise=other, grams=7_000_000)

    own = words_of(page_of(client, personas.buyer))
    others = words_of(page_of(client, buyer(enterprise=other, name="另一位")))

    assert "百香果 二级以上 120,000 斤 已谈成 80,000 斤 有合同" in own
    assert f"瑶埠村 百香果 · 南宁君桥 {contract.number}" in own
    assert "14,000 斤" not in own
    assert "14,000 斤" in others
    assert contract.number not in others


def test_a_villages_page_cannot_be_opened_into_markup(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    Enterprise.objects.update(short_name="<img src=x>")

    page = page_of(client, personas.first_secretary)

    assert "<img" not in page
    assert "&lt;img" in page


def test_yaobu_is_named_under_the_greeting(client: Client) -> None:
    words = words_of(page_of(client, first_secretary(village_code=YAOBU)))

    assert "9 月 12 日 星期一 · 瑶埠村" in words
    assert auditor().name not in words
