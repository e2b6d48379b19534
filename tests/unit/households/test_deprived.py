"""What a household is deprived of: yes, no, and not asked, for each indicator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from moli.households.rules.deprivation import Deprivation
from moli.households.rules.deprived import ANSWERS, profile_of
from moli.households.rules.living import HouseGrade, RoadKind
from moli.households.rules.people import Education, Health, Labour, Schooling
from moli.households.rules.quality.record import Record
from tests.unit.households.quality_cases import (
    ON,
    SOUND,
    with_head,
    with_income,
    with_living,
    with_member,
)

D = Deprivation
AT_LINE = {"wage_fen": 400_000, "business_fen": 0, "cost_fen": 0, "transfer_fen": 0}
NO_LIVING = replace(SOUND, livings=())

# An indicator, and a record that lacks it, one that has it, one of which it is not known.
CASES: dict[Deprivation, tuple[Record, Record, Record]] = {
    D.INCOME: (
        with_income(**AT_LINE),
        with_income(**(AT_LINE | {"transfer_fen": 1})),
        replace(SOUND, lines={}),
    ),
    D.MEDICAL: (
        with_member(has_medical_insurance=False),
        SOUND,
        with_member(has_medical_insurance=None),
    ),
    D.ILLNESS: (
        with_head(health=Health.SERIOUS_DISABLED),
        with_head(health=Health.CHRONIC_DISABLED),
        with_head(health=None),
    ),
    D.LABOUR: (
        with_head(labour=Labour.LOST),
        with_head(labour=Labour.WEAK),
        with_head(labour=None),
    ),
    D.SCHOOL: (
        with_member(schooling=Schooling.DROPPED_OUT),
        with_member(schooling=Schooling.NONE, health=Health.DISABLED),
        with_member(schooling=None),
    ),
    D.JUNIOR: (
        with_head(education=Education.PRIMARY),
        with_member(with_head(education=Education.ILLITERATE), schooling=Schooling.JUNIOR),
        with_head(education=None),
    ),
    D.HOUSE: (
        with_living(house_square_metres=12),
        with_living(house_square_metres=13, house_grade=HouseGrade.B),
        with_living(house_square_metres=None, house_grade=None),
    ),
    D.WATER: (with_living(has_safe_water=False), SOUND, with_living(has_safe_water=None)),
    D.POWER: (with_living(has_power=False), SOUND, NO_LIVING),
    D.ROAD: (
        with_living(road_kind=RoadKind.EARTH),
        with_living(road_kind=RoadKind.GRAVEL),
        with_living(road_kind=None),
    ),
    D.TELEVISION: (with_living(has_television=False), SOUND, with_living(has_television=None)),
}


def test_every_indicator_has_its_answer_and_its_records() -> None:
    assert set(ANSWERS) == set(Deprivation) == set(CASES)


@pytest.mark.parametrize("code", list(Deprivation))
def test_an_indicator_answers_yes_no_and_not_asked(code: Deprivation) -> None:
    lacking, having, unknown = CASES[code]

    assert ANSWERS[code](lacking) is True
    assert ANSWERS[code](having) is False
    assert ANSWERS[code](unknown) is None


def test_a_profile_counts_the_people_and_keeps_what_was_not_asked_apart() -> None:
    record = with_member(with_living(has_safe_water=False, has_power=None))

    profile = profile_of(record)

    assert profile.people == 2
    assert profile.deprived == {D.WATER}
    assert profile.unknown == {D.POWER, D.MEDICAL}


def test_a_dangerous_house_is_one_however_large() -> None:
    assert ANSWERS[D.HOUSE](with_living(house_grade=HouseGrade.D, house_square_metres=300)) is True
    assert ANSWERS[D.HOUSE](with_living(house_grade=HouseGrade.D, house_square_metres=None)) is True


def test_children_and_the_old_are_not_asked_for_their_labour() -> None:
    old = with_head(labour=None, born_on=date(1940, 1, 1))

    assert ANSWERS[D.LABOUR](old) is True


def test_a_household_of_which_nothing_is_known_is_deprived_of_nothing_but_labour() -> None:
    profile = profile_of(Record(on=ON))

    assert profile.people == 0
    # Nobody can work where nobody is; nobody is counted either.
    assert profile.deprived == {D.LABOUR, D.JUNIOR}
