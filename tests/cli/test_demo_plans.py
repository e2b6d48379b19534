"""The four plans over the demo: every figure is what a hand counts, and sums are the county's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from moli.insights.queries.brokering import Brokered, brokered_in, brokering
from moli.insights.queries.facts import Facts
from moli.insights.queries.indicators import counted
from moli.insights.queries.next_steps import next_steps
from moli.insights.queries.ranking import ranking
from moli.insights.rules.periods import quarter_until
from moli.insights.rules.plans import Indicator
from moli.interfaces.cli.demo import building, people
from moli.interfaces.cli.demo.moment import COUNTY_CODE, TODAY, at, request_key
from moli.market.models import Introduction, Round
from moli.market.services.running_rounds import run_round
from moli.party.models import Branch
from moli.party.queries.sight import MemberSight
from tests.cli.plan_counts import hand_count

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
