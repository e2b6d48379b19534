"""What is written about a household as a whole, and about its years."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from moli.audit.models import Event
from moli.households.models import Household, IncomeYear, LivingYear
from moli.households.rules.causes import Attribute, Cause
from moli.households.rules.living import Fuel, HouseGrade, RoadKind
from moli.households.rules.registration import (
    CauseTwice,
    HouseholdFacts,
    HouseholdPhoneMalformed,
    TooManyCauses,
)
from moli.households.rules.yearly import (
    IncomeFacts,
    LivingFacts,
    MeasureOutOfRange,
    OriginMissing,
    PeopleOutOfRange,
    SumOutOfRange,
    YearLocked,
    YearOutOfRange,
)
from moli.households.services.changing import change_household
from moli.households.services.locking import RecordChangedMeanwhile
from moli.households.services.registering import NationalCodeTaken
from moli.households.services.yearly import set_income, set_living
from moli.kernel.refusal import Refusal
from tests.factories import NOW, TESTER, household
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

FACTS = HouseholdFacts(
    national_code="00123",
    group_name="第九组",
    address="大榕树旁",
    phone="13700004410",
    attribute=Attribute.GENERAL,
    causes=(Cause.NO_SKILL, Cause.NO_MONEY),
)
# The worked example: (12,000 + 8,000 + 300 + 1,700 − 4,000) ÷ 4 = 4,500 yuan.
INCOME = IncomeFacts(1_200_000, 800_000, 30_000, 170_000, 400_000, people=4, source="入户采集")
LIVING = LivingFacts(
    source="入户采集",
    house_square_metres=80,
    house_grade=HouseGrade.B,
    has_safe_water=True,
    has_power=False,
    road_kind=RoadKind.CEMENT,
    arable_square_metres=3_000,
)


def _change(home: Household, facts: HouseholdFacts = FACTS, **how: Any) -> Household:
    given = {"base_version": 1, **how}
    return change_household(household_id=home.pk, facts=facts, by=TESTER, at=NOW, **given)


def _income(home: Household, facts: IncomeFacts = INCOME, *, year: int = 2015) -> IncomeYear:
    return set_income(household_id=home.pk, year=year, facts=facts, by=TESTER, at=NOW)


def _living(home: Household, facts: LivingFacts = LIVING, *, year: int = 2015) -> LivingYear:
    return set_living(household_id=home.pk, year=year, facts=facts, by=TESTER, at=NOW)


def test_a_household_is_written_down_anew() -> None:
    home = _change(household())

    again = Household.objects.get(pk=home.pk)
    assert (again.national_code, again.phone, again.version) == ("00123", "13700004410", 2)
    assert again.causes == FACTS.causes
    assert again.phone_index == Household.blind_indexes[0].value(Household, "13700004410")
    event = Event.objects.get(verb="households.change")
    assert set(event.facts) == {"columns"}
    assert {"phone", "address", "main_cause"} <= set(event.facts["columns"])
    assert "13700004410" not in str(event.facts)


def test_the_same_facts_again_change_nothing_whatever_the_version() -> None:
    home = _change(household())

    with unchanged():
        _change(home, base_version=99)


def test_a_change_on_an_older_version_is_refused() -> None:
    home = _change(household())

    with refused(RecordChangedMeanwhile, field="base_version"):
        _change(home, replace(FACTS, group_name="第八组"), base_version=1)


def test_an_official_number_belongs_to_one_household() -> None:
    household(national_code="00123")
    home = household()

    with refused(NationalCodeTaken, field="national_code", value="00123"):
        _change(home)


@pytest.mark.parametrize(
    ("facts", "kind", "field", "told"),
    [
        (replace(FACTS, phone="137"), HouseholdPhoneMalformed, "phone", {}),
        (
            replace(FACTS, causes=(Cause.ILLNESS, Cause.ILLNESS)),
            CauseTwice,
            "causes",
            {},
        ),
        (
            replace(FACTS, causes=(Cause.ILLNESS, Cause.NO_LAND, Cause.NO_SKILL, Cause.OTHER)),
            TooManyCauses,
            "causes",
            {"others_max": 2},
        ),
    ],
)
def test_what_cannot_be_right_is_refused(
    facts: HouseholdFacts, kind: type[Refusal], field: str, told: dict[str, Any]
) -> None:
    home = household()

    with refused(kind, field=field, **told):
        _change(home, facts)


def test_an_income_is_written_down_and_corrected() -> None:
    home = household()

    row = _income(home)
    assert row.income.per_capita_fen == 450_000
    corrected = _income(home, replace(INCOME, wage_fen=1_000_000))

    assert (corrected.pk, corrected.income.per_capita_fen) == (row.pk, 400_000)
    assert Household.objects.get(pk=home.pk).version == 3
    first, second = Event.objects.filter(verb="households.set_income")
    assert (first.facts["year"], set(first.facts["columns"])) == (2015, set(asdict(INCOME)))
    assert second.facts == {"year": 2015, "columns": ["wage_fen"]}


def test_the_same_income_again_changes_nothing_even_when_its_year_is_archived() -> None:
    home = household()
    _income(home)
    IncomeYear.objects.update(is_locked=True)

    with unchanged():
        _income(home)
    with refused(YearLocked, field="year", value="2015"):
        _income(home, replace(INCOME, wage_fen=1))


@pytest.mark.parametrize(
    ("facts", "year", "kind", "field", "told"),
    [
        (INCOME, 2009, YearOutOfRange, "year", {"value": "2009", "first": "2010", "last": "2017"}),
        (INCOME, 2018, YearOutOfRange, "year", {"value": "2018", "first": "2010", "last": "2017"}),
        (
            replace(INCOME, cost_fen=-1),
            2015,
            SumOutOfRange,
            "cost_fen",
            {"max_yuan": 100_000_000},
        ),
        (
            replace(INCOME, wage_fen=10_000_000_001),
            2015,
            SumOutOfRange,
            "wage_fen",
            {"max_yuan": 100_000_000},
        ),
        (
            replace(INCOME, people=0),
            2015,
            PeopleOutOfRange,
            "people",
            {"value": 0, "people_max": 99},
        ),
        (replace(INCOME, source=" "), 2015, OriginMissing, "source", {"signs_max": 60}),
        (replace(INCOME, source="x" * 61), 2015, OriginMissing, "source", {"signs_max": 60}),
    ],
)
def test_an_income_that_cannot_be_right_is_refused(
    facts: IncomeFacts, year: int, kind: type[Refusal], field: str, told: dict[str, Any]
) -> None:
    home = household()

    with refused(kind, field=field, **told):
        _income(home, facts, year=year)


@pytest.mark.parametrize("year", [2010, 2017])
def test_the_first_and_the_next_year_may_be_written(year: int) -> None:
    facts = replace(INCOME, wage_fen=10_000_000_000)

    assert _income(household(), facts, year=year).year == year


def test_how_a_household_lives_is_written_down_and_corrected() -> None:
    home = household()

    row = _living(home)
    assert (row.house_grade, row.has_power, row.has_television, row.fuel) == ("B", False, None, "")
    corrected = _living(home, replace(LIVING, fuel=Fuel.BIOGAS, house_grade=None))

    assert (corrected.pk, corrected.fuel, corrected.house_grade) == (row.pk, "BIOGAS", "")
    event = Event.objects.filter(verb="households.set_living").last()
    assert event is not None
    assert event.facts == {"year": 2015, "columns": ["house_grade", "fuel"]}
    with unchanged():
        _living(home, replace(LIVING, fuel=Fuel.BIOGAS, house_grade=None))


@pytest.mark.parametrize(
    ("facts", "field", "most"),
    [
        (replace(LIVING, house_square_metres=-1), "house_square_metres", 10_000),
        (replace(LIVING, main_road_metres=1_000_001), "main_road_metres", 1_000_000),
        (replace(LIVING, forest_square_metres=-1), "forest_square_metres", 100_000_000),
    ],
)
def test_a_measure_that_cannot_be_right_is_refused(
    facts: LivingFacts, field: str, most: int
) -> None:
    home = household()

    with refused(MeasureOutOfRange, field=field, value=getattr(facts, field), max=most):
        _living(home, facts)


def test_the_facts_are_named_as_the_columns_are() -> None:
    income = {field.name for field in IncomeYear._meta.concrete_fields}
    living = {field.name for field in LivingYear._meta.concrete_fields}

    assert set(asdict(INCOME)) == income - {"id", "household", "year", "is_locked"}
    assert set(asdict(LIVING)) == living - {"id", "household", "year"}
