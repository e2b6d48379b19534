"""Figures of the registry: counted once, on a day, without those in review or withdrawn."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.households.models import FamilyMember, Household
from moli.households.queries.figures import (
    Heads,
    causes_of_the_poor,
    open_procedures_count,
    registered_heads,
    registry_figures,
    registry_figures_by_village,
)
from moli.households.rules.causes import Cause
from moli.households.rules.statuses import State
from moli.households.services.backfilling import set_initial_status
from tests.factories import NOW, TESTER, TODAY, YAOBU
from tests.factories.households import household

pytestmark = pytest.mark.django_db

HEGUI = "450181113207"
COUNTY = ("450181",)
REGISTERED_ON, EXITED_ON = date(2014, 7, 1), date(2015, 12, 25)


def _stands(row: Household, *states: tuple[State, date]) -> Household:
    for state, from_on in states:
        set_initial_status(
            household=row, state=state, from_on=from_on, reason="测试", by=TESTER, at=NOW
        )
    return row


def _poor(**facts: object) -> Household:
    return _stands(household(**facts), (State.REGISTERED, REGISTERED_ON))  # type: ignore[arg-type]


def test_households_and_their_people_are_counted_by_state() -> None:
    _poor()
    _poor(village_code=HEGUI)
    _stands(household(), (State.REGISTERED, REGISTERED_ON), (State.EXITED, EXITED_ON))
    household()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = registry_figures(COUNTY, on=TODAY)

    assert len(asked) == 1
    assert found.poor == Heads(2, 8)
    assert found.exited == Heads(1, 4)
    assert (found.relapsed, found.monitored) == (Heads(), Heads())
    assert registered_heads(COUNTY, on=TODAY) == Heads(4, 16)


def test_a_day_before_the_exit_has_the_states_of_that_day() -> None:
    _stands(household(), (State.REGISTERED, REGISTERED_ON), (State.EXITED, EXITED_ON))

    assert registry_figures(COUNTY, on=date(2015, 12, 24)).poor.households == 1
    assert registry_figures(COUNTY, on=EXITED_ON).poor.households == 0


def test_who_left_is_not_counted_from_that_day_on() -> None:
    row = _poor()
    gone = row.members.order_by("pk")[3]
    FamilyMember.objects.filter(pk=gone.pk).update(left_on=TODAY, leave_reason="DIED")

    assert registry_figures(COUNTY, on=TODAY).poor == Heads(1, 3)
    assert registered_heads(COUNTY, on=TODAY) == Heads(1, 3)


def test_households_in_review_withdrawn_or_elsewhere_are_not_counted() -> None:
    Household.objects.filter(pk=_poor().pk).update(is_in_review=True)
    Household.objects.filter(pk=_poor().pk).update(withdrawn_at=NOW)
    _poor(village_code=HEGUI)

    assert registry_figures((YAOBU,), on=TODAY).states == {}
    assert registered_heads((YAOBU,), on=TODAY) == Heads()
    assert registered_heads((), on=TODAY) == Heads()
    assert open_procedures_count(COUNTY) == 0


def test_each_village_has_its_own_figures_in_the_order_of_codes() -> None:
    _poor(village_code=HEGUI)
    _poor()
    _poor()

    found = registry_figures_by_village(COUNTY, on=TODAY)

    assert list(found) == [YAOBU, HEGUI]
    assert [figures.poor.households for figures in found.values()] == [2, 1]


def test_causes_are_those_of_the_poor_the_commonest_first() -> None:
    _poor(causes=(Cause.NO_SKILL,))
    _poor(causes=(Cause.ILLNESS, Cause.NO_SKILL))
    _poor(causes=(Cause.ILLNESS,))
    _poor()
    household(causes=(Cause.NO_WATER,))

    found = causes_of_the_poor(COUNTY, on=TODAY)

    assert list(found.items()) == [(Cause.ILLNESS, 2), (None, 1), (Cause.NO_SKILL, 1)]
