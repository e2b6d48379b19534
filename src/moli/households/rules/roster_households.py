"""The head's row of a roster as a household: where, why, since when, how it lives, who helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from moli.households.rules.care import UnitLevel
from moli.households.rules.causes import Attribute, Cause, StandardLevel
from moli.households.rules.course import StatusSince
from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.households.rules.registration import HouseholdFacts
from moli.households.rules.roster_cells import CellReader
from moli.households.rules.roster_columns import RosterColumn
from moli.households.rules.roster_words import allowed_words, meant_by
from moli.households.rules.statuses import State
from moli.households.rules.yearly import (
    IncomeFacts,
    LivingFacts,
    faults_of_income,
    faults_of_living,
)
from moli.kernel.area import square_metres_of_mu
from moli.kernel.refusal import Refusal

_YEAR_MAX = 9999  # what is no year at all; the rule of a year says which are taken
_PEOPLE_MAX = 999
_MU_MAX = 10_000
_SQUARE_METRES_MAX = 10_000
_KILOMETRES_MAX = 1_000
_METRES_PER_KM = 1_000
# Where what a roster says of a year comes from.
SOURCE = "花名册"


@dataclass(frozen=True)
class RosterResponsible:
    """Who looks after a household, since when (None: the day of the import)."""

    name: str
    unit: str
    unit_level: UnitLevel
    phone: str
    from_on: date | None


@dataclass(frozen=True)
class RosterPlace:
    """Where a household lives, as the sheet says it: a code, or a name with its town."""

    code: str
    town: str
    village: str


@dataclass(frozen=True)
class RosterFacts:
    """What a head's row says of the household. `course`: its states, oldest first."""

    place: RosterPlace
    facts: HouseholdFacts
    course: tuple[StatusSince, ...] = ()
    year: int = 0
    income: IncomeFacts | None = None
    living: LivingFacts | None = None
    responsible: RosterResponsible | None = None


def read_household(cells: CellReader, *, code: str, people: int) -> RosterFacts:
    """The household of its head's row; `people` stand in the sheet. Faults: `cells.findings`."""
    income, living = _income(cells, people=people), _living(cells)
    year = cells.count(RosterColumn.YEAR, largest=_YEAR_MAX)
    if (income or living) and not cells.has(RosterColumn.YEAR):
        cells.find(RosterColumn.YEAR, "EMPTY")
    if year is not None:
        _judge_year(cells, year, income=income, living=living)
    return RosterFacts(
        place=RosterPlace(
            code=cells.code(RosterColumn.VILLAGE_CODE, signs_max=12),
            town=cells.text(RosterColumn.TOWN, signs_max=60),
            village=cells.text(RosterColumn.VILLAGE, signs_max=60),
        ),
        facts=HouseholdFacts(
            national_code=code,
            group_name=cells.text(RosterColumn.GROUP, signs_max=30),
            address=cells.text(RosterColumn.ADDRESS, signs_max=100),
            phone=cells.text(RosterColumn.PHONE, signs_max=20),
            standard=cells.word(RosterColumn.STANDARD, StandardLevel),
            attribute=cells.word(RosterColumn.ATTRIBUTE, Attribute),
            causes=_causes(cells),
        ),
        course=_course(cells),
        year=year or 0,
        income=income,
        living=living,
        responsible=_responsible(cells),
    )


def _judge_year(
    cells: CellReader, year: int, *, income: IncomeFacts | None, living: LivingFacts | None
) -> None:
    faults: list[Refusal] = []
    if income is not None:
        faults += faults_of_income(income, year=year, on=cells.today)
    if living is not None:
        faults += faults_of_living(living, year=year, on=cells.today)
    columns = {"year": RosterColumn.YEAR, "people": RosterColumn.PEOPLE, **MONEY_COLUMNS}
    # A year that both ask for is told once.
    for refusal in {refusal.field: refusal for refusal in faults}.values():
        cells.find(columns[refusal.field], refusal.code, **refusal.facts)


def _causes(cells: CellReader) -> tuple[Cause, ...]:
    """The main cause and the others, which a cell holds parted by 、."""
    main = cells.word(RosterColumn.MAIN_CAUSE, Cause)
    cell = cells.raw(RosterColumn.OTHER_CAUSES)
    said = [] if cell is None else str(cell).replace("，", "、").replace(",", "、").split("、")
    others: list[Cause] = []
    for word in filter(None, (one.strip() for one in said)):
        cause = meant_by(Cause, word)
        if cause is None:
            cells.find(RosterColumn.OTHER_CAUSES, "WORD_UNKNOWN", allowed=allowed_words(Cause))
            return ()
        others.append(Cause(cause))
    if others and main is None and not cells.has(RosterColumn.MAIN_CAUSE):
        cells.find(RosterColumn.MAIN_CAUSE, "EMPTY")
    return () if main is None else (main, *others)


# The days that a state needs, in the order in which they came.
_DAYS = {
    State.REGISTERED: (RosterColumn.REGISTERED_ON,),
    State.EXITED: (RosterColumn.REGISTERED_ON, RosterColumn.EXITED_ON),
    State.RELAPSED: (
        *(RosterColumn.REGISTERED_ON, RosterColumn.EXITED_ON, RosterColumn.RELAPSED_ON),
    ),
}
_STATES = {
    RosterColumn.REGISTERED_ON: State.REGISTERED,
    RosterColumn.EXITED_ON: State.EXITED,
    RosterColumn.RELAPSED_ON: State.RELAPSED,
}


def _course(cells: CellReader) -> tuple[StatusSince, ...]:
    """Each state with its first day, the oldest first; none for a household never registered."""
    state = cells.word(RosterColumn.STATE, State)
    if state is None and cells.has(RosterColumn.STATE):
        return ()
    needed = _DAYS[state] if state is not None else ()
    found: list[StatusSince] = []
    for column, begun in _STATES.items():
        if column not in needed:
            if cells.has(column):
                cells.find(column, "DAY_WITHOUT_STATE")
            continue
        if not cells.has(column):
            cells.find(column, "EMPTY")
        day = cells.past_day(column)
        if day is not None and found and day <= found[-1].from_on:
            cells.find(column, "DAY_NOT_AFTER", first_on=found[-1].from_on.isoformat())
        if day is not None:
            found.append(StatusSince(begun, day))
    return tuple(found)


MONEY_COLUMNS = {
    "wage_fen": RosterColumn.WAGE,
    "business_fen": RosterColumn.BUSINESS,
    "property_fen": RosterColumn.PROPERTY,
    "transfer_fen": RosterColumn.TRANSFER,
    "cost_fen": RosterColumn.COST,
    "medical_fen": RosterColumn.MEDICAL,
    "schooling_fen": RosterColumn.TUITION,
}


def _income(cells: CellReader, *, people: int) -> IncomeFacts | None:
    """A year's income; a kind that was left blank is nought once any is said."""
    said = {name: cells.fen(column) for name, column in MONEY_COLUMNS.items()}
    counted = cells.count(RosterColumn.PEOPLE, largest=_PEOPLE_MAX)
    if all(fen is None for fen in said.values()):
        return None
    return IncomeFacts(
        **{name: fen or 0 for name, fen in said.items()},
        people=people if counted is None else counted,
        source=SOURCE,
    )


LAND_COLUMNS = {
    "arable_square_metres": RosterColumn.ARABLE,
    "forest_square_metres": RosterColumn.FOREST,
    "orchard_square_metres": RosterColumn.ORCHARD,
    "returned_square_metres": RosterColumn.RETURNED,
    "grass_square_metres": RosterColumn.GRASS,
    "water_square_metres": RosterColumn.WATER,
}
_YES = {
    "has_safe_water": RosterColumn.SAFE_WATER,
    "has_power": RosterColumn.POWER,
    "has_work_power": RosterColumn.WORK_POWER,
    "has_television": RosterColumn.TELEVISION,
    "has_clean_toilet": RosterColumn.CLEAN_TOILET,
    "is_in_cooperative": RosterColumn.COOPERATIVE,
}
_KINDS: Mapping[str, tuple[RosterColumn, type[StrEnum]]] = {
    "house_grade": (RosterColumn.HOUSE_GRADE, HouseGrade),
    "house_structure": (RosterColumn.HOUSE_STRUCTURE, HouseStructure),
    "road_kind": (RosterColumn.ROAD, RoadKind),
    "fuel": (RosterColumn.FUEL, Fuel),
}


LIVING_COLUMNS: Mapping[str, RosterColumn] = {
    **_YES,
    **{name: column for name, (column, _) in _KINDS.items()},
    "house_square_metres": RosterColumn.HOUSE_AREA,
    "main_road_metres": RosterColumn.MAIN_ROAD,
}


def _living(cells: CellReader) -> LivingFacts | None:
    """How it lived in the year; land is rounded once, to square metres."""
    said: dict[str, Any] = {
        "house_square_metres": _whole(cells, RosterColumn.HOUSE_AREA, largest=_SQUARE_METRES_MAX),
        "main_road_metres": _whole(
            cells, RosterColumn.MAIN_ROAD, largest=_KILOMETRES_MAX, times=_METRES_PER_KM
        ),
    }
    said |= {name: cells.yes(column) for name, column in _YES.items()}
    said |= {name: cells.word(column, kind) for name, (column, kind) in _KINDS.items()}
    said |= {name: _land(cells, column) for name, column in LAND_COLUMNS.items()}
    known = {name: value for name, value in said.items() if value is not None}
    return LivingFacts(**known, source=SOURCE) if known else None


def _land(cells: CellReader, column: RosterColumn) -> int | None:
    mu = cells.measure(column, largest=_MU_MAX)
    return None if mu is None else square_metres_of_mu(mu)


def _whole(cells: CellReader, column: RosterColumn, *, largest: int, times: int = 1) -> int | None:
    measured = cells.measure(column, largest=largest)
    return None if measured is None else int(measured * times * 2 + 1) // 2


def _responsible(cells: CellReader) -> RosterResponsible | None:
    name = cells.text(RosterColumn.RESPONSIBLE, signs_max=40)
    if not name:
        return None
    unit = cells.text(RosterColumn.UNIT, signs_max=60, is_needed=True)
    unit_level = cells.word(RosterColumn.UNIT_LEVEL, UnitLevel, is_needed=True)
    from_on = cells.past_day(RosterColumn.RESPONSIBLE_FROM)
    phone = cells.text(RosterColumn.RESPONSIBLE_PHONE, signs_max=20)
    if unit_level is None:
        return None
    return RosterResponsible(name, unit, unit_level, phone, from_on)
