"""Households as lists show them: one line each, in a fixed number of queries for any page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from moli.households.models import FamilyMember, Household, IncomeYear, Procedure
from moli.households.queries.lines import lines_for
from moli.households.queries.reach import RegistryReach, households_in_areas
from moli.households.queries.states import states_on
from moli.households.rules.course import HouseholdStates
from moli.households.rules.lines import LineKind
from moli.households.rules.people import Relation
from moli.households.rules.procedures import ProcedureKind, ProcedureState, StepKind
from moli.places.models import Division
from moli.places.queries.directory import villages_inside


@dataclass(frozen=True)
class OwedStep:
    """The step that an open procedure waits for, and until when."""

    kind: ProcedureKind
    step: StepKind
    due_on: date | None


@dataclass(frozen=True)
class HouseholdLine:
    """One household of a list. `head_name` is in full: whoever shows it masks it.

    `year` is the newest with an income; its line is missing when no line was entered.
    """

    uid: UUID
    head_name: str
    village: Division
    group_name: str
    people: int
    states: HouseholdStates
    year: int | None
    per_capita_fen: int | None
    line_fen: int | None
    owed: tuple[OwedStep, ...]
    is_generated: bool

    @property
    def gap_fen(self) -> int | None:
        """How far the income of a head is above the line; below it less than nought."""
        if self.per_capita_fen is None or self.line_fen is None:
            return None
        return self.per_capita_fen - self.line_fen


def households_of_village(reach: RegistryReach, *, village_code: str) -> QuerySet[Household]:
    """The households of one village of the person's areas, by group; of another place none."""
    found = households_in_areas(reach).filter(village__code=village_code)
    return found.order_by("group_name", "pk")


def villages_in_reach(reach: RegistryReach) -> QuerySet[Division]:
    """The villages whose households a person may look for, with their towns, by code."""
    return villages_inside(area_codes=reach.areas)


def lines_of(households: Sequence[Household], *, on: date) -> list[HouseholdLine]:
    """Each household as a list shows it, in the order given: five queries for all of them.

    They come with their villages loaded (`households_in_areas` does that) and lie in one county,
    for whose lines this asks once.
    """
    ids = [household.pk for household in households]
    people = _people(ids)
    states = states_on(ids, on=on)
    incomes = _newest_incomes(ids)
    owed = _owed(ids)
    lines = lines_for(
        area_code=households[0].village.code if households else "",
        years=sorted({row.year for row in incomes.values()}),
    )

    def line(household: Household) -> HouseholdLine:
        head, count = people.get(household.pk, ("", 0))
        newest = incomes.get(household.pk)
        used = lines.get((newest.year, LineKind.POVERTY)) if newest else None
        return HouseholdLine(
            uid=household.uid,
            head_name=head,
            village=household.village,
            group_name=household.group_name,
            people=count,
            states=states[household.pk],
            year=newest.year if newest else None,
            per_capita_fen=newest.income.per_capita_fen if newest else None,
            line_fen=used.fen if used else None,
            owed=owed.get(household.pk, ()),
            is_generated=household.is_generated,
        )

    return [line(household) for household in households]


def _people(ids: Iterable[int]) -> Mapping[int, tuple[str, int]]:
    """The head's name and the number of people of each household. No number is opened here."""
    found: dict[int, tuple[str, int]] = {}
    rows = FamilyMember.objects.filter(household_id__in=ids, left_on=None)
    for household_id, relation, name in rows.values_list("household_id", "relation", "name"):
        head, count = found.get(household_id, ("", 0))
        found[household_id] = (name if relation == Relation.HEAD else head, count + 1)
    return found


def _newest_incomes(ids: Iterable[int]) -> Mapping[int, IncomeYear]:
    rows = IncomeYear.objects.filter(household_id__in=ids).order_by("year")
    return {row.household_id: row for row in rows}


def _owed(ids: Iterable[int]) -> Mapping[int, tuple[OwedStep, ...]]:
    found: dict[int, tuple[OwedStep, ...]] = {}
    rows = Procedure.objects.filter(household_id__in=ids, state=ProcedureState.OPEN)
    for row in rows.order_by("pk"):
        step = OwedStep(ProcedureKind(row.kind), StepKind(row.step), row.due_on)
        found[row.household_id] = (*found.get(row.household_id, ()), step)
    return found


def head_name_of(household_id: int) -> str:
    """The name of a household's head in full; nothing while it has none."""
    heads = FamilyMember.objects.filter(
        household_id=household_id, relation=Relation.HEAD, left_on=None
    )
    return heads.values_list("name", flat=True).first() or ""
