"""The figures of a county by town, and of a town by village, add up to the whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from moli.households.models import Household
from moli.households.queries.deprivation import deprivation_of
from moli.households.queries.quality_records import RECORD_QUERIES
from moli.households.rules.deprivation import Deprivation
from moli.households.rules.people import Education, Schooling
from moli.households.rules.yearly import IncomeFacts, LivingFacts
from moli.households.services.yearly import set_income, set_living
from tests.factories import (
    COUNTY,
    HEGUI,
    JIAOYI,
    NOW,
    SHITANG,
    TESTER,
    TODAY,
    YAOBU,
    family,
    household,
    person_facts,
    reference,
)

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]


def earning(row: Household, *, yuan: int, **living: Any) -> Household:
    """A household with so many yuan in 2015, and how it lived then."""
    facts = IncomeFacts(
        wage_fen=yuan * 100,
        business_fen=0,
        property_fen=0,
        transfer_fen=0,
        cost_fen=0,
        people=row.members.count(),
        source="入户",
    )
    set_income(household_id=row.pk, year=2015, facts=facts, by=TESTER, at=NOW)
    told = LivingFacts(source="入户", **living)
    set_living(household_id=row.pk, year=2015, facts=told, by=TESTER, at=NOW)
    return row


@pytest.fixture
def county_of_three() -> None:
    """A family of four in Yaobu poor in two things, one beside it who is not, one in Hegui."""
    reference()
    earning(household(people=family()), yuan=4 * 2_855, has_safe_water=False)
    grown = person_facts(education=Education.JUNIOR, schooling=Schooling.NONE)
    earning(household(people=[grown]), yuan=2_856, has_safe_water=True)
    poor = person_facts(education=Education.ILLITERATE, has_medical_insurance=False)
    earning(household(village_code=HEGUI, people=[poor]), yuan=2_000, has_safe_water=True)


@pytest.mark.usefixtures("county_of_three")
def test_the_figures_of_a_county_by_town() -> None:
    found = deprivation_of(COUNTY, on=TODAY)

    assert found is not None
    assert found.version.version == "四个维度 2014"
    assert found.households == 3
    assert found.whole.people == 6
    assert set(found.parts) == {SHITANG, JIAOYI}
    # Hegui's only person lacks income, insurance and junior school: 30 + 10 + 15.
    hegui = found.parts[JIAOYI]
    assert (hegui.people, hegui.poor, hegui.score) == (1, 1, 55)
    # The family of four: income at the line and water, 36 of 120, is below the cut.
    shitang = found.parts[SHITANG]
    assert (shitang.people, shitang.poor) == (5, 0)
    assert shitang.deprived[Deprivation.INCOME] == 4
    assert shitang.deprived[Deprivation.WATER] == 4
    assert found.whole.headcount == Fraction(1, 6)
    assert found.whole.adjusted == Fraction(55, 6 * 120)


@pytest.mark.usefixtures("county_of_three")
def test_a_town_is_split_by_village_and_the_parts_are_the_whole() -> None:
    county, town = deprivation_of(COUNTY, on=TODAY), deprivation_of(SHITANG, on=TODAY)

    assert county is not None
    assert town is not None
    assert set(town.parts) == {YAOBU}
    assert town.whole == county.parts[SHITANG] == town.parts[YAOBU]
    weighted = sum(
        Fraction(part.people, county.whole.people) * part.adjusted for part in county.parts.values()
    )
    assert weighted == county.whole.adjusted


@pytest.mark.usefixtures("county_of_three")
def test_households_that_do_not_count_are_left_out() -> None:
    Household.objects.filter(village__code=HEGUI).update(withdrawn_at=NOW)

    found = deprivation_of(COUNTY, on=TODAY)

    assert found is not None
    assert set(found.parts) == {SHITANG}


def test_an_area_without_households_has_figures_of_nought() -> None:
    reference()

    found = deprivation_of(COUNTY, on=TODAY)

    assert found is not None
    assert (found.households, found.parts, found.whole.adjusted) == (0, {}, 0)


def test_before_a_standard_held_there_are_no_figures() -> None:
    reference()

    assert deprivation_of(COUNTY, on=date(2013, 12, 31)) is None


@pytest.mark.usefixtures("county_of_three")
def test_a_fixed_number_of_queries_and_no_number_opened(
    django_assert_num_queries: Queries,
) -> None:
    with django_assert_num_queries(2 + RECORD_QUERIES) as asked:
        deprivation_of(COUNTY, on=TODAY)

    assert not [each for each in asked.captured_queries if "id_number" in each["sql"]]
