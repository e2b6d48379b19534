"""Figures over the demo are what a hand counts: the four plans, and the stations' coverage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from moli.insights.queries.brokering import Brokered, brokered_in, brokering
from moli.insights.queries.facts import Facts
from moli.insights.queries.indicators import counted
from moli.insights.queries.next_steps import next_steps
from moli.insights.queries.ranking import ranking
from moli.insights.queries.siting import Asked, siting
from moli.insights.queries.station_reach import StationReach
from moli.insights.rules.coverage import reach_of
from moli.insights.rules.periods import quarter_until
from moli.insights.rules.plans import Indicator
from moli.interfaces.cli.demo import building, people
from moli.interfaces.cli.demo.moment import COUNTY_CODE, TODAY, at, request_key
from moli.market.models import Introduction, Round
from moli.market.services.running_rounds import run_round
from moli.party.models import Branch
from moli.party.queries.sight import MemberSight
from moli.places.models import Division
from moli.places.rules.divisions import Level
from moli.stations.models import Station
from tests.cli.plan_counts import hand_count
from tests.cli.station_counts import active_by_hand, open_by_hand

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOUSEHOLDS = 300


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[Round]:
    """The whole demo, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        building.load(households=HOUSEHOLDS)
        round = run_round(
            request_key=request_key("first round"),
            seed=0,
            by=people.organiser().actor,
            at=at(hour=9, minutes=30),
        )
        building.play(round)
        yield round
        transaction.set_rollback(True)


@pytest.mark.parametrize("indicator", Indicator)
def test_every_indicator_equals_a_hand_count_over_the_rows(
    demo: Round, indicator: Indicator
) -> None:
    branches = Branch.objects.values_list("pk", flat=True)
    found = counted(
        indicator,
        county_code=COUNTY_CODE,
        period=quarter_until(TODAY),
        on=TODAY,
        sight=MemberSight(on=TODAY, branch_ids=frozenset(branches)),
    )
    met, there = hand_count(indicator, on=TODAY)

    assert {unit.key for unit in found.units if unit.is_met} == met
    assert {unit.key for unit in found.units} == there
    assert (found.numerator, found.denominator) == (len(met), len(there))
    assert met, "a figure of nothing proves nothing"


def test_towns_and_branches_of_the_demo_sum_to_the_county(demo: Round) -> None:
    quarter = quarter_until(TODAY)
    villages = counted(
        Indicator.VILLAGES_WITH_PROJECT, county_code=COUNTY_CODE, period=quarter, on=TODAY
    )
    towns = ranking(villages, county_code=COUNTY_CODE)
    rows = brokering(Facts(COUNTY_CODE, quarter, TODAY))
    together = sum((row.brokered for row in rows), Brokered())

    assert sum(town.numerator for town in towns) == villages.numerator
    assert sum(town.denominator for town in towns) == villages.denominator
    assert [town.place for town in towns] != [town.fair_place for town in towns]
    assert together == brokered_in(county_code=COUNTY_CODE, period=quarter, on=TODAY)
    assert together.introductions == Introduction.objects.count()
    assert together.received_grams > 0 < together.household_fen


def test_every_branch_of_the_demo_has_something_to_do(demo: Round) -> None:
    found = next_steps(Facts(COUNTY_CODE, quarter_until(TODAY), TODAY))

    assert all(found.by_plan.values())
    assert len(found.by_branch) == 8
    assert all(found.by_branch.values())


def test_coverage_of_343_stations_over_311_villages_equals_a_hand_count(demo: Round) -> None:
    active = active_by_hand(on=TODAY)
    stations = open_by_hand(on=TODAY)
    villages = Division.objects.filter(level=Level.VILLAGE, code__startswith=COUNTY_CODE)

    found = reach_of(StationReach(COUNTY_CODE, TODAY).villages())

    assert Station.objects.count() >= 343
    assert (found.villages, villages.count()) == (311, 311)
    assert found.stations == len(stations)
    assert found.with_station == len({row.village.code for row in stations})
    assert found.active_stations == sum(row.key in active for row in stations)
    assert found.covered == len({row.village.code for row in stations if row.key in active})
    assert 0 < found.covered < found.with_station < found.stations


def test_the_next_stations_of_the_demo_are_proved_best(demo: Round) -> None:
    plan = siting(Asked(count=10, reach_km=3), county_code=COUNTY_CODE, on=TODAY)

    assert plan.is_proved
    assert plan.people_before < plan.people_after <= plan.people
    assert plan.unplaced == 0
