"""What may be written about a household's year: its income, and how it lives.

Each check answers with refusals and raises none: a page shows the first, an import all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.kernel.refusal import Refusal

# The official form begins with the round of 2014, which asked back to 2010.
FIRST_YEAR = 2010
YUAN_MAX = 100_000_000
FEN_MAX = YUAN_MAX * 100
PEOPLE_MAX = 99
SOURCE_SIGNS_MAX = 60
# Far above every house, field and way that the register knows, and below what a column holds.
HOUSE_SQUARE_METRES_MAX = 10_000
LAND_SQUARE_METRES_MAX = 100_000_000
ROAD_METRES_MAX = 1_000_000


class YearOutOfRange(Refusal):
    """A year before 2010 or after the next one."""


class SumOutOfRange(Refusal):
    """A sum below nought, or above a hundred million yuan."""


class PeopleOutOfRange(Refusal):
    """An income is shared by at least one person."""


class MeasureOutOfRange(Refusal):
    """An area or a way below nought, or larger than there is."""


class OriginMissing(Refusal):
    """What is written about a year says in a few words where it comes from."""


class YearLocked(Refusal):
    """The year is archived: its income is not corrected any more."""


@dataclass(frozen=True)
class IncomeFacts:
    """A year's income as written down, in fen; the names are the columns of `IncomeYear`."""

    wage_fen: int
    business_fen: int
    property_fen: int
    transfer_fen: int
    cost_fen: int
    people: int
    source: str
    medical_fen: int = 0
    schooling_fen: int = 0


@dataclass(frozen=True)
class LivingFacts:
    """How a household lived in a year; the names are the columns of `LivingYear`.

    None is: not asked. Land in square metres.
    """

    source: str
    house_square_metres: int | None = None
    house_grade: HouseGrade | None = None
    house_structure: HouseStructure | None = None
    has_safe_water: bool | None = None
    has_power: bool | None = None
    has_work_power: bool | None = None
    has_television: bool | None = None
    has_clean_toilet: bool | None = None
    is_in_cooperative: bool | None = None
    road_kind: RoadKind | None = None
    main_road_metres: int | None = None
    fuel: Fuel | None = None
    arable_square_metres: int = 0
    forest_square_metres: int = 0
    orchard_square_metres: int = 0
    returned_square_metres: int = 0
    grass_square_metres: int = 0
    water_square_metres: int = 0


LAND_COLUMNS = (
    "arable_square_metres",
    "forest_square_metres",
    "orchard_square_metres",
    "returned_square_metres",
    "grass_square_metres",
    "water_square_metres",
)
MONEY_COLUMNS = (
    "wage_fen",
    "business_fen",
    "property_fen",
    "transfer_fen",
    "cost_fen",
    "medical_fen",
    "schooling_fen",
)
_LIMITS = {
    "house_square_metres": HOUSE_SQUARE_METRES_MAX,
    "main_road_metres": ROAD_METRES_MAX,
    **dict.fromkeys(LAND_COLUMNS, LAND_SQUARE_METRES_MAX),
}


def faults_of_income(facts: IncomeFacts, *, year: int, on: date) -> Iterator[Refusal]:
    """What cannot be right about a year's income, judged on a day."""
    yield from _faults_of_year(year, source=facts.source, on=on)
    for name in MONEY_COLUMNS:
        if not 0 <= getattr(facts, name) <= FEN_MAX:
            yield SumOutOfRange(field=name, max_yuan=YUAN_MAX)
    if not 1 <= facts.people <= PEOPLE_MAX:
        yield PeopleOutOfRange(field="people", value=facts.people, people_max=PEOPLE_MAX)


def faults_of_living(facts: LivingFacts, *, year: int, on: date) -> Iterator[Refusal]:
    """What cannot be right about how a household lived, judged on a day."""
    yield from _faults_of_year(year, source=facts.source, on=on)
    for name, most in _LIMITS.items():
        value = getattr(facts, name)
        if value is not None and not 0 <= value <= most:
            yield MeasureOutOfRange(field=name, value=value, max=most)


def _faults_of_year(year: int, *, source: str, on: date) -> Iterator[Refusal]:
    # Years as texts: a number would be shown with a comma.
    if not FIRST_YEAR <= year <= on.year + 1:
        yield YearOutOfRange(
            field="year", value=str(year), first=str(FIRST_YEAR), last=str(on.year + 1)
        )
    if not source.strip() or len(source) > SOURCE_SIGNS_MAX:
        yield OriginMissing(field="source", signs_max=SOURCE_SIGNS_MAX)
