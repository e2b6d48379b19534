"""The distance to the line with this year's sales, with the numbers of docs/incomes.md."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moli.households.rules.income import Income
from moli.settlement.rules.crossing import Distance

ON_PAPER = Distance(
    recorded_year=2015,
    recorded=Income(
        wage_fen=480_000,
        business_fen=216_000,
        property_fen=0,
        transfer_fen=264_000,
        cost_fen=40_000,
        people=4,
    ),
    recorded_line_fen=285_500,
    sales_fen=750_000,
    line_fen=295_200,
)


def test_the_example_on_paper() -> None:
    assert ON_PAPER.recorded.per_capita_fen == 230_000
    assert ON_PAPER.with_sales.per_capita_fen == 363_500
    assert ON_PAPER.gap_fen == 68_300
    assert ON_PAPER.has_crossed


def test_sales_stand_in_the_place_of_recorded_business_and_are_not_added_to_it() -> None:
    without = replace(ON_PAPER, sales_fen=0)

    assert without.with_sales.net_fen == 480_000 + 264_000
    richer = replace(ON_PAPER.recorded, business_fen=9_000_000)
    assert replace(ON_PAPER, recorded=richer).with_sales == ON_PAPER.with_sales


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sales_fen": 0}, "still below"),
        ({"sales_fen": 4 * 295_200 - 704_000}, "exactly on the line is not above"),
        ({"recorded_line_fen": 229_999}, "was above before"),
        ({"recorded_line_fen": None}, "no line of that year"),
        ({"line_fen": None}, "no line of this year"),
    ],
)
def test_who_has_not_crossed(changes: dict[str, int | None], why: str) -> None:
    assert not replace(ON_PAPER, **changes).has_crossed, why  # type: ignore[arg-type]


def test_no_more_cost_is_taken_off_than_was_sold() -> None:
    for sales, cost in ((10_000, 10_000), (40_000, 40_000), (90_000, 40_000), (-500, 0)):
        with_sales = replace(ON_PAPER, sales_fen=sales).with_sales
        assert with_sales.net_fen == 480_000 + 264_000 + sales - cost


def test_who_is_above_the_line_without_sales_has_not_crossed_by_them() -> None:
    """A bad year of business kept it below; its wages alone are enough this year."""
    bad_year = replace(ON_PAPER.recorded, wage_fen=1_000_000, business_fen=0, cost_fen=300_000)

    assert not replace(ON_PAPER, recorded=bad_year).has_crossed


def test_a_fen_above_the_line_is_across() -> None:
    assert replace(ON_PAPER, sales_fen=4 * 295_200 - 704_000 + 1).has_crossed


def test_without_a_line_the_distance_is_not_known() -> None:
    assert replace(ON_PAPER, line_fen=None).gap_fen is None
