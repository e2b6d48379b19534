"""For every rule of data quality one record that breaks it and one that does not.

The records are alike but for what the rule asks, so that a judge that looks elsewhere is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from moli.households.rules.causes import Attribute, Cause, Risk
from moli.households.rules.income import Income
from moli.households.rules.lines import LineKind
from moli.households.rules.living import Fuel, HouseGrade, LandKind, RoadKind
from moli.households.rules.people import (
    Education,
    Health,
    IdKind,
    Labour,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.households.rules.quality.record import (
    Member,
    Others,
    Record,
    Stand,
    YearIncome,
    YearLiving,
)
from moli.households.rules.statuses import State
from moli.kernel.identifiers import id_check_sign

ON = date(2023, 6, 30)
SOUND_NUMBER = "450127197001010018"
HEAD = Member(
    key="head",
    relation=Relation.HEAD,
    sex=Sex.MALE,
    born_on=date(1970, 1, 1),
    ethnicity="壮族",
    id_number=SOUND_NUMBER,
    education=Education.JUNIOR,
    schooling=Schooling.NONE,
    health=Health.HEALTHY,
    labour=Labour.ORDINARY,
    work_place=WorkPlace.COUNTY,
    work_months=6,
    monthly_wage_fen=250_000,
    has_medical_insurance=True,
    has_illness_insurance=True,
)
INCOME = YearIncome(
    year=2022,
    income=Income(
        wage_fen=1_500_000,
        business_fen=500_000,
        property_fen=0,
        transfer_fen=100_000,
        cost_fen=100_000,
        people=1,
    ),
    medical_fen=50_000,
)
LIVING = YearLiving(
    year=2022,
    house_square_metres=80,
    house_grade=HouseGrade.A,
    has_safe_water=True,
    has_power=True,
    has_television=True,
    has_clean_toilet=True,
    is_in_cooperative=True,
    road_kind=RoadKind.CEMENT,
    main_road_metres=500,
    fuel=Fuel.GAS,
    land_square_metres={LandKind.ARABLE: 2_000},
)
EXITED = Stand(State.EXITED, date(2022, 11, 1))
POOR = Stand(State.REGISTERED, date(2015, 12, 1))
SOUND = Record(
    on=ON,
    members=(HEAD,),
    incomes=(INCOME,),
    livings=(LIVING,),
    stands=(EXITED,),
    attribute=Attribute.GENERAL,
    causes=(Cause.NO_SKILL,),
    responsibles=1,
    lines={(2022, LineKind.POVERTY): 400_000, (2022, LineKind.MONITORING): 700_000},
)


class Case(NamedTuple):
    """A record that breaks the rule `times` times, and one that does not."""

    broken: Record
    kept: Record = SOUND
    times: int = 1


def with_head(record: Record = SOUND, **changes: Any) -> Record:
    """The record with another head."""
    return replace(record, members=(replace(HEAD, **changes), *record.members[1:]))


def with_member(record: Record = SOUND, **facts: Any) -> Record:
    """The record with a daughter of 12 more, unless told otherwise."""
    known = {
        "key": "child",
        "relation": Relation.DAUGHTER,
        "sex": Sex.FEMALE,
        "born_on": date(2010, 9, 1),
        "ethnicity": "壮族",
        "schooling": Schooling.PRIMARY,
        "health": Health.HEALTHY,
        "labour": Labour.NONE,
    }
    return replace(record, members=(*record.members, Member(**(known | facts))))


def with_income(record: Record = SOUND, **changes: Any) -> Record:
    """The record with other sums."""
    income = replace(INCOME, income=replace(INCOME.income, **changes))
    return replace(record, incomes=(income,))


def with_living(record: Record = SOUND, **changes: Any) -> Record:
    """The record that lives otherwise."""
    return replace(record, livings=(replace(LIVING, **changes),))


def with_land(kind: LandKind, square_metres: int) -> Record:
    """The record with other land."""
    return with_living(land_square_metres={kind: square_metres})


def standing(*stands: Stand, **changes: Any) -> Record:
    """The record with other states."""
    return replace(SOUND, stands=stands, **changes)


def monitored(risk: Risk, *, words: str = "", **changes: Any) -> Record:
    """The record, monitored for a risk."""
    stand = Stand(State.UNSTABLE, date(2022, 12, 1), risks=(risk,), risk_words=words)
    return standing(EXITED, stand, **changes)


def removed(from_on: date = date(2021, 3, 1), to_on: date = date(2022, 3, 1)) -> Record:
    """The record, monitored from a day and let go on another."""
    return standing(EXITED, Stand(State.UNSTABLE, from_on, to_on), Stand(State.RISK_REMOVED, to_on))


def numbered(first_17: str) -> str:
    """A number with its right check sign."""
    return first_17 + id_check_sign(first_17)


CARD = numbered("45012719700101001")
POORLY = {"wage_fen": 300_000, "business_fen": 0, "cost_fen": 0, "transfer_fen": 0}
OLD_ID = "450127700101001"

CASES: Mapping[str, Case] = {
    "numbers.missing": Case(with_head(id_number=""), with_head(id_number=SOUND_NUMBER)),
    "numbers.old": Case(with_head(id_number=OLD_ID)),
    "numbers.wrong": Case(with_head(id_number="450127197001010019"), with_head(id_number=OLD_ID)),
    "numbers.birthday": Case(with_head(born_on=date(1970, 1, 2))),
    "numbers.sex": Case(with_head(sex=Sex.FEMALE)),
    # Heng County's old code is no county of today, and no error.
    "numbers.place": Case(with_head(id_number=numbered("99012719700101001"))),
    "numbers.card": Case(
        with_head(id_kind=IdKind.DISABILITY, id_number=CARD + "85"),
        with_head(id_kind=IdKind.DISABILITY, id_number=CARD + "74B1"),
    ),
    "numbers.disabled_without_card": Case(
        with_head(health=Health.CHRONIC_DISABLED),
        with_head(health=Health.DISABLED, id_kind=IdKind.DISABILITY, id_number=CARD + "41"),
    ),
    "numbers.card_without_disability": Case(
        with_head(health=Health.CHRONIC, id_kind=IdKind.DISABILITY),
        with_head(health=Health.DISABLED, id_kind=IdKind.DISABILITY),
    ),
    "numbers.person_twice": Case(
        replace(SOUND, others=Others(twins=frozenset({"head"}))),
        replace(SOUND, others=Others(twins=frozenset({"somebody who left"}))),
    ),
    "numbers.phone_shared": Case(replace(SOUND, others=Others(phone_households=1))),
    "blanks.head": Case(with_head(relation=Relation.SON)),
    "blanks.main_cause": Case(standing(POOR, causes=()), standing(EXITED, causes=())),
    "blanks.attribute": Case(standing(POOR, attribute=None), standing(EXITED, attribute=None)),
    "blanks.ethnicity": Case(with_head(ethnicity="")),
    "blanks.education": Case(with_head(education=None), with_member(education=None)),
    "blanks.schooling": Case(
        with_member(schooling=None), with_member(schooling=None, born_on=date(1999, 6, 30))
    ),
    "blanks.health": Case(with_head(health=None)),
    "blanks.labour": Case(with_head(labour=None), with_member(labour=None)),
    "blanks.income_year": Case(replace(SOUND, incomes=()), replace(SOUND, incomes=(), stands=())),
    "blanks.living_year": Case(with_living(year=2021)),
    "blanks.house_area": Case(with_living(house_square_metres=None)),
    "blanks.water": Case(with_living(has_safe_water=None), with_living(has_safe_water=False)),
    "blanks.power": Case(with_living(has_power=None), with_living(has_power=False)),
    "blanks.toilet": Case(with_living(has_clean_toilet=None), replace(SOUND, livings=())),
    "blanks.fuel": Case(with_living(fuel=None)),
    "blanks.road": Case(with_living(road_kind=None)),
    "blanks.distance": Case(with_living(main_road_metres=None), with_living(main_road_metres=0)),
    "blanks.cooperative": Case(
        with_living(is_in_cooperative=None), with_living(is_in_cooperative=False)
    ),
    "causes.illness_but_nobody_ill": Case(
        replace(SOUND, causes=(Cause.NO_LAND, Cause.ILLNESS)),
        with_head(replace(SOUND, causes=(Cause.ILLNESS,)), health=Health.SERIOUS),
    ),
    "causes.disability_but_nobody_disabled": Case(
        replace(SOUND, causes=(Cause.DISABILITY,)),
        with_head(replace(SOUND, causes=(Cause.DISABILITY,)), health=Health.DISABLED),
    ),
    "causes.schooling_but_nobody_at_school": Case(
        with_member(replace(SOUND, causes=(Cause.SCHOOLING,)), schooling=Schooling.DROPPED_OUT),
        with_member(replace(SOUND, causes=(Cause.SCHOOLING,))),
    ),
    "support.minimum_living_without_member": Case(
        replace(SOUND, attribute=Attribute.MINIMUM_LIVING),
        with_head(replace(SOUND, attribute=Attribute.MINIMUM_LIVING), is_minimum_living=True),
    ),
    "support.special_support_without_member": Case(
        replace(SOUND, attribute=Attribute.SPECIAL_SUPPORT),
        with_head(replace(SOUND, attribute=Attribute.SPECIAL_SUPPORT), is_special_support=True),
    ),
    "support.member_without_attribute": Case(
        with_head(is_minimum_living=True),
        with_head(replace(SOUND, attribute=Attribute.MINIMUM_LIVING), is_minimum_living=True),
    ),
    "support.both_at_once": Case(
        with_head(is_minimum_living=True, is_special_support=True),
        with_head(is_minimum_living=True),
    ),
    "support.special_support_with_labour": Case(
        replace(SOUND, attribute=Attribute.SPECIAL_SUPPORT),
        with_head(replace(SOUND, attribute=Attribute.SPECIAL_SUPPORT), born_on=date(1956, 1, 1)),
    ),
    "work.healthy_without_labour": Case(
        with_head(labour=Labour.LOST), with_head(labour=Labour.LOST, health=Health.SERIOUS)
    ),
    "work.place_without_months": Case(with_head(work_months=None)),
    "work.months_without_place": Case(with_head(work_place=WorkPlace.NONE)),
    "work.works_without_labour": Case(
        with_head(labour=Labour.NONE),
        with_head(labour=Labour.NONE, work_place=None, work_months=0),
    ),
    "work.wage_out_of_range": Case(
        with_head(monthly_wage_fen=9_999), with_head(monthly_wage_fen=3_000_000)
    ),
    "income.business_without_cost": Case(with_income(cost_fen=0)),
    "income.per_head_out_of_range": Case(with_income(cost_fen=2_100_000)),
    "income.wages_without_worker": Case(with_head(work_place=None, work_months=None)),
    "income.worker_without_wages": Case(with_income(wage_fen=0)),
    "living.arable_a_head": Case(
        with_land(LandKind.ARABLE, 33_335), with_land(LandKind.ARABLE, 33_333)
    ),
    "living.forest_a_head": Case(
        with_land(LandKind.FOREST, 46_668), with_land(LandKind.FOREST, 46_667)
    ),
    "living.land_out_of_range": Case(
        with_living(land_square_metres={LandKind.GRASS: 133_335, LandKind.WATER: 66_668}),
        with_living(land_square_metres={LandKind.GRASS: 133_333, LandKind.WATER: 66_667}),
        times=2,
    ),
    "living.far_from_road": Case(
        with_living(main_road_metres=50_001), with_living(main_road_metres=50_000)
    ),
    "exits.income_below_line": Case(
        with_income(**POORLY), with_income(**(POORLY | {"wage_fen": 400_000}))
    ),
    "exits.child_out_of_school": Case(
        with_member(schooling=Schooling.DROPPED_OUT),
        with_member(schooling=Schooling.DROPPED_OUT, health=Health.DISABLED),
    ),
    "exits.dangerous_house": Case(
        with_living(house_grade=HouseGrade.C), with_living(house_grade=HouseGrade.B)
    ),
    "exits.no_water": Case(with_living(has_safe_water=False), with_living(has_safe_water=None)),
    "exits.no_house_area": Case(
        with_living(house_square_metres=0), with_living(house_square_metres=None)
    ),
    "exits.ill_without_insurance": Case(
        with_head(health=Health.SERIOUS, has_illness_insurance=False),
        with_head(health=Health.CHRONIC, has_illness_insurance=False),
    ),
    "monitoring.below_line_not_monitored": Case(
        with_income(**POORLY),
        replace(with_income(**POORLY), stands=monitored(Risk.DISASTER).stands),
    ),
    "monitoring.removed_house_unsafe": Case(
        with_living(removed(), house_grade=HouseGrade.D),
        with_living(monitored(Risk.HOUSING), house_grade=HouseGrade.D),
    ),
    "monitoring.removed_water_unsafe": Case(
        with_living(removed(), has_safe_water=False), removed()
    ),
    "monitoring.removed_without_responsible": Case(replace(removed(), responsibles=0), removed()),
    "monitoring.removed_without_labour": Case(with_head(removed(), labour=Labour.NONE), removed()),
    "monitoring.removed_too_early": Case(
        removed(date(2022, 5, 10), date(2022, 11, 9)),
        removed(date(2022, 5, 10), date(2022, 11, 10)),
    ),
    "monitoring.without_medical_insurance": Case(
        with_head(monitored(Risk.ILLNESS), has_medical_insurance=False),
        with_head(has_medical_insurance=False),
    ),
    "monitoring.disability_nobody_disabled": Case(
        monitored(Risk.DISABILITY),
        with_head(monitored(Risk.DISABILITY), health=Health.DISABLED),
    ),
    "monitoring.illness_no_costs": Case(
        monitored(Risk.ILLNESS, incomes=(replace(INCOME, medical_fen=0),)),
        monitored(Risk.ILLNESS),
    ),
    "monitoring.unstable_work_nobody_works": Case(
        with_head(monitored(Risk.UNSTABLE_WORK), labour=Labour.LOST),
        monitored(Risk.UNSTABLE_WORK),
    ),
    "monitoring.other_risk_without_words": Case(
        monitored(Risk.OTHER, words=" "), monitored(Risk.OTHER, words="房子靠坡")
    ),
    "monitoring.unstable_was_not_exited": Case(
        standing(Stand(State.UNSTABLE, date(2022, 12, 1))), monitored(Risk.DISASTER)
    ),
    "family.relation_and_sex": Case(
        with_member(sex=Sex.MALE), with_member(relation=Relation.OTHER, sex=Sex.MALE)
    ),
    "family.head_and_spouse": Case(
        with_member(relation=Relation.SPOUSE, sex=Sex.MALE),
        with_member(relation=Relation.SPOUSE),
    ),
    "family.no_responsible": Case(standing(POOR, responsibles=0), standing(EXITED, responsibles=0)),
    "family.responsible_is_poor": Case(replace(SOUND, others=Others(poor_responsibles=1))),
    "school.level_and_education": Case(with_member(education=Education.PRIMARY), with_member()),
    "school.too_young_for_senior": Case(
        with_member(schooling=Schooling.VOCATIONAL),
        with_member(schooling=Schooling.SENIOR, born_on=date(2008, 6, 30)),
    ),
    "school.too_old_for_primary": Case(
        with_member(born_on=date(2003, 6, 30)), with_member(born_on=date(2003, 7, 1))
    ),
    "school.level_and_age": Case(
        with_member(schooling=Schooling.COLLEGE), with_member(schooling=Schooling.JUNIOR)
    ),
}
