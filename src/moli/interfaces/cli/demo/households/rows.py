"""Households as the rows of a county's roster: one person a row, heading to cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from moli.households.rules.causes import StandardLevel
from moli.households.rules.roster_columns import RosterColumn as Column
from moli.households.rules.roster_words import NO, YES, word_of
from moli.households.rules.statuses import State
from moli.interfaces.cli.demo.households.drafts import Cadre, Living, Made, Person, Year

Row = dict[str, object]
_RESPONSIBLE_FROM = date(2016, 1, 15)
_FIRST_DAYS = {
    State.REGISTERED: Column.REGISTERED_ON,
    State.EXITED: Column.EXITED_ON,
    State.RELAPSED: Column.RELAPSED_ON,
}


def rows_of(made: Made) -> Iterator[Row]:
    """The household's rows, the head's first, which holds what is the household's."""
    for place, person in enumerate(made.people):
        # The first row names the columns, so a head's row has them all.
        cells: dict[Column, object] = dict.fromkeys(Column) if person is made.head else {}
        cells |= {
            Column.VILLAGE_CODE: made.village_code,
            Column.HOUSEHOLD_CODE: made.national_code,
            Column.PERSON_CODE: f"{made.national_code}{place:02d}",
            **_person(person),
        }
        if person is made.head:
            cells |= _household(made)
        yield {column.value: cell for column, cell in cells.items()}


def _person(person: Person) -> dict[Column, object]:
    return {
        Column.NAME: person.name,
        Column.SEX: word_of(person.sex),
        Column.ID_NUMBER: person.id_number,
        Column.BORN_ON: person.born_on,
        Column.RELATION: word_of(person.relation),
        Column.ETHNICITY: person.ethnicity,
        Column.EDUCATION: _word(person.education),
        Column.SCHOOLING: _word(person.schooling),
        Column.ABSENCE_REASON: person.absence_reason,
        Column.HEALTH: _word(person.health),
        Column.LABOUR: _word(person.labour),
        Column.WORK_PLACE: _word(person.work_place),
        Column.WORK_MONTHS: person.work_months,
        Column.MONTHLY_WAGE: person.monthly_wage_yuan,
        Column.MEDICAL_INSURANCE: _yes(is_so=person.has_medical_insurance),
        Column.ILLNESS_INSURANCE: _yes(is_so=person.has_medical_insurance),
        Column.PENSION_INSURANCE: _yes(is_so=person.has_pension_insurance),
        Column.MINIMUM_LIVING: _yes(is_so=person.is_minimum_living),
        Column.SPECIAL_SUPPORT: _yes(is_so=person.is_special_support),
    }


def _household(made: Made) -> dict[Column, object]:
    last = made.years[-1]
    return {
        Column.GROUP: made.group_name,
        Column.PHONE: made.phone,
        Column.STANDARD: word_of(StandardLevel.NATIONAL),
        Column.ATTRIBUTE: word_of(made.attribute),
        Column.MAIN_CAUSE: _word(made.causes[0]) if made.causes else "",
        Column.OTHER_CAUSES: "、".join(word_of(cause) for cause in made.causes[1:]),
        Column.STATE: word_of(made.state),
        **{_FIRST_DAYS[state]: on for state, on in made.states},
        **_year(last),
        **_living(made.living),
        **_responsible(made.cadre),
    }


def _year(year: Year) -> Mapping[Column, object]:
    return {
        Column.YEAR: year.year,
        Column.WAGE: year.wage_yuan,
        Column.BUSINESS: year.business_yuan,
        Column.PROPERTY: year.property_yuan,
        Column.TRANSFER: year.transfer_yuan,
        Column.COST: year.cost_yuan,
        Column.PEOPLE: year.people,
        Column.MEDICAL: year.medical_yuan,
        Column.TUITION: year.schooling_yuan,
    }


def _living(living: Living | None) -> Mapping[Column, object]:
    if living is None:
        return {}
    return {
        Column.HOUSE_AREA: living.house_square_metres,
        Column.HOUSE_GRADE: word_of(living.house_grade),
        Column.HOUSE_STRUCTURE: word_of(living.house_structure),
        Column.SAFE_WATER: _yes(is_so=living.has_safe_water),
        Column.POWER: _yes(is_so=living.has_power),
        Column.WORK_POWER: _yes(is_so=living.has_work_power),
        Column.TELEVISION: _yes(is_so=living.has_television),
        Column.CLEAN_TOILET: _yes(is_so=living.has_clean_toilet),
        Column.COOPERATIVE: _yes(is_so=living.is_in_cooperative),
        Column.ROAD: word_of(living.road_kind),
        Column.MAIN_ROAD: f"{living.main_road_metres // 1000}.{living.main_road_metres % 1000:03d}",
        Column.FUEL: word_of(living.fuel),
        Column.ARABLE: _mu(living.arable),
        Column.FOREST: _mu(living.forest),
        Column.ORCHARD: _mu(living.orchard),
    }


def _responsible(cadre: Cadre | None) -> Mapping[Column, object]:
    if cadre is None:
        return {}
    return {
        Column.RESPONSIBLE: cadre.name,
        Column.UNIT: cadre.unit,
        Column.UNIT_LEVEL: word_of(cadre.level),
        Column.RESPONSIBLE_PHONE: cadre.phone,
        Column.RESPONSIBLE_FROM: _RESPONSIBLE_FROM,
    }


def _word(member: StrEnum | None) -> str:
    return "" if member is None else word_of(member)


def _yes(*, is_so: bool) -> str:
    return YES if is_so else NO


def _mu(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"
