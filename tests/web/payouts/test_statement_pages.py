"""Statements: every sum explained, each household its own, on the screen and on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from moli.settlement.models import Statement
from moli.settlement.rules.waterfall import Terms
from moli.settlement.services.correcting import correct_order
from tests.factories import HEGUI, NOW, TESTER, YAOBU, Story, household
from tests.factories.bulk import KG, remitted, settled_claim
from tests.factories.settlement import (
    batch_sent,
    brought_back,
    earned,
    general_rule,
    packed_order,
    paid_load,
    settled,
    shared_delivery,
    shelf_of_three,
)
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db
LAST_MONTH = NOW - timedelta(days=30)


def _statement(client: Client, row: Any, *, month: int = 9, name: str = "statement") -> str:
    url = reverse(f"web:{name}", args=[row.uid, 2016, month])
    return client.get(url).content.decode()


def test_a_sale_is_explained_to_the_fen(client: Client, personas: Story) -> None:
    general_rule()
    _, (first, second, _) = shelf_of_three()
    settled(packed_order(units=1))
    client.force_login(personas.first_secretary)

    # docs/settlement.md §1.
    text = _statement(client, second)

    assert "几家的货一起卖了 1 × 250 克盒，1 单" in text
    for what, fen in (
        ("买家付的货款", "38 元"),
        ("扣包装费", "3 元"),
        ("扣运费", "2 元"),
        ("扣服务站佣金", "1 元"),
        ("几家农户一共分", "32 元"),
        ("您家的，里面有 0.2 斤", "10.69 元"),
    ):
        assert what in text
        assert fen in text.split(what)[1][:120], what
    assert "16 元" not in text
    assert "16 元" in _statement(client, first)


def test_what_came_back_is_a_row_of_its_own(client: Client, personas: Story) -> None:
    order, (first, _, _) = earned()
    brought_back(order, units=3)
    correct_order(order_id=order.pk, by=TESTER, at=NOW)
    client.force_login(personas.first_secretary)

    text = _statement(client, first)

    # docs/settlement.md §3: 160.00, then 48.00 less.
    assert "买家退回 3 × 250 克盒，照原来的规则重算" in text
    assert "-114 元" in text
    assert "-48 元" in text
    assert "112 元" in text.split("这个月您家一共")[1][:120]


@pytest.mark.parametrize(
    ("later", "told"), [(0, ["5 × 250 克盒"]), (1, ["3 × 250 克盒", "2 × 250 克盒"])]
)
def test_what_came_back_twice_is_counted_once(
    later: int, told: list[str], client: Client, personas: Story
) -> None:
    order, (first, _, _) = earned()
    for units, day in ((3, NOW), (2, NOW + timedelta(days=later))):
        brought_back(order, units=units, at=day)
        correct_order(order_id=order.pk, by=TESTER, at=day)
    client.force_login(personas.first_secretary)

    text = _statement(client, first)

    assert [each.split("，")[0] for each in text.split("买家退回 ")[1:]] == told


def test_a_payout_says_when_and_to_where(client: Client, personas: Story) -> None:
    _, (first, *_) = earned()
    batch_sent()
    client.force_login(personas.first_secretary)

    text = _statement(client, first)

    paid = text.split("打了多少，哪天打的")[1]
    assert "160 元" in paid
    assert f"****{first.pk:04d}"[-8:] in paid
    assert "银行办理中" in paid


def test_a_debt_and_a_missing_account_are_said_plainly(client: Client, personas: Story) -> None:
    order, (first, *_) = earned()
    batch_sent()
    brought_back(order, units=3)
    correct_order(order_id=order.pk, by=TESTER, at=NOW)
    client.force_login(personas.first_secretary)
    assert "以前多打了 48 元，从以后卖的里扣" in _statement(client, first)

    _, (poor, *_) = shelf_of_three(code="other-tea")
    settled(packed_order(units=1, code="other-tea"))
    assert "还没有银行账户，钱先记着" in _statement(client, poor)


def test_a_load_and_the_rest_of_it_after_a_claim_are_two_rows(
    client: Client, personas: Story
) -> None:
    general_rule(Terms(commission_per_mille=30))
    delivery, (first, _) = paid_load(
        200 * KG, 100 * KG, claimed_grams=30 * KG, freight_fen=6_000, packaging_fen=3_000
    )
    shared_delivery(delivery)
    settled_claim(delivery, upheld_grams=10 * KG)
    remitted(delivery, total_fen=12_800)
    shared_delivery(delivery)
    client.force_login(personas.first_secretary)

    text = _statement(client, first)

    # 30 of 300 kg are held: 1,728.00 are shared; 20 of them are paid later: 128.00.
    load, rest = text.split("扣住的货款付了一部分")
    assert "几家的货一起卖了 600 斤，1 单" in load
    assert "1,728 元" in load
    assert "128 元" in rest
    assert "82.77 元" in rest
    assert _statement(client, first, name="statement_print")


def test_many_orders_of_a_day_are_one_sum_that_opens(client: Client, personas: Story) -> None:
    general_rule()
    _, (first, *_) = shelf_of_three()
    orders = [packed_order(units=1) for _ in range(3)]
    for order in orders:
        settled(order)
    client.force_login(personas.first_secretary)

    text = _statement(client, first)

    assert "卖了 3 × 250 克盒，3 单" in text
    assert "48 元" in text
    assert all(order.number in text for order in orders)


def test_a_month_asks_the_database_as_often_however_much_was_sold(
    client: Client, personas: Story, django_assert_max_num_queries: Any
) -> None:
    general_rule()
    _, (first, *_) = shelf_of_three()
    settled(packed_order(units=1))
    client.force_login(personas.first_secretary)
    with django_assert_max_num_queries(35) as few:
        _statement(client, first)
    for _ in range(4):
        settled(packed_order(units=2))

    with django_assert_max_num_queries(35) as many:
        _statement(client, first)

    assert len(many.captured_queries) == len(few.captured_queries)


def test_paper_says_the_same_in_large_type_and_on_a_slip(client: Client, personas: Story) -> None:
    _, (first, *_) = earned()
    client.force_login(personas.first_secretary)
    url = reverse("web:statement_print", args=[first.uid, 2016, 9])

    sheet = client.get(url).content.decode()
    slip = client.get(url, {"paper": "58"}).content.decode()

    assert "bigprint" in sheet
    assert 'class="slip' in slip
    for text in (sheet, slip):
        assert "160 元" in text
        assert "只给您家看" in text


def test_no_other_household_stands_on_a_statement(client: Client, personas: Story) -> None:
    _, households = earned()
    client.force_login(personas.first_secretary)

    for row in households:
        for name in ("statement", "statement_print"):
            text = _statement(client, row, name=name)
            for other in households:
                assert other is row or str(other.uid) not in text


def test_a_month_that_is_none_is_not_there(client: Client, personas: Story) -> None:
    row = household()
    client.force_login(personas.first_secretary)

    for year, month in ((2016, 13), (2016, 0), (1999, 9), (2100, 1)):
        url = reverse("web:statement", args=[row.uid, year, month])
        assert client.get(url).status_code == 404
    assert "这个月没有卖出的" in _statement(client, row)


def test_the_office_draws_a_month_up_once_and_corrections_later(
    client: Client, personas: Story
) -> None:
    general_rule()
    _, (first, *_) = shelf_of_three()
    order = packed_order(units=10)
    settled(order, at=LAST_MONTH)
    client.force_login(personas.office)
    url = reverse("web:draw_up_statements")

    told = client.post(url, {"month": "2016-08"}, follow=True).content.decode()
    assert "出好了 3 张" in told
    with unchanged():
        told = client.post(url, {"month": "2016-08"}, follow=True).content.decode()
    assert "没有新的，都出过了" in told

    brought_back(order, units=3, at=LAST_MONTH)
    correct_order(order_id=order.pk, by=TESTER, at=LAST_MONTH)
    client.post(url, {"month": "2016-08"})
    rows = Statement.objects.filter(household=first)
    assert [row.total_fen for row in rows] == [16_000, -4_800]
    text = _statement(client, first, month=8)
    assert "更正 1" in text
    assert (
        "更正 1 次"
        in client.get(
            reverse("web:statements"), {"month": "2016-08", "village": YAOBU}
        ).content.decode()
    )


def test_a_month_that_is_not_over_is_not_drawn_up(client: Client, personas: Story) -> None:
    earned()
    client.force_login(personas.office)

    with unchanged():
        told = client.post(
            reverse("web:draw_up_statements"), {"month": "2016-09"}, follow=True
        ).content.decode()

    assert "这个月到 2016 年 9 月 30 日 才完" in told


def test_a_village_sees_its_list_and_the_office_the_villages(
    client: Client, personas: Story
) -> None:
    general_rule()
    here = [household(), household()]
    there = household(village_code=HEGUI)
    shelf_of_three(of=[*here, there])
    settled(packed_order(units=10))
    client.force_login(personas.first_secretary)
    text = client.get(reverse("web:statements")).content.decode()
    for row in here:
        assert reverse("web:statement", args=[row.uid, 2016, 9]) in text
    assert str(there.uid) not in text

    client.force_login(personas.office)
    text = client.get(reverse("web:statements")).content.decode()
    assert f"month=2016-09&amp;village={YAOBU}" in text
    assert f"month=2016-09&amp;village={HEGUI}" in text
    for odd in ("\0", "450181", "x"):
        assert client.get(reverse("web:statements"), {"village": odd}).status_code == 200
    text = client.get(reverse("web:statements"), {"village": HEGUI}).content.decode()
    assert reverse("web:statement", args=[there.uid, 2016, 9]) in text


def test_income_is_not_public(client: Client, personas: Story) -> None:
    _, (first, *_) = earned()

    for name in ("statement", "statement_print"):
        answer = client.get(reverse(f"web:{name}", args=[first.uid, 2016, 9]))
        assert answer["Location"].startswith(reverse("web:login"))


def test_the_pages_are_whole_in_english(client: Client, personas: Story) -> None:
    _, (first, *_) = earned()
    client.force_login(personas.office)
    url = reverse("web:statement", args=[first.uid, 2016, 9])

    assert client.get(url, {"lang": "en"}).status_code == 200
