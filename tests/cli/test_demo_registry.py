"""The demo's registry: brought in and acted upon as a county would, through the same services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from moli.accounts.queries import demo_accounts, standing_of
from moli.audit.models import Event
from moli.households.models import (
    Batch,
    Consent,
    FamilyMember,
    Household,
    IncomeYear,
    Notice,
    Opening,
    Procedure,
    Status,
)
from moli.households.queries.figures import Heads, registered_heads, registry_figures
from moli.households.queries.reach import households_in_areas, registry_reach
from moli.households.rules.procedures import ProcedureKind, ProcedureState, StepKind
from moli.households.rules.statuses import State
from moli.interfaces.cli.demo import building
from moli.interfaces.cli.demo.households.loading import all_households
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, at
from moli.interfaces.cli.demo.places import HEGUI, YAOBU

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Enough for a roster of nearly every town and for exits in several of them.
HOUSEHOLDS = 2_000


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The demo, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        building.load(households=HOUSEHOLDS)
        yield
        transaction.set_rollback(True)


def test_everybody_who_was_made_up_is_registered_and_says_so() -> None:
    made = all_households(HOUSEHOLDS)
    people = sum(len(one.people) for one in made)

    assert registered_heads([COUNTY_CODE], on=DAY) == Heads(HOUSEHOLDS, people)
    assert not Household.objects.filter(is_generated=False).exists()
    assert IncomeYear.objects.filter(year=2015).count() == HOUSEHOLDS
    assert IncomeYear.objects.filter(year=2014).count() == sum(len(one.years) - 1 for one in made)


def test_each_town_brought_its_roster_and_the_county_agreed() -> None:
    batches = list(Batch.objects.all())

    assert {batch.state for batch in batches} == {"MERGED"}
    assert len({batch.area_code[:9] for batch in batches}) == len(batches) >= 15
    assert len({batch.brought_by_key for batch in batches}) == len(batches)
    assert {batch.decided_by_name for batch in batches} == {
        demo_accounts().get(demo_key="office").name
    }


def test_statuses_are_those_that_were_made_up_but_for_what_was_decided_since() -> None:
    made = Counter(one.state for one in all_households(HOUSEHOLDS))
    decided = Procedure.objects.filter(state=ProcedureState.APPROVED).count()
    found = registry_figures([COUNTY_CODE], on=DAY)

    assert found.exited.households == made[State.EXITED] + decided
    assert found.poor.households == HOUSEHOLDS - found.exited.households
    assert not Status.objects.filter(state__in=["UNSTABLE", "MARGINAL", "HARDSHIP"]).exists()


def test_yaobu_has_63_households_that_can_grow_passion_fruit() -> None:
    growers = Household.objects.filter(
        village__code=YAOBU,
        livings__orchard_square_metres__gte=600,
        members__labour__in=["ORDINARY", "SKILLED", "WEAK"],
    ).distinct()

    assert Household.objects.filter(village__code=YAOBU).count() == 112
    assert growers.count() >= 63


def test_procedures_wait_at_every_step_some_too_long_and_a_notice_hangs() -> None:
    waiting = Procedure.objects.filter(state=ProcedureState.OPEN)
    steps = Counter(waiting.values_list("step", flat=True))

    assert set(steps) == set(StepKind) - {StepKind.CLUE}
    assert waiting.count() >= 15
    assert waiting.filter(due_on__lt=DAY).count() >= 4
    hanging = Notice.objects.filter(procedure__in=waiting, from_on__lte=DAY, to_on__gt=DAY)
    assert hanging.filter(procedure__household__village__code=YAOBU).exists()
    assert all(row.to_on - row.from_on >= timedelta(days=5) for row in Notice.objects.all())


def test_exits_are_proposed_in_several_towns_and_two_relapses_in_yaobu() -> None:
    exits = Procedure.objects.filter(kind=ProcedureKind.EXIT)
    relapses = Procedure.objects.filter(kind=ProcedureKind.RELAPSE)

    towns = {code[:9] for code in exits.values_list("household__village__code", flat=True)}
    assert len(towns) >= 5
    assert list(relapses.values_list("household__village__code", "step")) == [(YAOBU, "CHECK")] * 2
    assert Procedure.objects.filter(state=ProcedureState.REJECTED).count() == 1
    assert {row.kind for row in Procedure.objects.filter(state="APPROVED")} <= {ProcedureKind.EXIT}


def test_the_people_of_the_log_in_page_have_something_to_do() -> None:
    waiting = Procedure.objects.filter(state=ProcedureState.OPEN)
    yaobu = set(waiting.filter(household__village__code=YAOBU).values_list("step", flat=True))

    assert {"CHECK", "NOTICE", "TOWN"} <= yaobu
    assert waiting.filter(step=StepKind.COUNTY).exists()


def test_nobody_approved_what_they_had_taken_part_in() -> None:
    for procedure in Procedure.objects.prefetch_related("steps"):
        village = {step.by_key for step in procedure.steps.all() if step.kind not in _APPROVING}
        approved = [step.by_key for step in procedure.steps.all() if step.kind in _APPROVING]
        assert not village & set(approved)
        assert len(set(approved)) == len(approved)


_APPROVING = {StepKind.TOWN, StepKind.COUNTY}


def test_the_town_office_reaches_its_own_town_only() -> None:
    standing = standing_of(demo_accounts().get(demo_key="town"), on=DAY)
    reach = registry_reach(standing, at=at())

    codes = set(households_in_areas(reach).values_list("village__code", flat=True))
    assert YAOBU in codes
    assert all(code.startswith("450181110") for code in codes)


def test_consents_and_openings_are_in_the_trail_with_their_reasons() -> None:
    assert Consent.objects.filter(household__village__code=YAOBU).count() >= 24
    assert Opening.objects.count() == 4
    outside = Opening.objects.get(kind="OUTSIDE")
    assert outside.household.village.code == HEGUI
    assert outside.until_at < at()
    assert Event.objects.filter(verb="households.break_glass").count() == 1


def test_no_fact_of_the_trail_holds_a_name_a_number_or_a_phone() -> None:
    facts = "\n".join(str(row) for row in Event.objects.values_list("facts", flat=True))
    sample = FamilyMember.objects.exclude(id_number="").select_related("household")[:200]

    assert "999999" not in facts
    assert not any(member.name in facts for member in sample)
    assert not any(member.household.phone and member.household.phone in facts for member in sample)
