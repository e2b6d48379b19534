"""Households on lists: who, how many, where they stand, what a head has; five queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.accounts.rules import Duty, Role, Standing
from moli.households.models import FamilyMember, Procedure, Status
from moli.households.queries.held import held, released
from moli.households.queries.listing import (
    head_name_of,
    households_of_village,
    lines_of,
    villages_in_reach,
)
from moli.households.queries.members import member_in_areas
from moli.households.queries.reach import RegistryReach, registry_reach
from moli.households.rules.procedures import ClueSource, ProcedureKind, StepKind
from moli.households.rules.statuses import State, Track
from moli.households.rules.yearly import IncomeFacts
from moli.households.services.handing_out import record_print_out
from moli.households.services.locking import HouseholdWithdrawn
from moli.households.services.yearly import set_income
from tests.factories import (
    HEGUI,
    NOW,
    SHITANG,
    TESTER,
    TODAY,
    YAOBU,
    household,
    key,
    person_facts,
    reference,
)
from tests.unchanged import refused

pytestmark = pytest.mark.django_db


def reach(*codes: str) -> RegistryReach:
    """The reach of a town office."""
    duties = tuple(Duty(role=Role.TOWN_OFFICE, area_code=code) for code in codes)
    return registry_reach(Standing(actor=TESTER, duties=duties), at=NOW)


def test_a_line_says_who_where_and_how_far_from_the_line() -> None:
    reference()
    row = household()
    facts = IncomeFacts(960_000, 0, 0, 0, 0, people=4, source="入户核算")
    set_income(household_id=row.pk, year=2014, facts=facts, by=TESTER, at=NOW)
    set_income(household_id=row.pk, year=2015, facts=facts, by=TESTER, at=NOW)
    Status.objects.create(household=row, track=Track.POVERTY, state=State.REGISTERED, from_on=TODAY)
    Procedure.objects.create(
        request_key=key(),
        household=row,
        kind=ProcedureKind.EXIT,
        track=Track.POVERTY,
        target=State.EXITED,
        step=StepKind.CHECK,
        due_on=TODAY,
        clue_source=ClueSource.CADRE,
        opened_on=TODAY,
    )

    (line,) = lines_of(list(households_of_village(reach(SHITANG), village_code=YAOBU)), on=TODAY)

    assert (line.head_name, line.people, line.group_name) == ("韦永生", 4, "第三组")
    assert line.states.poverty is not None
    assert line.states.poverty.state is State.REGISTERED
    assert (line.year, line.per_capita_fen, line.line_fen) == (2015, 240_000, 285_500)
    assert line.gap_fen == -45_500
    assert [(owed.step, owed.due_on) for owed in line.owed] == [(StepKind.CHECK, TODAY)]


def test_nothing_known_is_nothing_said() -> None:
    (line,) = lines_of([household()], on=TODAY)

    assert (line.year, line.per_capita_fen, line.gap_fen, line.owed) == (None, None, None, ())
    assert lines_of([], on=TODAY) == []


def test_many_households_ask_as_many_queries_as_one() -> None:
    reference()
    rows = [household(people=[person_facts()]) for _ in range(6)]
    for row in rows:
        facts = IncomeFacts(100, 0, 0, 0, 0, people=1, source="入户核算")
        set_income(household_id=row.pk, year=2015, facts=facts, by=TESTER, at=NOW)

    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as asked:
            lines_of(some, on=TODAY)
        assert len(asked) == 5


def test_villages_and_their_households_are_those_of_the_area() -> None:
    own, _elsewhere = household(), household(village_code=HEGUI)
    town = reach(SHITANG)

    assert [village.code for village in villages_in_reach(town)] == [YAOBU]
    assert list(households_of_village(town, village_code=YAOBU)) == [own]
    assert list(households_of_village(town, village_code=HEGUI)) == []


def test_a_member_is_found_in_ones_own_area_until_they_leave() -> None:
    own, elsewhere = household(), household(village_code=HEGUI)
    town = reach(SHITANG)
    mine, theirs = (FamilyMember.objects.filter(household=row).first() for row in (own, elsewhere))
    assert mine is not None
    assert theirs is not None

    assert member_in_areas(town, mine.uid) == mine
    assert member_in_areas(town, theirs.uid) is None
    FamilyMember.objects.filter(pk=mine.pk).update(left_on=TODAY, leave_reason="DIED")
    assert member_in_areas(town, mine.uid) is None
    assert head_name_of(own.pk) == ""


def test_a_held_number_opens_only_as_what_it_is() -> None:
    carried = held("450121196404020011")

    assert "450121196404020011" not in carried
    assert released(carried) == "450121196404020011"
    assert held("") == ""
    for forged in ("", "k1:abcd", "450121196404020011", carried[:-4] + "AAA="):
        assert released(forged) == ""


def test_a_copy_of_a_withdrawn_household_is_refused() -> None:
    row = household()
    row.withdrawn_at = NOW
    row.save(update_fields=["withdrawn_at"])

    with refused(HouseholdWithdrawn, field="household"):
        record_print_out(household_id=row.pk, by=TESTER, at=NOW)
