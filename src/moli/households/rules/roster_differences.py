"""What a roster says of a household that is registered already, and the registry does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from moli.households.rules.registration import RESIDENT_SIGNS, HouseholdFacts, PersonFacts
from moli.households.rules.roster import RosterHousehold
from moli.households.rules.roster_columns import RosterColumn, RosterColumns
from moli.households.rules.roster_households import LAND_COLUMNS, LIVING_COLUMNS, MONEY_COLUMNS
from moli.households.rules.roster_people import PERSON_COLUMNS
from moli.households.rules.statuses import State
from moli.households.rules.yearly import IncomeFacts, LivingFacts
from moli.kernel.report import Finding

_HOUSEHOLD_COLUMNS = {
    "group_name": RosterColumn.GROUP,
    "address": RosterColumn.ADDRESS,
    "phone": RosterColumn.PHONE,
    "standard": RosterColumn.STANDARD,
    "attribute": RosterColumn.ATTRIBUTE,
    "causes": RosterColumn.MAIN_CAUSE,
}


@dataclass(frozen=True)
class Registered:
    """A household as it stands in the registry: its people, state, years by year."""

    village_code: str
    facts: HouseholdFacts
    people: tuple[PersonFacts, ...]
    state: State | None
    incomes: Mapping[int, IncomeFacts]
    livings: Mapping[int, LivingFacts]
    responsibles: frozenset[str]


def differences(
    told: RosterHousehold, stands: Registered, *, village_code: str, columns: RosterColumns
) -> Iterator[Finding]:
    """A finding for each cell that says otherwise; cells left blank say nothing."""
    for column in _of_household(told, stands, village_code=village_code):
        yield Finding(told.row, columns.heading(column), "DIFFERS_FROM_REGISTRY")
    known = {_who(person): person for person in stands.people}
    for row, person in zip(told.rows, told.people, strict=True):
        found = known.pop(_who(person), None)
        for column in [RosterColumn.NAME] if found is None else _of_person(person, found):
            yield Finding(row, columns.heading(column), "DIFFERS_FROM_REGISTRY")
    if known:
        yield Finding(told.row, columns.heading(RosterColumn.NAME), "MISSING_IN_ROSTER")


def _of_household(
    told: RosterHousehold, stands: Registered, *, village_code: str
) -> Iterator[RosterColumn]:
    if village_code != stands.village_code:
        yield RosterColumn.VILLAGE_CODE
    for name, column in _HOUSEHOLD_COLUMNS.items():
        said = getattr(told.told.facts, name)
        if said and said != getattr(stands.facts, name):
            yield column
    states = [status.state for status in told.told.course]
    if states and states[-1] is not stands.state:
        yield RosterColumn.STATE
    helper = told.told.responsible
    if helper is not None and helper.name not in stands.responsibles:
        yield RosterColumn.RESPONSIBLE
    yield from _yearly(told, stands)


def _who(person: PersonFacts) -> object:
    return person.id_number[:RESIDENT_SIGNS] or (person.name, person.born_on)


def _of_person(told: PersonFacts, stands: PersonFacts) -> Iterator[RosterColumn]:
    for field in fields(PersonFacts):
        said = getattr(told, field.name)
        column = PERSON_COLUMNS.get(field.name)
        # A blank cell became the default, which then says nothing.
        if column is not None and said != field.default and said != getattr(stands, field.name):
            yield column


def _yearly(told: RosterHousehold, stands: Registered) -> Iterator[RosterColumn]:
    year = told.told.year
    income, living = told.told.income, told.told.living
    known_income, known_living = stands.incomes.get(year), stands.livings.get(year)
    if (income and not known_income) or (living and not known_living):
        yield RosterColumn.YEAR
    if income and known_income:
        for name, column in {**MONEY_COLUMNS, "people": RosterColumn.PEOPLE}.items():
            if getattr(income, name) != getattr(known_income, name):
                yield column
    if living and known_living:
        for name, column in {**LIVING_COLUMNS, **LAND_COLUMNS}.items():
            if getattr(living, name) not in (None, getattr(known_living, name)):
                yield column
