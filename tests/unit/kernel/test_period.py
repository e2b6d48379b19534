"""Half-open periods: the last day is the first that no longer counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.period import covers, overlap

FIRST = date(2016, 9, 12)
DAYS = st.integers(min_value=0, max_value=40).map(lambda days: FIRST + timedelta(days=days))
ENDS = st.none() | st.integers(min_value=1, max_value=41).map(lambda n: FIRST + timedelta(days=n))


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2016, 9, 11), False),
        (date(2016, 9, 12), True),
        (date(2016, 9, 29), True),
        (date(2016, 9, 30), False),
    ],
)
def test_a_period_holds_from_its_first_day_to_before_its_last(on: date, holds: bool) -> None:
    assert covers(from_on=FIRST, to_on=date(2016, 9, 30), on=on) is holds


def test_an_open_period_holds_for_ever() -> None:
    assert covers(from_on=FIRST, to_on=None, on=date(2116, 9, 12))
    assert not covers(from_on=FIRST, to_on=None, on=date(2016, 9, 11))


def test_a_period_that_begins_when_another_ends_does_not_overlap_it() -> None:
    end = date(2016, 10, 1)

    assert not overlap(a_from=FIRST, a_to=end, b_from=end, b_to=None)
    assert overlap(a_from=FIRST, a_to=end, b_from=end - timedelta(days=1), b_to=None)


@given(a_from=DAYS, a_to=ENDS, b_from=DAYS, b_to=ENDS)
def test_periods_overlap_exactly_when_they_share_a_day(
    a_from: date, a_to: date | None, b_from: date, b_to: date | None
) -> None:
    # An empty period shares no day; rows refuse it before it can be asked about.
    if (a_to and a_to <= a_from) or (b_to and b_to <= b_from):
        return
    days = [FIRST + timedelta(days=number) for number in range(60)]
    shared = [
        day
        for day in days
        if covers(from_on=a_from, to_on=a_to, on=day) and covers(from_on=b_from, to_on=b_to, on=day)
    ]

    assert overlap(a_from=a_from, a_to=a_to, b_from=b_from, b_to=b_to) is bool(shared)
