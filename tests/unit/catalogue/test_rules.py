"""Seasons, also those that run over the new year."""

from datetime import date

import pytest

from moli.catalogue.rules import is_in_season, season_of


@pytest.mark.parametrize(
    ("from_month", "to_month", "on", "is_in"),
    [
        (7, 12, date(2016, 9, 12), True),
        (7, 12, date(2016, 6, 30), False),
        (11, 2, date(2017, 1, 31), True),
        (11, 2, date(2016, 11, 1), True),
        (11, 2, date(2016, 3, 1), False),
    ],
)
def test_a_month_is_in_season(from_month: int, to_month: int, on: date, is_in: bool) -> None:
    assert is_in_season(from_month=from_month, to_month=to_month, on=on) is is_in


def test_a_season_over_the_new_year_keeps_its_first_years_name() -> None:
    assert season_of(from_month=11, to_month=2, on=date(2017, 1, 31)) == "2016"
    assert season_of(from_month=11, to_month=2, on=date(2016, 12, 1)) == "2016"
    assert season_of(from_month=7, to_month=12, on=date(2016, 9, 12)) == "2016"
