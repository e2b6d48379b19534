"""What a trace code tells, and to whom it does not lead."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from moli.orders.models import Production
from moli.orders.queries.tracing import HOUSEHOLDS_MIN, trace_of
from moli.orders.rules.producing import Input
from moli.orders.services.producing import Batch, produce
from tests.factories import HEGUI, NOW, TESTER, TODAY, household, key, station
from tests.factories.orders import KG, tea_box, weighed_tea

pytestmark = pytest.mark.django_db


def _batch(households: int, *, grams: int = KG) -> Production:
    """One batch of so many households, the last of them of Hegui and the most of all."""
    here = station().key
    rows = [
        weighed_tea(grams=grams, at_station=here, harvested_on=date(2016, 9, 5 + place))
        for place in range(households - 1)
    ]
    last = household(village_code=HEGUI)
    rows.append(weighed_tea(grams=10 * grams, at_station=here, of=last))
    inputs = tuple(Input(row.key, row.grams) for row in rows)
    units = sum(each.grams for each in inputs) // 250
    batch = Batch(tea_box(), units, 0, inputs)
    return produce(batch=batch, request_key=key(), by=TESTER, at=NOW)


def test_a_code_tells_places_days_and_how_many_households() -> None:
    production = _batch(HOUSEHOLDS_MIN)

    trace = trace_of(production.trace_code)

    assert trace is not None
    assert [village.short_name for village in trace.villages] == ["贺桂村", "瑶埠村"]
    assert [row.name for row in trace.stations] == ["瑶埠村服务站"]
    assert trace.households == HOUSEHOLDS_MIN
    assert trace.harvested == (date(2016, 9, 5), date(2016, 9, 10))
    assert trace.weighed == (TODAY, TODAY)
    assert [grade.name for grade in trace.grades] == ["一级"]
    assert (trace.produced_on, trace.best_before_on) == (TODAY, production.best_before_on)


def test_of_few_households_it_is_not_said_how_many() -> None:
    trace = trace_of(_batch(HOUSEHOLDS_MIN - 1).trace_code)

    assert trace is not None
    assert trace.households is None


def test_a_household_that_came_twice_is_one_household() -> None:
    row = household()
    rows = [weighed_tea(grams=KG, of=row) for _ in range(HOUSEHOLDS_MIN)]
    batch = Batch(tea_box(), 20, 0, tuple(Input(each.key, each.grams) for each in rows))
    production = produce(batch=batch, request_key=key(), by=TESTER, at=NOW)

    trace = trace_of(production.trace_code)

    assert trace is not None
    assert trace.households is None
    assert trace.stations == ()


def test_a_code_that_nobody_gave_leads_nowhere() -> None:
    _batch(2)

    assert trace_of("000000000000") is None
    assert trace_of("") is None


@pytest.mark.parametrize("households", [2, 9])
def test_a_batch_of_many_asks_no_more_than_one_of_few(
    households: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    code = _batch(households).trace_code

    with django_assert_num_queries(3):
        trace_of(code)
    with django_assert_num_queries(1):
        trace_of("000000000000")
