"""Plans as they are kept and shown: with their proof, once, and in a fixed number of queries."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from moli.audit.models import Event
from moli.pairing.models import Pairing, PairPlan
from moli.pairing.queries.plans import newest_plans, plan_of_uid, plan_sheet, plans_of
from moli.pairing.queries.problem import TooFewChangesAllowed
from moli.pairing.rules.footing import PairChange
from moli.pairing.rules.kinds import PairingKind
from moli.pairing.services.planning import plan_pairings
from tests.crashing import crashes
from tests.factories import (
    HEGUI,
    NOW,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    TESTER,
    YAOBU,
    first_secretary,
)
from tests.factories.pair_plans import (
    paired,
    partner,
    planned,
    poor_village,
    proposed,
    worked_example,
)
from tests.unchanged import everything, refused, unchanged

pytestmark = pytest.mark.django_db

PARTNER = PairingKind.PARTNER


def test_a_plan_is_kept_with_its_proof_and_why_each_pair_is_in_it() -> None:
    near, far = worked_example()

    plan = planned()

    assert (plan.helpers, plan.helped, plan.ties, plan.pairs, plan.changed) == (2, 3, 1, 2, 0)
    assert (plan.cost_points, plan.bound_points) == (4_200, 4_200)
    why = plan.planned.get(helped_key=HEGUI)
    assert (why.helper_key, why.tie_key, why.village.code) == (far.key, far.key, HEGUI)
    assert (why.road_metres, why.fit_per_mille, why.need_per_mille) == (10_008, 500, 500)
    # Without it Hegui would turn to Yaobu's partner, and all would lose 100 at least.
    assert (why.cost_points, why.instead_key, why.loss_points) == (700, near.key, 100)
    (event,) = Event.objects.filter(verb="pairing.plan")
    assert (event.subject_key, event.facts["cost_points"]) == (plan.key, 4_200)


def test_the_same_key_again_is_the_plan_there_is_whatever_rows_say_now() -> None:
    worked_example()
    make = partial(
        plan_pairings, kind=PARTNER, changes_max=None, request_key=uuid4(), by=TESTER, at=NOW
    )
    first = make()
    partner(PANTANG_NAYANG)

    with unchanged():
        second = make()

    assert second == first


def test_a_plan_that_cannot_be_is_refused_and_nothing_is_kept() -> None:
    near, _ = worked_example()
    for code in (YAOBU, HEGUI):
        paired(PARTNER, near.key, code)

    with refused(TooFewChangesAllowed, field="changes_max", asked=0, least=1):
        planned(changes_max=0)


def test_a_plan_that_dies_on_its_way_keeps_nothing() -> None:
    worked_example()
    request_key = uuid4()
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            plan_pairings(
                kind=PARTNER, changes_max=None, request_key=request_key, by=TESTER, at=NOW
            )
        if attempt.died:
            assert everything() == before

    assert PairPlan.objects.count() == 1


def test_a_sheet_says_what_is_kept_changed_new_and_who_is_left_alone() -> None:
    _, far = worked_example()
    paired(PARTNER, far.key, YAOBU)
    plan = planned()

    sheet = plan_sheet(plan, on=plan.on)

    assert {line.planned.helped_key: line.pair_change for line in sheet.lines} == {
        YAOBU: PairChange.CHANGED,
        PANTANG_NAYANG: PairChange.NEW,
    }
    assert [row.key for row in sheet.alone] == [HEGUI]
    figures = sheet.figures
    assert (figures.pairs, figures.kept, figures.changed, figures.new, figures.alone) == (
        2,
        0,
        1,
        1,
        1,
    )
    assert figures.is_proved_best
    assert sheet.free == 2


def test_a_sheet_shows_what_was_proposed_of_each_pair() -> None:
    worked_example()
    plan = planned()
    rows = proposed(plan)

    sheet = plan_sheet(plan, on=plan.on)

    assert {line.pairing for line in sheet.lines} == set(rows)
    assert sheet.free == 0


def test_the_newest_plan_of_each_kind_stands_first() -> None:
    worked_example()
    first, second = planned(), planned()

    assert list(plans_of(PARTNER)) == [second, first]
    assert newest_plans() == {PARTNER: second}
    assert plan_of_uid(first.uid) == first
    assert plan_of_uid(uuid4()) is None


def test_a_larger_plan_is_shown_and_proposed_in_as_many_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    worked_example()
    small = planned()
    with django_assert_num_queries(12):
        plan_sheet(small, on=small.on)
    with django_assert_num_queries(16):
        proposed(small)
    poor_village(PANTANG_LUANCHENG, poor=1, of=1)
    first_secretary(village_code=PANTANG_LUANCHENG)
    for code in (PANTANG_LUANCHENG, PANTANG_NAYANG):
        partner(code)
    Pairing.objects.all().delete()
    large = planned()
    with django_assert_num_queries(12):
        plan_sheet(large, on=large.on)
    with django_assert_num_queries(16):
        assert len(proposed(large)) == 4
