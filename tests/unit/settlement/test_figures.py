"""Four figures that are never mixed, and what of them everybody may be told."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.settlement.rules.figures import (
    IncomeFigures,
    figure_terms,
    figures_of,
    public_villages,
)
from moli.settlement.rules.sold import Entry

FIRST = Entry(
    household_key="A",
    on=date(2016, 9, 12),
    gross_fen=19_000,
    net_fen=16_000,
    grams=1_250,
    base_fen=8_000,
    rescued_fen=0,
    is_correction=False,
)
BACK = replace(
    FIRST, gross_fen=-5_700, net_fen=-4_800, grams=-375, base_fen=-2_400, is_correction=True
)


def test_figures_are_sums_of_entries_and_a_correction_is_part_of_its_sale() -> None:
    other = replace(FIRST, household_key="B", base_fen=None, rescued_fen=700)

    figures = figures_of([(1, FIRST), (1, BACK), (2, FIRST), (2, other)])

    assert figures == IncomeFigures(
        households=2,
        sales=3,
        measured_sales=2,
        grams=1_250 - 375 + 1_250 + 1_250,
        gross_fen=19_000 - 5_700 + 19_000 + 19_000,
        net_fen=16_000 - 4_800 + 16_000 + 16_000,
        measured_net_fen=16_000 - 4_800 + 16_000,
        base_fen=8_000 - 2_400 + 8_000,
        rescued_fen=700,
    )
    assert figures.uplift_fen == 27_200 - 13_600
    assert not figures.is_wholly_measured


def test_without_any_price_the_uplift_is_not_known() -> None:
    assert figures_of([(1, replace(FIRST, base_fen=None))]).uplift_fen is None
    assert figures_of([]).uplift_fen is None
    assert figures_of([(1, FIRST)]).is_wholly_measured


CHANGES = {
    "gross_fen": {"gross_fen"},
    "net_fen": {"net_fen", "measured_net_fen"},
    "grams": {"grams"},
    "base_fen": {"base_fen"},
    "rescued_fen": {"rescued_fen"},
}


@pytest.mark.parametrize("column", sorted(CHANGES))
def test_one_amount_changes_its_own_figure_and_no_other(column: str) -> None:
    more = replace(FIRST, **{column: getattr(FIRST, column) + 1})
    before, after = figures_of([(1, FIRST)]), figures_of([(1, more)])

    changed = {
        field.name
        for field in fields(before)
        if getattr(before, field.name) != getattr(after, field.name)
    }
    assert changed == CHANGES[column]


def test_a_village_of_too_few_is_left_out_and_with_it_the_next_smallest() -> None:
    assert figure_terms().public_households_min == 5
    sold = {"shitang": 12, "yaobu": 9, "hegui": 6, "pantang": 2}
    assert public_villages(sold) == {"shitang", "yaobu"}
    assert public_villages({"yaobu": 9, "hegui": 6}) == {"yaobu", "hegui"}
    assert public_villages({"yaobu": 9, "hegui": 3, "pantang": 2}) == {"yaobu"}
    assert public_villages({"pantang": 4}) == set()
    assert public_villages({}) == set()


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 30), max_size=8))
def test_no_sum_of_fewer_than_five_can_be_found_by_taking_away(sold: dict[str, int]) -> None:
    shown = public_villages(sold)

    hidden = [count for code, count in sold.items() if code not in shown]
    assert all(sold[code] >= 5 for code in shown)
    assert not hidden or sum(hidden) >= 5 or not shown
