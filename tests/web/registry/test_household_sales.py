"""The sales of a household on its page: four figures, the list, the distance to the line."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moli.households.models import Household
from moli.settlement.services.correcting import correct_order
from tests.factories import HEGUI, NOW, TESTER, Story, household, office, reference
from tests.factories.market import farm_gate
from tests.factories.orders import tea_grade
from tests.factories.settlement import brought_back, earned, packed_order, settled
from tests.integration.settlement.test_crossing import poor, recorded
from tests.scanning import answer_text


@pytest.fixture
def own(client: Client, personas: Story) -> Client:
    """The browser of Yaobu's first secretary."""
    client.force_login(personas.first_secretary)
    return client


@pytest.fixture
def seller(personas: Story) -> Household:
    """A poor household that sold ten boxes with two others; three came back later."""
    reference()
    order, (first, _, _) = earned()
    poor(first)
    recorded(first)
    farm_gate(6_000, 6_400, 7_000, grade=tea_grade())
    later = NOW + timedelta(hours=1)
    brought_back(order, units=3, at=later)
    correct_order(order_id=order.pk, by=TESTER, at=later)
    return first


def page(browser: Client, row: Household) -> Any:
    """The household's page."""
    return browser.get(f"/registry/{row.uid}/")


def test_four_figures_stand_apart_each_with_its_definition(own: Client, seller: Household) -> None:
    answer = page(own, seller)
    text = answer_text(answer)

    assert answer.context["sales"].net_fen == 11_200
    for words in ("112", "133", "56"):
        assert words in text
    assert "没有能证明的" in text
    assert "四个数各是各的，不能相加。" in text
    for definition in ("没扣任何费用", "到没到银行都算", "也不当作 0", "缺一样记录就不算"):
        assert definition in text


def test_sales_are_listed_newest_first_with_what_came_back(own: Client, seller: Household) -> None:
    rows = page(own, seller).context["sale_rows"]

    assert [(row.net_fen, row.gross_fen, row.is_correction) for row in rows] == [
        (-4_800, -5_700, True),
        (16_000, 19_000, False),
    ]
    assert {row.what for row in rows} == {"横县茉莉花茶"}


def test_the_line_is_reckoned_with_both_sources_in_sight(own: Client, seller: Household) -> None:
    answer = page(own, seller)
    distance = answer.context["distance"]

    assert (distance.recorded_year, distance.recorded) == ("2015", "2,300 元")
    assert distance.recorded_gap == "还差 555 元"
    # No more cost is taken off than was sold: (4,800 + 112 + 2,640 − 112) ÷ 4
    assert (distance.expected, distance.gap) == ("1,860 元", "还差 1,092 元")
    assert (
        "（2015 年登记的工资 4,800 元 + 今年卖货到手 112 元 + 财产 0 元 + 转移 2,640 元 "
        "− 照 2015 年登记扣的经营费用 112 元）÷ 4 人 = 每人 1,860 元" in answer_text(answer)
    )
    assert not distance.has_crossed


def test_an_uplift_that_nobody_can_measure_is_not_known(own: Client, personas: Story) -> None:
    _, (first, _, _) = earned()

    answer = page(own, first)

    assert answer.context["uplift"] == "不知道"
    assert "1 笔里 0 笔有地头价" in answer_text(answer)


def test_a_household_without_sales_or_record_says_what_is_missing(
    own: Client, personas: Story
) -> None:
    text = answer_text(page(own, household()))

    assert "2016 年还没有结算过卖货" in text
    assert "离贫困线多远算不出来" in text


def test_the_list_is_cut_and_the_page_asks_the_same_whatever_was_sold(
    own: Client, seller: Household
) -> None:
    page(own, seller)
    with CaptureQueriesContext(connection) as few:
        page(own, seller)
    for _ in range(14):
        settled(packed_order(units=1))

    with CaptureQueriesContext(connection) as many:
        answer = page(own, seller)

    assert len(many) == len(few)
    assert (len(answer.context["sale_rows"]), answer.context["sales_more"]) == (12, 4)


def test_another_area_sees_nothing_of_it(client: Client, seller: Household) -> None:
    client.force_login(office(area_code=HEGUI[:9]))

    assert page(client, seller).status_code == 404
