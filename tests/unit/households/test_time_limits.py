"""Days and months of procedures: dates that have come or have not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.households.rules.time_limits import (
    add_months,
    comes_down_on,
    days_hanging,
    may_be_removed,
    removable_from,
)

DAYS = st.dates(min_value=date(2014, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2021, 8, 28), 6, date(2022, 2, 28)),
        (date(2021, 12, 15), 6, date(2022, 6, 15)),
        (date(2021, 6, 30), 6, date(2021, 12, 30)),
        (date(2021, 5, 31), 1, date(2021, 6, 30)),
        (date(2021, 11, 30), 13, date(2022, 12, 30)),
        (date(2021, 1, 1), 0, date(2021, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("since", "on", "allowed"),
    [
        # A peer that compares month and year apart takes January to March of later years for
        # too early.
        (date(2021, 7, 10), date(2022, 1, 9), False),
        (date(2021, 7, 10), date(2022, 1, 10), True),
        (date(2021, 4, 1), date(2022, 1, 1), True),
        (date(2021, 8, 31), date(2022, 2, 27), False),
        (date(2021, 8, 31), date(2022, 2, 28), True),
        (date(2021, 9, 30), date(2022, 3, 29), False),
        (date(2021, 9, 30), date(2022, 3, 30), True),
        (date(2020, 6, 1), date(2023, 1, 15), True),
        (date(2022, 1, 20), date(2022, 7, 19), False),
        (date(2022, 1, 20), date(2022, 7, 20), True),
    ],
)
def test_a_risk_is_removed_half_a_year_after_it_was_found(
    since: date, on: date, allowed: bool
) -> None:
    assert may_be_removed(since, on=on, months_min=6) is allowed


@given(DAYS, st.integers(min_value=0, max_value=36))
def test_months_later_lies_in_the_month_that_many_months_on(day: date, months: int) -> None:
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(DAYS, DAYS)
def test_once_a_risk_may_be_removed_it_stays_so(since: date, on: date) -> None:
    first = removable_from(since, months_min=6)

    assert may_be_removed(since, on=on, months_min=6) is (on >= first)


def test_a_notice_of_five_days_comes_down_on_the_sixth() -> None:
    up = date(2016, 9, 28)

    down = comes_down_on(up, days=5)

    assert down == date(2016, 10, 3)
    assert days_hanging(up, down) == 5
