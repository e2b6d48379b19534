"""What a decision about a household rests on, gathered from its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from moli.households.models import FamilyMember, Household, IncomeYear, Line, Procedure, Standard
from moli.households.queries.lines import exit_standard_on, limits_on, line_for
from moli.households.queries.states import states_of
from moli.households.rules.judging import Ground, faults_of_ground
from moli.households.rules.lines import LineKind
from moli.households.rules.people import Labour
from moli.households.rules.procedures import ProcedureKind
from moli.households.rules.proposing import Situation, faults_of_target
from moli.households.rules.standards import ExitItem, Limits
from moli.households.rules.statuses import State
from moli.kernel.refusal import Refusal
from moli.places.queries.directory import division_by_code

_COUNTY_DIGITS = 6
# By which series the income is judged; an exit says so itself, in its standard.
_LINE_OF_KIND = {
    ProcedureKind.REGISTER: LineKind.POVERTY,
    ProcedureKind.RELAPSE: LineKind.POVERTY,
    ProcedureKind.MONITOR: LineKind.MONITORING,
    ProcedureKind.REMOVE: LineKind.MONITORING,
}


class LimitsMissing(Refusal):
    """No standard says how many days a step may take on that day."""


class ExitStandardMissing(Refusal):
    """No standard says on that day what a household must have to exit."""


@dataclass(frozen=True)
class Grounds:
    """The rows behind a decision, and what the rules make of them."""

    situation: Situation
    ground: Ground
    income: IncomeYear | None
    line: Line | None
    standard: Standard | None

    def faults(self) -> Iterator[Refusal]:
        """Why the county may not agree, the weightiest reason first."""
        yield from faults_of_target(self.ground.target, self.situation)
        yield from faults_of_ground(self.ground)


def limits_that_hold(on: date) -> Limits:
    """Days and months of procedures on a day. Refuses a day for which none were entered."""
    found = limits_on(on)
    if found is None:
        raise LimitsMissing(on=on.isoformat())
    return found


def exit_items_on(on: date) -> tuple[ExitItem, ...]:
    """What is asked of a household that exits on a day."""
    return _exit_standard(on)[1]


def _exit_standard(on: date) -> tuple[Standard, tuple[ExitItem, ...], LineKind]:
    found = exit_standard_on(on)
    if found is None:
        raise ExitStandardMissing(on=on.isoformat())
    row, standard = found
    return row, standard.items, standard.line_kind


def situation_of(household_id: int, *, on: date) -> Situation:
    """What the rules ask about a household before a change is proposed: three queries."""
    return Situation(
        on=on,
        states=states_of(household_id, on=on),
        can_work=can_anybody_work(household_id, on=on),
        removal_months_min=limits_that_hold(on).removal_months_min,
    )


def can_anybody_work(household_id: int, *, on: date) -> bool:
    """Whether somebody in the household can earn. Whose labour nobody asked counts as no."""
    able = [labour for labour in Labour if labour.can_work]
    return FamilyMember.objects.filter(
        Q(left_on=None) | Q(left_on__gt=on), household_id=household_id, labour__in=able
    ).exists()


def grounds_of(procedure: Procedure, *, household: Household, on: date) -> Grounds:
    """What the county decides by on a day: the newest income, the line of its year, the standard.

    The income is the newest of the day's year or earlier, the line that of the income's year in
    the nearest region.
    """
    kind, target = ProcedureKind(procedure.kind), State(procedure.target)
    standard: Standard | None = None
    items: tuple[ExitItem, ...] = ()
    if kind is ProcedureKind.EXIT:
        standard, items, line_kind = _exit_standard(on)
    else:
        line_kind = _LINE_OF_KIND[kind]
    income = newest_income(household.pk, on=on)
    year = income.year if income else on.year
    code = household.village.code
    line = line_for(area_code=code, year=year, kind=line_kind) if income else None
    return Grounds(
        situation=situation_of(household.pk, on=on),
        ground=Ground(
            kind=kind,
            target=target,
            region="" if line else _region_name(code),
            year=year,
            income=income.income if income else None,
            line_kind=line_kind,
            line_fen=line.fen if line else None,
            items=items,
            results=procedure.results,
        ),
        income=income,
        line=line,
        standard=standard,
    )


def newest_income(household_id: int, *, on: date) -> IncomeYear | None:
    """The newest yearly income of a household that is not of a year ahead."""
    return (
        IncomeYear.objects.filter(household_id=household_id, year__lte=on.year)
        .order_by("-year")
        .first()
    )


def _region_name(code: str) -> str:
    county = division_by_code(code[:_COUNTY_DIGITS])
    return county.name if county else code[:_COUNTY_DIGITS]
