"""The four figures of sales, counted from rows: docs/incomes.md §1 on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.market.models import PriceReport
from moli.orders.models import Article, Order, OrderLine
from moli.settlement.models import Payout, Share
from moli.settlement.queries.figures import (
    figures_by_village,
    figures_of_areas,
    paid_by_village,
    public_figures,
    sales_of_household,
)
from moli.settlement.queries.incomes import income_from_sales
from moli.settlement.rules.figures import IncomeFigures
from moli.settlement.services.correcting import correct_order
from tests.factories import COUNTY, HEGUI, NOW, TESTER, YAOBU, household, price_report
from tests.factories.market import farm_gate
from tests.factories.orders import tea_grade
from tests.factories.settlement import (
    batch_sent,
    brought_back,
    earned,
    packed_order,
    settled,
    shelf_of_three,
)

pytestmark = pytest.mark.django_db
JANUARY = NOW + timedelta(days=120)


def tea_prices() -> None:
    """60.00, 64.00 and 70.00 yuan a kilogram: 64.00."""
    farm_gate(6_000, 6_400, 7_000, grade=tea_grade())


def of(row: Household, year: int = 2016) -> IncomeFigures:
    """A household's figures of a year."""
    return sales_of_household(row, year=year).figures


def back(order: Order, *, units: int = 3) -> None:
    """Units that came back in January, corrected."""
    brought_back(order, units=units, at=JANUARY)
    correct_order(order_id=order.pk, by=TESTER, at=JANUARY)


def test_ten_boxes_on_paper() -> None:
    _, (a, b, c) = earned()
    tea_prices()

    assert of(a) == IncomeFigures(
        households=1,
        sales=1,
        measured_sales=1,
        grams=1_250,
        gross_fen=19_000,
        net_fen=16_000,
        measured_net_fen=16_000,
        base_fen=8_000,
        rescued_fen=0,
    )
    assert [of(row).gross_fen for row in (b, c)] == [12_692, 6_308]
    assert [of(row).uplift_fen for row in (a, b, c)] == [8_000, 5_344, 2_656]
    assert of(a).net_fen == income_from_sales(a, year=2016)


def test_what_came_back_counts_in_the_year_of_its_correction() -> None:
    order, (a, b, _) = earned()
    tea_prices()
    back(order)

    assert (of(a).gross_fen, of(a).net_fen, of(a).uplift_fen) == (19_000, 16_000, 8_000)
    january = of(a, 2017)
    assert (january.gross_fen, january.net_fen, january.uplift_fen) == (-5_700, -4_800, -2_400)
    assert of(b, 2017).uplift_fen == -1_603
    assert january.net_fen == income_from_sales(a, year=2017)


def test_the_uplift_is_not_known_before_the_third_person_reports() -> None:
    _, (a, _, _) = earned()
    assert of(a).uplift_fen is None
    farm_gate(6_000, 6_400, grade=tea_grade())
    price_report(grade=tea_grade(rank=2), fen_per_kg=6_400)
    assert of(a).uplift_fen is None

    third = Actor(key="user:third", name="丙")
    price_report(fen_per_kg=7_000, grade=tea_grade(), by=third)

    assert of(a).uplift_fen == 8_000


def test_of_some_sales_with_a_price_and_some_without_the_figure_says_so() -> None:
    _, (a, _, _) = earned()
    tea_prices()
    later = NOW + timedelta(days=40)
    shelf = _shelf_weighed_on(later, of=a)
    settled(packed_order(code=shelf.code, units=4), at=later)

    figures = of(a)

    assert (figures.sales, figures.measured_sales) == (2, 1)
    assert figures.uplift_fen == 8_000
    assert figures.net_fen > figures.measured_net_fen == 16_000
    assert not figures.is_wholly_measured


def _shelf_weighed_on(at: Any, *, of: Household) -> Article:
    """Another article whose tea came forty days later, when nobody reported a price."""
    article, _ = shelf_of_three(grams=(100_000,), of=[of], code="jasmine-other")
    inputs = article.productions.get().inputs.get()
    type(inputs.weigh_in).objects.filter(pk=inputs.weigh_in_id).update(weighed_on=at.date())
    return article


def test_a_village_and_the_county_are_the_sums_of_their_households() -> None:
    earned()
    tea_prices()
    elsewhere = [household(village_code=HEGUI) for _ in range(2)]
    shelf_of_three(grams=(60_000, 40_000), of=elsewhere, code="jasmine-hegui")
    settled(packed_order(code="jasmine-hegui", units=10))

    by_village = figures_by_village([COUNTY], year=2016)

    assert list(by_village) == sorted([YAOBU, HEGUI])
    yaobu, hegui = by_village[YAOBU], by_village[HEGUI]
    assert (yaobu.households, yaobu.sales, yaobu.grams) == (3, 3, 2_500)
    assert (yaobu.gross_fen, yaobu.net_fen, yaobu.uplift_fen) == (38_000, 32_000, 16_000)
    assert (hegui.households, hegui.gross_fen, hegui.net_fen) == (2, 38_000, 32_000)
    county = figures_of_areas([COUNTY], year=2016)
    for column in fields(IncomeFigures):
        both = getattr(yaobu, column.name) + getattr(hegui, column.name)
        assert getattr(county, column.name) == both, column.name
    assert figures_of_areas([YAOBU], year=2016) == yaobu
    assert figures_by_village([], year=2016) == {}


def _dearer_line(order: Order) -> None:
    line = OrderLine.objects.get(order=order)
    OrderLine.objects.filter(pk=line.pk).update(
        unit_price_fen=line.unit_price_fen + 100, total_fen=line.total_fen + 100 * line.units
    )


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (_dearer_line, {"gross_fen"}),
        (
            lambda _: PriceReport.objects.update(fen_per_kg=6_000),
            {"base_fen", "uplift_fen"},
        ),
        (
            lambda _: PriceReport.objects.filter(by_key="user:reporter-0").delete(),
            {"measured_sales", "measured_net_fen", "base_fen", "uplift_fen"},
        ),
        (
            lambda _: Article.objects.update(grams_per_unit=300),
            {"grams"},
        ),
    ],
    ids=["price of the line", "prices reported", "a reporter less", "weight of a box"],
)
def test_changing_one_row_changes_the_right_figure_and_no_other(
    change: Callable[[Order], object], changed: set[str]
) -> None:
    order, (a, _, _) = earned()
    tea_prices()
    before = of(a)

    change(order)

    after = of(a)
    names = [*(field.name for field in fields(before)), "uplift_fen"]
    assert {name for name in names if getattr(before, name) != getattr(after, name)} == changed


def test_one_more_share_changes_net_and_what_follows_from_it_alone() -> None:
    _, (a, b, _) = earned()
    tea_prices()
    before, others = of(a), of(b)
    settled(packed_order(units=1))

    after = of(a)

    assert after.net_fen - before.net_fen == 1_600
    assert after.gross_fen - before.gross_fen == 1_900
    assert after.rescued_fen == before.rescued_fen == 0
    assert of(b).net_fen - others.net_fen == 1_069
    assert Share.objects.filter(household=a).count() == 2


def test_a_households_sales_come_newest_first() -> None:
    order, (a, _, _) = earned()
    back(order)
    settled(packed_order(units=1), at=JANUARY + timedelta(days=1))

    sales = sales_of_household(a, year=2017)

    assert [(row.entry.net_fen, row.entry.is_correction) for row in sales.entries] == [
        (1_600, False),
        (-4_800, True),
    ]
    assert sales.figures == of(a, 2017)


def test_retail_goods_without_a_quota_rescue_nothing() -> None:
    _, households = earned()

    assert [of(row).rescued_fen for row in households] == [0, 0, 0]


def test_what_banks_sent_back_is_not_paid() -> None:
    earned()
    batch = batch_sent()
    assert paid_by_village([COUNTY], year=2016)[YAOBU].total_fen == 32_000
    returned = Payout.objects.filter(batch=batch).order_by("pk").first()
    assert returned is not None
    Payout.objects.filter(pk=returned.pk).update(state="RETURNED", return_reason="OTHER")

    paid = paid_by_village([COUNTY], year=2016)

    assert (paid[YAOBU].households, paid[YAOBU].total_fen) == (2, 32_000 - returned.total_fen)
    assert paid_by_village([HEGUI], year=2016) == {}
    assert paid_by_village([COUNTY], year=2015) == {}


def test_the_public_sees_nothing_of_fewer_than_five_households() -> None:
    earned()
    assert public_figures(county_code=COUNTY, year=2016).county is None
    assert public_figures(county_code=COUNTY, year=2016).villages == {}
    six = [household(village_code=HEGUI) for _ in range(6)]
    shelf_of_three(grams=(50_000,) * 6, of=six, code="jasmine-hegui")
    settled(packed_order(code="jasmine-hegui", units=12))

    told = public_figures(county_code=COUNTY, year=2016)

    # Yaobu's three are too few, and would be found by taking Hegui from the county.
    assert told.county is not None
    assert told.county.households == 9
    assert told.villages == {}


def test_figures_cost_the_same_for_one_household_and_a_county() -> None:
    order, (a, _, _) = earned()
    tea_prices()
    with CaptureQueriesContext(connection) as one:
        of(a)
    back(order, units=1)
    elsewhere = [household(village_code=HEGUI) for _ in range(8)]
    shelf_of_three(grams=(50_000,) * 8, of=elsewhere, code="jasmine-hegui")
    for units in range(1, 6):
        settled(packed_order(code="jasmine-hegui", units=units))

    with CaptureQueriesContext(connection) as county:
        figures_by_village([COUNTY], year=2016)

    assert len(county) == len(one) <= 12
