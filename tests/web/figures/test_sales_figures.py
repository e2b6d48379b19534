"""What sales brought by village, for leaders; sums of five households at least, for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    HEGUI,
    JIAOYI,
    Story,
    household,
    reference,
    town_office,
)
from tests.factories.market import farm_gate
from tests.factories.orders import tea_grade
from tests.factories.settlement import (
    batch_sent,
    earned,
    packed_order,
    settled,
    shelf_of_three,
)
from tests.integration.settlement.test_crossing import poor, recorded
from tests.scanning import answer_text

URL = "/figures/sales/"


@pytest.fixture
def sold(personas: Story) -> Story:
    """Three households of Yaobu sold ten boxes and were paid; six of Hegui sold twelve."""
    reference()
    _, households = earned()
    batch_sent()
    recorded(poor(households[0]), wage=7_000)
    farm_gate(6_000, 6_400, 7_000, grade=tea_grade())
    of_hegui(12)
    return personas


def of_hegui(units: int, *, code: str = "jasmine-hegui") -> None:
    """Boxes of six households of Hegui, settled."""
    six = [household(village_code=HEGUI) for _ in range(6)]
    shelf_of_three(grams=(50_000,) * 6, of=six, code=code)
    settled(packed_order(code=code, units=units))


def test_a_leader_sees_what_a_hand_count_gives(client: Client, sold: Story) -> None:
    client.force_login(sold.leader)

    context = client.get(URL).context

    total = context["total"]
    # 22 boxes of 250 g at 38.00, 32.00 of each the households'; at the farm gate 64.00 a kilogram.
    assert (total.households, total.grams) == (9, 22 * 250)
    assert (total.gross_fen, total.net_fen) == (22 * 3_800, 22 * 3_200)
    assert total.uplift_fen == 22 * 3_200 - 22 * 250 * 6_400 // 1_000
    assert (context["paid"].households, context["paid"].total_fen) == (3, 32_000)
    assert [(row.figures.households, row.figures.net_fen) for row in context["rows"]] == [
        (6, 38_400),
        (3, 32_000),
    ]
    # Below the line of 2,952 with its sales too: (7,000 + 160 + 2,640 − 160) ÷ 4 = 2,410.
    assert (context["crossed"], context["judged"]) == (0, 1)


def test_a_town_sees_its_own_villages_only(client: Client, sold: Story) -> None:
    client.force_login(town_office(area_code=JIAOYI))

    context = client.get(URL).context

    assert [row.figures.households for row in context["rows"]] == [6]
    assert (context["total"].households, context["judged"]) == (6, 0)
    assert context["paid"].total_fen == 0


def test_another_year_is_another_count_and_nonsense_is_this_year(
    client: Client, sold: Story
) -> None:
    client.force_login(sold.office)

    assert client.get(f"{URL}?year=2015").context["total"].sales == 0
    assert client.get(f"{URL}?year=1").context["year"] == "2016"


@pytest.mark.parametrize("role", ["first_secretary", "buyer", "organiser", "stranger"])
def test_it_is_closed_to_everybody_else(client: Client, sold: Story, role: str) -> None:
    client.force_login(getattr(sold, role))

    assert client.get(URL).status_code == 404


def test_more_villages_and_sales_ask_no_more_queries(client: Client, sold: Story) -> None:
    client.force_login(sold.leader)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    of_hegui(20, code="jasmine-more")

    with CaptureQueriesContext(connection) as many:
        client.get(URL)

    # Twelve of sales, one of payouts, five of the line, the names, and the frame.
    assert len(few) == len(many) <= 19 + 8


def _told(client: Client) -> Any:
    return client.get("/data/")


def test_everybody_is_told_the_county_but_no_village_that_could_be_found(
    client: Client, sold: Story
) -> None:
    answer = _told(client)

    assert answer.context["sold"].county.net_fen == 22 * 3_200
    # Yaobu's three are too few, and would be found by taking Hegui's six from the county.
    assert answer.context["sold_villages"] == []
    text = answer_text(answer)
    assert "9 户卖出" in text
    assert "跨" not in text


def test_a_village_of_five_stands_beside_the_county(client: Client, personas: Story) -> None:
    earned()
    assert "卖货的户还不到 5 户" in answer_text(_told(client))
    settled_by_five = [household() for _ in range(5)]
    shelf_of_three(grams=(50_000,) * 5, of=settled_by_five, code="jasmine-five")
    settled(packed_order(code="jasmine-five", units=5))

    ((name, figures),) = _told(client).context["sold_villages"]

    assert "瑶埠村" in name
    assert (figures.households, figures.net_fen) == (8, 15 * 3_200)
