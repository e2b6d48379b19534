"""A survey's incomes: all or none, those that stand already stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moli.audit.models import Event
from moli.households.models import Household, IncomeYear
from moli.households.rules.yearly import IncomeFacts, SumOutOfRange
from moli.households.services.collecting_incomes import collect_incomes
from tests.factories import NOW, TESTER
from tests.factories.households import household
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

FACTS = IncomeFacts(
    wage_fen=1_200_000,
    business_fen=800_000,
    property_fen=30_000,
    transfer_fen=170_000,
    cost_fen=400_000,
    people=4,
    source="测试",
)


def _collect(*households: Household, facts: IncomeFacts = FACTS) -> int:
    incomes = {row.pk: facts for row in households}
    return collect_incomes(year=2014, incomes=incomes, by=TESTER, at=NOW)


def test_every_household_gets_its_year_a_version_and_a_line_in_the_trail() -> None:
    one, other = household(), household()

    assert _collect(one, other) == 2

    rows = IncomeYear.objects.filter(year=2014).order_by("pk")
    assert [row.income.per_capita_fen for row in rows] == [450_000, 450_000]
    assert set(Household.objects.values_list("version", flat=True)) == {2}
    told = Event.objects.filter(verb="households.collect_income").order_by("pk")
    assert [event.subject_key for event in told] == [one.key, other.key]
    assert told[0].facts == {"year": 2014}


def test_the_same_survey_again_changes_nothing_and_a_household_keeps_the_year_it_has() -> None:
    one, other = household(), household()
    _collect(one)

    assert _collect(one, other, facts=replace(FACTS, wage_fen=1)) == 1
    assert one.incomes.get(year=2014).wage_fen == FACTS.wage_fen
    with unchanged():
        assert _collect(one, other) == 0


def test_households_in_review_or_withdrawn_are_left_out() -> None:
    one, other = household(), household()
    Household.objects.filter(pk=one.pk).update(is_in_review=True)
    Household.objects.filter(pk=other.pk).update(withdrawn_at=NOW)

    with unchanged():
        assert _collect(one, other) == 0


def test_one_wrong_sum_stores_none() -> None:
    one, other = household(), household()
    incomes = {one.pk: FACTS, other.pk: replace(FACTS, cost_fen=-1)}

    with refused(SumOutOfRange, field="cost_fen", max_yuan=100_000_000):
        collect_incomes(year=2014, incomes=incomes, by=TESTER, at=NOW)
