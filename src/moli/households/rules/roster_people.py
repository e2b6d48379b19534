"""One row of a roster as a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

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
from moli.households.rules.registration import RESIDENT_SIGNS, PersonFacts, faults_of_person
from moli.households.rules.roster_cells import CellReader
from moli.households.rules.roster_columns import RosterColumn
from moli.kernel.identifiers import (
    birth_date_of,
    id_number_fault,
    is_male,
    normal_id_number,
)

# Where the facts of a person stand on a roster.
PERSON_COLUMNS: Mapping[str, RosterColumn] = {
    "name": RosterColumn.NAME,
    "sex": RosterColumn.SEX,
    "born_on": RosterColumn.BORN_ON,
    "relation": RosterColumn.RELATION,
    "ethnicity": RosterColumn.ETHNICITY,
    "id_number": RosterColumn.ID_NUMBER,
    "education": RosterColumn.EDUCATION,
    "schooling": RosterColumn.SCHOOLING,
    "absence_reason": RosterColumn.ABSENCE_REASON,
    "health": RosterColumn.HEALTH,
    "labour": RosterColumn.LABOUR,
    "work_place": RosterColumn.WORK_PLACE,
    "work_months": RosterColumn.WORK_MONTHS,
    "monthly_wage_fen": RosterColumn.MONTHLY_WAGE,
    "has_medical_insurance": RosterColumn.MEDICAL_INSURANCE,
    "has_illness_insurance": RosterColumn.ILLNESS_INSURANCE,
    "has_pension_insurance": RosterColumn.PENSION_INSURANCE,
    "is_minimum_living": RosterColumn.MINIMUM_LIVING,
    "is_special_support": RosterColumn.SPECIAL_SUPPORT,
    "national_code": RosterColumn.PERSON_CODE,
}
_MONTHS_MAX = 999  # what is no number of months at all; 13 is refused by the rule of a person


def read_person(cells: CellReader) -> PersonFacts | None:
    """The person of a row; None when a cell that decides who it is cannot be read.

    Birthday and sex may be left blank where the identity number says them. What is wrong is
    noted in `cells.findings`.
    """
    number = normal_id_number(cells.number_text(RosterColumn.ID_NUMBER))
    is_sound = bool(number) and id_number_fault(number, on=cells.today) is None
    sound, is_numberless = number if is_sound else "", not cells.has(RosterColumn.ID_NUMBER)
    name = cells.text(RosterColumn.NAME, signs_max=40, is_needed=True)
    relation = cells.word(RosterColumn.RELATION, Relation, is_needed=True)
    sex = _sex(cells, sound, is_needed=is_numberless)
    born_on = _born_on(cells, sound, is_needed=is_numberless)
    if number and not is_sound:
        # Judged all the same, so that the number's fault is told.
        sex, born_on = sex or Sex.MALE, born_on or cells.today
    if not name or relation is None or sex is None or born_on is None:
        return None
    return _judged(cells, _person(cells, name, number, relation, sex, born_on))


def _person(
    cells: CellReader, name: str, number: str, relation: Relation, sex: Sex, born_on: date
) -> PersonFacts:
    is_card = len(number) > RESIDENT_SIGNS
    return PersonFacts(
        name=name,
        sex=sex,
        born_on=born_on,
        relation=relation,
        id_kind=IdKind.DISABILITY if is_card else IdKind.RESIDENT,
        id_number=number,
        national_code=cells.code(RosterColumn.PERSON_CODE, signs_max=30),
        ethnicity=cells.text(RosterColumn.ETHNICITY, signs_max=20),
        education=cells.word(RosterColumn.EDUCATION, Education),
        schooling=cells.word(RosterColumn.SCHOOLING, Schooling),
        absence_reason=cells.text(RosterColumn.ABSENCE_REASON, signs_max=60),
        health=cells.word(RosterColumn.HEALTH, Health),
        labour=cells.word(RosterColumn.LABOUR, Labour),
        work_place=cells.word(RosterColumn.WORK_PLACE, WorkPlace),
        work_months=cells.count(RosterColumn.WORK_MONTHS, largest=_MONTHS_MAX),
        monthly_wage_fen=cells.fen(RosterColumn.MONTHLY_WAGE),
        has_medical_insurance=cells.yes(RosterColumn.MEDICAL_INSURANCE),
        has_illness_insurance=cells.yes(RosterColumn.ILLNESS_INSURANCE),
        has_pension_insurance=cells.yes(RosterColumn.PENSION_INSURANCE),
        is_minimum_living=bool(cells.yes(RosterColumn.MINIMUM_LIVING)),
        is_special_support=bool(cells.yes(RosterColumn.SPECIAL_SUPPORT)),
    )


def _sex(cells: CellReader, number: str, *, is_needed: bool) -> Sex | None:
    said = cells.word(RosterColumn.SEX, Sex, is_needed=is_needed)
    if said is None and number and not cells.has(RosterColumn.SEX):
        return Sex.MALE if is_male(number) else Sex.FEMALE
    return said


def _born_on(cells: CellReader, number: str, *, is_needed: bool) -> date | None:
    if cells.has(RosterColumn.BORN_ON):
        return cells.day(RosterColumn.BORN_ON)
    if is_needed:
        cells.find(RosterColumn.BORN_ON, "EMPTY")
    return birth_date_of(number) if number else None


def _judged(cells: CellReader, person: PersonFacts) -> PersonFacts:
    for refusal in faults_of_person(person, on=cells.today):
        # The day itself is left out: it is a birthday.
        facts = {name: fact for name, fact in refusal.facts.items() if name != "value_on"}
        code = _CODES.get(refusal.code, refusal.code)
        cells.find(PERSON_COLUMNS[refusal.field], code, **facts)
    return person


# Findings whose sentence does not name the birthday.
_CODES = {"BirthDisagrees": "BIRTH_DISAGREES", "BirthOutOfRange": "BIRTH_OUT_OF_RANGE"}
