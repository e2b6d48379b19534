"""Whether a household is deprived of something: pure functions over its record.

Each answers yes, no, or None: it was not asked. What an indicator means is written in
docs/deprivation.md, in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from moli.households.rules.deprivation import Deprivation, Profile
from moli.households.rules.lines import LineKind
from moli.households.rules.living import RoadKind
from moli.households.rules.people import Education, Health, Schooling
from moli.households.rules.quality.record import NOT_AT_SCHOOL, Record, YearLiving

# 义务教育, and the working age as the national form asks it.
SCHOOL_AGES = range(6, 16)
WORKING_AGES = range(16, 66)
# The exit form of Guangxi: at least 13 m² a head, kitchen and hall included.
HOUSE_SQUARE_METRES_A_HEAD = 13
_MORE_THAN_PRIMARY = frozenset({Education.JUNIOR, Education.SENIOR, Education.COLLEGE})
_JUNIOR_OR_MORE = frozenset(
    {Schooling.JUNIOR, Schooling.SENIOR, Schooling.VOCATIONAL, Schooling.COLLEGE}
)
Answer = bool | None


def _income(record: Record) -> Answer:
    newest = record.income
    line_fen = record.line_fen(newest.year, LineKind.POVERTY) if newest else None
    return None if newest is None or line_fen is None else not newest.income.is_above(line_fen)


def _any(answers: Iterable[Answer]) -> Answer:
    """Yes when one is yes; not known when none is and one was not asked."""
    told = list(answers)
    if any(told):
        return True
    return None if None in told else False


def _medical(record: Record) -> Answer:
    insured = (member.has_medical_insurance for member in record.members)
    return _any(None if has_it is None else not has_it for has_it in insured)


def _illness(record: Record) -> Answer:
    serious = {Health.SERIOUS, Health.SERIOUS_DISABLED}
    return _any(
        None if member.health is None else member.health in serious for member in record.members
    )


def _labour(record: Record) -> Answer:
    if any(member.can_work for member in record.members):
        return False
    is_open = any(
        member.labour is None and record.age(member) in WORKING_AGES for member in record.members
    )
    return None if is_open else True


def _school(record: Record) -> Answer:
    children = (member for member in record.members if record.age(member) in SCHOOL_AGES)
    return _any(
        None if child.schooling is None else child.schooling in NOT_AT_SCHOOL
        for child in children
        if not child.is_excused_from_school
    )


def _junior(record: Record) -> Answer:
    if any(
        member.education in _MORE_THAN_PRIMARY or member.schooling in _JUNIOR_OR_MORE
        for member in record.members
    ):
        return False
    is_open = any(
        member.education is None
        and not member.is_at_school
        and record.age(member) >= WORKING_AGES.start
        for member in record.members
    )
    return None if is_open else True


def _house(record: Record) -> Answer:
    living = record.living
    if living is None:
        return None
    is_dangerous = None if living.house_grade is None else living.house_grade.is_dangerous
    area = living.house_square_metres
    least = HOUSE_SQUARE_METRES_A_HEAD * len(record.members)
    is_narrow = None if area is None else area < least
    if is_dangerous is None and is_narrow is None:
        return None
    return bool(is_dangerous or is_narrow)


def _lacks(has_it: Callable[[YearLiving], bool | None]) -> Callable[[Record], Answer]:
    def answer(record: Record) -> Answer:
        has = has_it(record.living) if record.living else None
        return None if has is None else not has

    return answer


def _road(record: Record) -> Answer:
    kind = record.living.road_kind if record.living else None
    return None if kind is None else kind is RoadKind.EARTH


ANSWERS: Mapping[Deprivation, Callable[[Record], Answer]] = {
    Deprivation.INCOME: _income,
    Deprivation.MEDICAL: _medical,
    Deprivation.ILLNESS: _illness,
    Deprivation.LABOUR: _labour,
    Deprivation.SCHOOL: _school,
    Deprivation.JUNIOR: _junior,
    Deprivation.HOUSE: _house,
    Deprivation.WATER: _lacks(lambda living: living.has_safe_water),
    Deprivation.POWER: _lacks(lambda living: living.has_power),
    Deprivation.ROAD: _road,
    Deprivation.TELEVISION: _lacks(lambda living: living.has_television),
}


def profile_of(record: Record) -> Profile:
    """What a household is deprived of, and what was not asked. Nobody there is of no weight."""
    answers = {code: answer(record) for code, answer in ANSWERS.items()}
    return Profile(
        people=len(record.members),
        deprived=frozenset(code for code, answer in answers.items() if answer),
        unknown=frozenset(code for code, answer in answers.items() if answer is None),
    )
