"""Households as a snapshot freezes them, in a fixed number of queries for any number of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model, Q

from moli.households.models import FamilyMember, Household, IncomeYear, LivingYear, Status

_HOUSEHOLD = ("group_name", "standard", "attribute", "main_cause", "second_cause", "third_cause")
_PERSON = (
    *("name", "sex", "born_on", "relation", "ethnicity", "education", "schooling"),
    *("absence_reason", "health", "labour", "work_place", "work_months", "monthly_wage_fen"),
    *("has_medical_insurance", "has_illness_insurance", "has_pension_insurance"),
    *("is_minimum_living", "is_special_support", "joined_on", "join_reason"),
)
_INCOME = (
    *("year", "wage_fen", "business_fen", "property_fen", "transfer_fen", "cost_fen"),
    *("people", "medical_fen", "schooling_fen", "source"),
)
_STATUS = ("track", "state", "from_on", "line_fen", "income_year", "per_capita_fen")
# Columns of a living year that say nothing of how the household lives.
_NOT_LIVING = {"id", "household"}


def snapshot_contents(
    households: Sequence[Household], *, year: int, on: date, or_before: bool = False
) -> dict[int, dict[str, Any]]:
    """What is known of each household on a day, by primary key: four queries.

    People and statuses are those of the day, income and living those of the year, with
    `or_before` the newest up to it. The households come with their villages.
    """
    ids = [household.pk for household in households]
    people = _by_household(
        FamilyMember.objects.filter(Q(left_on=None) | Q(left_on__gt=on), joined_on__lte=on)
        .filter(household__in=ids)
        .defer("id_number")
        .order_by("pk"),
        _PERSON,
    )
    asked = {"household__in": ids, "year__lte" if or_before else "year": year}
    incomes = _by_household(IncomeYear.objects.filter(**asked).order_by("-year"), _INCOME)
    livings = _by_household(LivingYear.objects.filter(**asked).order_by("-year"), _living())
    in_force = Status.objects.in_force(on=on).filter(household__in=ids)
    statuses = _by_household(in_force.order_by("pk"), _STATUS)
    return {
        household.pk: {
            "household": {
                **_columns(household, _HOUSEHOLD),
                "village_code": household.village.code,
            },
            "people": people.get(household.pk, []),
            "income": next(iter(incomes.get(household.pk, ())), None),
            "living": next(iter(livings.get(household.pk, ())), None),
            "statuses": statuses.get(household.pk, []),
        }
        for household in households
    }


def _living() -> tuple[str, ...]:
    fields = LivingYear._meta.concrete_fields  # noqa: SLF001 - Django names it so
    return tuple(field.name for field in fields if field.name not in _NOT_LIVING)


def _by_household(
    rows: Iterable[FamilyMember | IncomeYear | LivingYear | Status], names: Sequence[str]
) -> Mapping[int, list[dict[str, Any]]]:
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row.household_id].append(_columns(row, names))
    return found


def _columns(row: Model, names: Sequence[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
