"""Judges of households that have exited: what is not solved although they were let go."""

from __future__ import annotations

from collections.abc import Iterator

from moli.households.rules.lines import LineKind
from moli.households.rules.people import Health
from moli.households.rules.quality.income import is_below
from moli.households.rules.quality.judging import Breach, Limits, each, judge, when
from moli.households.rules.quality.record import NOT_AT_SCHOOL, Record, YearIncome


def _income_of_exit(record: Record) -> YearIncome | None:
    """The income of the year of the exit; when it is not there, that of the year before."""
    stand = record.poverty
    if stand is None:
        return None
    fitting = (row for row in record.incomes if 0 <= stand.from_on.year - row.year <= 1)
    return next(fitting, None)


@judge("exits.income_below_line")
def _income_below_line(record: Record, _: Limits) -> Iterator[Breach]:
    row = _income_of_exit(record) if record.is_exited else None
    line_fen = record.line_fen(row.year, LineKind.POVERTY) if row else None
    if row is None or line_fen is None:
        return iter(())
    return when(is_below(row, line_fen), year=row.year, line_fen=line_fen)


@judge("exits.child_out_of_school")
def _child_out_of_school(record: Record, limits: Limits) -> Iterator[Breach]:
    if not record.is_exited:
        return iter(())
    return each(
        member
        for member in record.members
        if member.schooling in NOT_AT_SCHOOL
        and limits["age_min"] <= record.age(member) <= limits["age_max"]
        and not member.is_excused_from_school
    )


@judge("exits.dangerous_house")
def _dangerous_house(record: Record, _: Limits) -> Iterator[Breach]:
    grade = record.living.house_grade if record.living else None
    return when(record.is_exited and grade is not None and grade.is_dangerous)


@judge("exits.no_water")
def _no_water(record: Record, _: Limits) -> Iterator[Breach]:
    has_water = record.living.has_safe_water if record.living else None
    return when(record.is_exited and has_water is False)


@judge("exits.no_house_area")
def _no_house_area(record: Record, _: Limits) -> Iterator[Breach]:
    area = record.living.house_square_metres if record.living else None
    return when(record.is_exited and area == 0)


@judge("exits.ill_without_insurance")
def _ill_without_insurance(record: Record, _: Limits) -> Iterator[Breach]:
    if not record.is_exited:
        return iter(())
    return each(
        member
        for member in record.members
        if member.health in {Health.SERIOUS, Health.SERIOUS_DISABLED}
        and member.has_illness_insurance is False
    )
