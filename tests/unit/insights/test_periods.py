"""Over which days an indicator counts."""

from __future__ import annotations

from datetime import date

import pytest

from moli.insights.rules.periods import (
    SPAN_OF,
    Period,
    Span,
    counted_over,
    last_days,
    quarter_until,
    year_until,
)
from moli.insights.rules.plans import INDICATORS_OF, Indicator, PlanKind

ON = date(2016, 9, 12)


@pytest.mark.parametrize(
    ("on", "first_on", "quarter"),
    [
        (date(2016, 1, 1), date(2016, 1, 1), 1),
        (date(2016, 3, 31), date(2016, 1, 1), 1),
        (date(2016, 4, 1), date(2016, 4, 1), 2),
        (ON, date(2016, 7, 1), 3),
        (date(2016, 12, 31), date(2016, 10, 1), 4),
    ],
)
def test_a_quarter_of_the_calendar_up_to_a_day(on: date, first_on: date, quarter: int) -> None:
    assert quarter_until(on) == Period(first_on, on)
    assert quarter_until(on).quarter == quarter


def test_a_year_and_the_last_thirty_days_end_on_the_day() -> None:
    assert year_until(ON) == Period(date(2016, 1, 1), ON)
    assert last_days(ON) == Period(date(2016, 8, 14), ON)


def test_only_what_counts_by_quarters_follows_the_quarter_that_is_asked_for() -> None:
    spring = Period(date(2016, 4, 1), date(2016, 6, 30))
    over = {each: counted_over(each, period=spring, on=ON) for each in Indicator}

    assert {each for each, period in over.items() if period == spring} == {
        Indicator.VILLAGES_WITH_PROJECT,
        Indicator.BRANCHES_WITH_PROJECT,
    }
    assert over[Indicator.CADRES_ACTIVE] == year_until(ON)
    assert over[Indicator.VENUES_WITH_ACTIVE_STATION] == last_days(ON)
    assert over[Indicator.VENUES_WITH_STATION] == over[Indicator.MEMBERS_PRACTISING]
    assert over[Indicator.MEMBERS_PRACTISING] == Period(ON, ON)


def test_every_indicator_has_a_span_and_one_plan() -> None:
    assert set(SPAN_OF) == set(Indicator)
    assert set(SPAN_OF.values()) == set(Span)
    assert set(INDICATORS_OF) == set(PlanKind)
    assert sorted(each for own in INDICATORS_OF.values() for each in own) == sorted(Indicator)
