"""Writing down what is asked of a household once a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from moli.households.models import IncomeYear, LivingYear
from moli.households.rules.yearly import (
    IncomeFacts,
    LivingFacts,
    YearLocked,
    faults_of_income,
    faults_of_living,
)
from moli.households.services.locking import differing, grow, locked_household, must_be_of, tell
from moli.kernel.actor import Actor


@transaction.atomic
def set_income(
    *,
    household_id: int,
    year: int,
    facts: IncomeFacts,
    base_version: int | None = None,
    by: Actor,
    at: datetime,
) -> IncomeYear:
    """Write down a household's income of a year, or correct it.

    The same facts again change nothing, whatever the version. Refuses what `rules.yearly` finds
    wrong, a year that is archived, a household that was withdrawn, and a change made on an older
    version; without one it is not a person at a form who changes it.
    """
    household = locked_household(household_id)
    for fault in faults_of_income(facts, year=year, on=timezone.localdate(at)):
        raise fault
    row = household.incomes.filter(year=year).first() or IncomeYear(household=household, year=year)
    changed = _written(row, asdict(facts), base_version=base_version)
    if changed:
        grow(household)
        tell("set_income", household, by=by, at=at, year=year, columns=tuple(changed))
    return row


@transaction.atomic
def set_living(
    *,
    household_id: int,
    year: int,
    facts: LivingFacts,
    base_version: int | None = None,
    by: Actor,
    at: datetime,
) -> LivingYear:
    """Write down how a household lived in a year, or correct it.

    The same facts again change nothing, whatever the version. Refuses what `rules.yearly` finds
    wrong, a household that was withdrawn, and a change made on an older version (as above).
    """
    household = locked_household(household_id)
    for fault in faults_of_living(facts, year=year, on=timezone.localdate(at)):
        raise fault
    row = household.livings.filter(year=year).first() or LivingYear(household=household, year=year)
    changed = _written(row, _columns(facts), base_version=base_version)
    if changed:
        grow(household)
        tell("set_living", household, by=by, at=at, year=year, columns=tuple(changed))
    return row


def _written(
    row: IncomeYear | LivingYear, wanted: Mapping[str, Any], *, base_version: int | None
) -> list[str]:
    """Store a new row, or what differs of one that is there; the columns that were written."""
    is_new = row.pk is None
    changed = list(wanted) if is_new else differing(row, wanted)
    for name in changed:
        setattr(row, name, wanted[name])
    if changed and isinstance(row, IncomeYear) and row.is_locked:
        raise YearLocked(field="year", value=str(row.year))
    if changed and base_version is not None:
        must_be_of(row.household, base_version)
    if changed:
        row.save(force_insert=is_new, update_fields=None if is_new else changed)
    return changed


def _columns(facts: LivingFacts) -> Mapping[str, Any]:
    """Kinds that were not asked are empty texts in the row, not null."""
    kinds = ("house_grade", "house_structure", "road_kind", "fuel")
    return asdict(facts) | {name: getattr(facts, name) or "" for name in kinds}
