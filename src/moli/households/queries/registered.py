"""Households as the registry has them, for comparing a roster with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Prefetch

from moli.households.models import (
    FamilyMember,
    Household,
    Responsible,
    Status,
)
from moli.households.models.family_member import indexes_of_number
from moli.households.rules.causes import Attribute, StandardLevel
from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
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
from moli.households.rules.registration import HouseholdFacts, PersonFacts
from moli.households.rules.roster_differences import Registered
from moli.households.rules.statuses import State, Track
from moli.households.rules.yearly import IncomeFacts, LivingFacts

_AT_ONCE = 500  # well under the variables that SQLite takes in a query
Item = TypeVar("Item")

_KINDS: Mapping[str, type[StrEnum]] = {
    "sex": Sex,
    "relation": Relation,
    "id_kind": IdKind,
    "education": Education,
    "schooling": Schooling,
    "health": Health,
    "labour": Labour,
    "work_place": WorkPlace,
    "house_grade": HouseGrade,
    "house_structure": HouseStructure,
    "road_kind": RoadKind,
    "fuel": Fuel,
}


def in_parts(items: Iterable[Item], size: int = _AT_ONCE) -> Iterator[list[Item]]:
    """Some items at a time, in their order."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def registered_codes(codes: Collection[str]) -> dict[str, str]:
    """Which official numbers belong to a household, be it in review or not: each with its village.

    The village is told by its code, so that a caller can leave out what lies beyond reach.
    """
    return {
        code: village_code
        for part in in_parts(codes)
        for code, village_code in Household.objects.filter(
            national_code__in=part, withdrawn_at=None
        )
        .order_by("pk")
        .values_list("national_code", "village__code")
    }


def homes_of_numbers(id_numbers: Iterable[str]) -> dict[str, str]:
    """Those of some identity numbers who are registered: the official number of their household.

    Numbers as written on the card; a disability card finds the resident.
    """
    found: dict[str, str] = {}
    for part in in_parts(id_numbers):
        number_of = {index: number for number in part for index in indexes_of_number(number)}
        members = FamilyMember.objects.filter(id_index__in=list(number_of), left_on=None)
        rows = members.order_by("pk").values_list("id_index", "household__national_code")
        found |= {number_of[index]: code for index, code in rows}
    return found


def registered_households(codes: Collection[str]) -> Iterator[tuple[str, Registered]]:
    """The households of some official numbers as they stand.

    Seven queries for each 500 of them.
    """
    for part in in_parts(codes):
        households = (
            Household.objects.filter(national_code__in=part, withdrawn_at=None)
            .select_related("village")
            .prefetch_related(
                Prefetch("members", FamilyMember.objects.filter(left_on=None)),
                Prefetch("statuses", Status.objects.filter(track=Track.POVERTY, to_on=None)),
                "incomes",
                "livings",
                Prefetch("responsibles", Responsible.objects.filter(to_on=None)),
            )
            .order_by("pk")
        )
        for household in households:
            yield household.national_code, _as_registered(household)


def _as_registered(household: Household) -> Registered:
    states = [State(status.state) for status in household.statuses.all()]
    return Registered(
        village_code=household.village.code,
        facts=household_facts(household),
        people=tuple(person_facts(member) for member in household.members.all()),
        state=states[0] if states else None,
        incomes={
            row.year: IncomeFacts(**_columns(row, IncomeFacts)) for row in household.incomes.all()
        },
        livings={
            row.year: LivingFacts(**_columns(row, LivingFacts)) for row in household.livings.all()
        },
        responsibles=frozenset(row.name for row in household.responsibles.all()),
    )


def household_facts(household: Household) -> HouseholdFacts:
    """A household's row as the facts that were written down."""
    return HouseholdFacts(
        national_code=household.national_code,
        group_name=household.group_name,
        address=household.address,
        phone=household.phone,
        standard=StandardLevel(household.standard) if household.standard else None,
        attribute=Attribute(household.attribute) if household.attribute else None,
        causes=household.causes,
    )


def person_facts(member: FamilyMember) -> PersonFacts:
    """A member's row as the facts that were written down."""
    return PersonFacts(**_columns(member, PersonFacts))


def _columns(row: Any, facts: type[Any]) -> dict[str, Any]:
    """The columns of a row that some facts have; kinds as their members, none for nothing."""
    return {field.name: _fact(field.name, getattr(row, field.name)) for field in fields(facts)}


def _fact(name: str, value: Any) -> Any:
    kind = _KINDS.get(name)
    if kind is None:
        return value
    return kind(value) if value else None
