"""What to do next: concrete, few, in an order that rows alone fix."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.insights.queries.facts import Facts
from moli.insights.queries.next_steps import NextSteps, next_steps
from moli.insights.queries.possible_steps import NextStep
from moli.insights.rules.periods import quarter_until
from moli.insights.rules.plans import PlanKind
from moli.insights.rules.steps import STEPS_MAX, ObjectKind, StepKind
from moli.market.models import Demand, Lot
from moli.market.services.posting_lots import withdraw_lot
from moli.party.rules.organisation import ActivityKind
from tests.factories import (
    COUNTY,
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    contracted,
    demand,
    grade,
    household,
    introduced,
    lot,
    proposal,
    station,
    village,
    village_committee,
)
from tests.factories.orders import weighed_tea
from tests.factories.pairings import confirmed, in_force, partner_pair, practitioner_pair
from tests.factories.plans import quiet
from tests.factories.venues import venue

pytestmark = pytest.mark.django_db
AUTUMN = TODAY + timedelta(days=60)


def _steps() -> NextSteps:
    return next_steps(Facts(COUNTY, quarter_until(TODAY), TODAY))


def _of(plan: PlanKind, kind: StepKind) -> list[NextStep]:
    return [step for step in _steps().by_plan[plan] if step.kind is kind]


def test_a_proposal_waits_in_a_village_without_a_project() -> None:
    there = quiet()
    proposal(lot=there.story.lot, demand=demand(), value_micro_yuan=5, grams=1_000_000)
    best = proposal(lot=there.story.lot, demand=demand(), value_micro_yuan=9, grams=1_000_000)

    (step,) = _of(PlanKind.ORGANISATIONS, StepKind.INTRODUCE)

    assert (step.object_kind, step.object_key) == (ObjectKind.PROPOSAL, best.key)
    assert step.names.zh == village(YAOBU).short_name
    assert step.branch_uids == {there.branch.key, there.county_branch.key}

    introduced(best)
    assert _of(PlanKind.ORGANISATIONS, StepKind.INTRODUCE) == [], "the village has a project now"


def test_a_proposal_whose_lot_is_gone_waits_for_nobody() -> None:
    there = quiet()
    withdraw_lot(lot_id=there.story.lot.pk, by=TESTER, at=NOW)

    assert _of(PlanKind.ORGANISATIONS, StepKind.INTRODUCE) == []


def test_a_cadre_without_a_deal_has_a_lot_that_a_demand_fits() -> None:
    there = quiet()

    (step,) = _of(PlanKind.CADRES, StepKind.SELL)

    assert (step.object_kind, step.object_key) == (ObjectKind.LOT, there.story.lot.key)
    assert step.facts["grams"] == there.story.lot.left_grams


@pytest.mark.parametrize(
    "changes",
    [
        {"ceiling_fen_per_kg": 599},
        {
            "deliver_from_on": TODAY + timedelta(days=60),
            "deliver_to_on": TODAY + timedelta(days=70),
        },
    ],
)
def test_a_demand_that_does_not_fit_asks_for_nothing(changes: dict[str, object]) -> None:
    quiet()
    Demand.objects.update(**changes)

    assert _of(PlanKind.CADRES, StepKind.SELL) == []


def test_a_grade_below_the_lowest_does_not_fit() -> None:
    quiet()
    Demand.objects.update(lowest_grade=grade(rank=1))

    assert _of(PlanKind.CADRES, StepKind.SELL) == []


def test_a_cadre_with_a_deal_is_left_alone() -> None:
    there = quiet()
    lot(by=TESTER)
    contracted(proposal(lot=lot(by=there.story.village_committee.actor)))

    assert _of(PlanKind.CADRES, StepKind.SELL) == []


def test_the_most_urgent_lots_come_first_and_three_are_enough() -> None:
    quiet()
    days = (9, 3, 6, 12)
    rows = [lot() for _ in days]
    for row, left in zip(rows, days, strict=True):
        Lot.objects.filter(pk=row.pk).update(ready_to_on=TODAY + timedelta(days=left))

    found = _of(PlanKind.CADRES, StepKind.SELL)

    assert [step.object_key for step in found] == [rows[1].key, rows[2].key, rows[0].key]


def test_venues_of_villages_with_the_most_households_come_first() -> None:
    there = quiet()
    small, large = venue(name="戏台"), venue(village_code=HEGUI)
    for _ in range(2):
        household(village_code=HEGUI)
    household(village_code=YAOBU)

    found = _of(PlanKind.VENUES, StepKind.HOST)

    assert [(step.object_kind, step.object_key) for step in found] == [
        (ObjectKind.VENUE, large.key),
        (ObjectKind.VENUE, small.key),
    ]
    assert there.venue.key not in {step.object_key for step in found}
    assert found[0].facts["households"] == 2


def test_a_station_that_did_nothing_for_thirty_days_is_woken() -> None:
    there = quiet()
    other = station(village_code=HEGUI, name="六贵村服务站")
    weighed_tea(at_station=other.key)

    (step,) = _of(PlanKind.VENUES, StepKind.WAKE)

    assert (step.object_kind, step.object_key) == (ObjectKind.STATION, there.station.key)
    weighed_tea(at_station=there.station.key)
    assert _of(PlanKind.VENUES, StepKind.WAKE) == []


def test_a_pairing_without_a_result_is_followed_up() -> None:
    quiet()
    pair, other = partner_pair(), practitioner_pair()
    idle, active = in_force(pair), in_force(other)
    confirmed(active, other)

    (step,) = _of(PlanKind.MEMBERS, StepKind.FOLLOW_UP)

    assert (step.object_kind, step.object_key) == (ObjectKind.PAIRING, idle.key)
    assert step.facts == {"from_on": TODAY}


def test_a_branch_makes_up_for_what_it_lacks_once() -> None:
    there = quiet()

    found = _of(PlanKind.ORGANISATIONS, StepKind.HOLD)

    assert {step.object_key for step in found} == {there.branch.key, there.county_branch.key}
    assert {step.object_kind for step in found} == {ObjectKind.BRANCH}
    assert all(isinstance(step.facts["activity_kind"], ActivityKind) for step in found)


def test_a_branch_sees_its_own_acts_and_those_below_of_each_kind_in_turn() -> None:
    there = quiet()
    village_committee(village_code=HEGUI)
    lot(village_code=HEGUI)
    by_branch = _steps().by_branch

    assert set(by_branch) == {there.branch.key, there.county_branch.key}
    kinds = [step.kind for step in by_branch[there.branch.key]]
    assert kinds == [StepKind.INTRODUCE, StepKind.SELL, StepKind.WAKE]
    assert all(there.branch.key in step.branch_uids for step in by_branch[there.branch.key])
    assert len(by_branch[there.county_branch.key]) == STEPS_MAX


def test_the_same_rows_give_the_same_acts_at_the_same_cost() -> None:
    quiet()
    with CaptureQueriesContext(connection) as asked:
        first = _steps()
    for _ in range(4):
        lot()
        venue(name=f"场所{_}")
        station(name=f"第{_}站")

    with CaptureQueriesContext(connection) as more:
        second = _steps()

    assert len(more) == len(asked)
    assert _steps() == second != first
    assert all(len(steps) <= STEPS_MAX for steps in second.by_plan.values())


def test_nobody_is_named() -> None:
    there = quiet()
    pair = practitioner_pair(helper=there.practitioner)
    in_force(pair)
    steps = _steps()
    told = str([*steps.by_plan.values(), *steps.by_branch.values()])

    for person in (there.practitioner, there.story.village_committee, pair.helped):
        assert person.name not in told
        assert str(person.uid) not in told
    assert pair.helped_key not in told
