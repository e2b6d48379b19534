"""A household with a history, for the pages that show one."""

from __future__ import annotations

from datetime import date

from moli.households.models import Household, Snapshot, Status
from moli.households.rules.care import ConsentPurpose, ResponsibleFacts, UnitLevel
from moli.households.rules.causes import Attribute, Cause, StandardLevel
from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.households.rules.people import (
    Education,
    Health,
    Labour,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.households.rules.registration import PersonFacts
from moli.households.rules.snapshots import SnapshotReason
from moli.households.rules.statuses import State, Track
from moli.households.rules.yearly import IncomeFacts, LivingFacts
from moli.households.services.caring import give_consent, name_responsible
from moli.households.services.yearly import set_income, set_living
from tests.factories import NOW, TESTER, YAOBU, household, person_facts, reference

PHONE = "13799884410"
# Yuan a year: wages, business, property, transfers, cost; the mock-up's per-capita incomes.
_INCOMES = {
    2013: (3_600, 2_900, 0, 1_520, 420),
    2014: (4_200, 8_160, 0, 1_720, 600),
    2015: (4_800, 2_760, 0, 2_640, 600),
}


def five_people() -> list[PersonFacts]:
    """Head, spouse, a son who works away, a daughter at school, the head's mother."""
    return [
        person_facts(
            name="韦永生",
            born_on=date(1964, 4, 2),
            education=Education.JUNIOR,
            labour=Labour.SKILLED,
            work_place=WorkPlace.NONE,
            has_pension_insurance=True,
        ),
        person_facts(
            name="黄秀英",
            relation=Relation.SPOUSE,
            sex=Sex.FEMALE,
            born_on=date(1967, 3, 5),
            ethnicity="壮族",
            education=Education.PRIMARY,
            health=Health.CHRONIC,
            labour=Labour.WEAK,
        ),
        person_facts(
            name="韦小东",
            relation=Relation.SON,
            born_on=date(1992, 7, 1),
            education=Education.SENIOR,
            work_place=WorkPlace.OUTSIDE,
            work_months=6,
            monthly_wage_fen=280_000,
        ),
        person_facts(
            name="韦小满",
            relation=Relation.DAUGHTER,
            sex=Sex.FEMALE,
            born_on=date(2004, 5, 21),
            schooling=Schooling.JUNIOR,
            labour=Labour.NONE,
        ),
        person_facts(
            name="覃月花",
            relation=Relation.MOTHER,
            sex=Sex.FEMALE,
            born_on=date(1940, 2, 2),
            education=Education.ILLITERATE,
            health=Health.SERIOUS_DISABLED,
            labour=Labour.LOST,
            is_minimum_living=True,
        ),
    ]


def full_household(*, village_code: str = YAOBU) -> Household:
    """Everything that a record can hold but procedures and looks."""
    reference()
    row = household(
        village_code=village_code,
        people=five_people(),
        phone=PHONE,
        address="瑶埠屯 12 号",
        national_code="4500000012345678",
        standard=StandardLevel.NATIONAL,
        attribute=Attribute.MINIMUM_LIVING,
        causes=(Cause.NO_SKILL, Cause.ILLNESS),
    )
    for year, (wage, business, owned, transfer, cost) in _INCOMES.items():
        facts = IncomeFacts(
            wage_fen=wage * 100,
            business_fen=business * 100,
            property_fen=owned * 100,
            transfer_fen=transfer * 100,
            cost_fen=cost * 100,
            people=4,
            source="入户核算",
        )
        set_income(household_id=row.pk, year=year, facts=facts, by=TESTER, at=NOW)
    set_living(household_id=row.pk, year=2015, facts=_living(), by=TESTER, at=NOW)
    name_responsible(
        household_id=row.pk,
        facts=ResponsibleFacts("梁志刚", "横县供销社", UnitLevel.COUNTY, "13977112233"),
        from_on=date(2016, 3, 2),
        by=TESTER,
        at=NOW,
    )
    head = row.members.get(relation=Relation.HEAD)
    give_consent(
        household_id=row.pk,
        member_id=head.pk,
        purpose=ConsentPurpose.PAIRING,
        notice_version="2016-1",
        by=TESTER,
        at=NOW,
    )
    _history(row)
    row.refresh_from_db()
    return row


def _living() -> LivingFacts:
    return LivingFacts(
        source="入户查看",
        house_square_metres=96,
        house_grade=HouseGrade.B,
        house_structure=HouseStructure.BRICK,
        has_safe_water=True,
        has_power=True,
        has_television=True,
        has_clean_toilet=False,
        is_in_cooperative=True,
        road_kind=RoadKind.GRAVEL,
        main_road_metres=1_200,
        fuel=Fuel.WOOD,
        arable_square_metres=1_667,
        orchard_square_metres=3_000,
    )


def _history(row: Household) -> None:
    """As a roster brings it: registered, exited, fallen back; the lines of then."""
    course = (
        (State.REGISTERED, date(2014, 5, 20), date(2015, 1, 12), 2013, 190_000, 273_600),
        (State.EXITED, date(2015, 1, 12), date(2015, 12, 18), 2014, 337_000, 280_000),
        (State.RELAPSED, date(2015, 12, 18), None, 2015, 240_000, 285_500),
    )
    for state, from_on, to_on, year, per_capita_fen, line_fen in course:
        Status.objects.create(
            household=row,
            track=Track.POVERTY,
            state=state,
            from_on=from_on,
            to_on=to_on,
            income_year=year,
            per_capita_fen=per_capita_fen,
            line_fen=line_fen,
        )
    Snapshot.objects.create(
        household=row, reason=SnapshotReason.YEAR, year=2015, content={}, taken_at=NOW
    )
