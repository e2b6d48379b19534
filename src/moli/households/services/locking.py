"""How every change of a household begins and ends: its row is locked, its version grows.

A person who edits sends the version that they saw. What they send is compared with what stands:
an equal change is done already and asks for no version; a different one is refused when somebody
else changed the household meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from moli.audit.services.recording import Subject, record
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Fact, Refusal


class RecordChangedMeanwhile(Refusal):
    """Somebody else changed the household since this page was shown."""


class HouseholdWithdrawn(Refusal):
    """A household that was withdrawn or erased is not changed any more."""


def locked_household(household_id: int) -> Household:
    """The household's row with its village, locked until the transaction ends.

    Refuses one that was withdrawn.
    """
    household = (
        Household.objects.select_for_update(of=("self",))
        .select_related("village")
        .get(pk=household_id)
    )
    if household.withdrawn_at is not None:
        raise HouseholdWithdrawn(field="household")
    return household


def must_be_of(household: Household, base_version: int) -> None:
    """Refuse a change that was made on an older version."""
    if household.version != base_version:
        raise RecordChangedMeanwhile(field="base_version")


def differing(row: Model, wanted: Mapping[str, Any]) -> list[str]:
    """The columns in which a row is not what is wanted."""
    return [name for name, value in wanted.items() if getattr(row, name) != value]


def take(row: Model, wanted: Mapping[str, Any], names: Iterable[str]) -> None:
    """Set and save some columns of a row to what is wanted."""
    changed = list(names)
    for name in changed:
        setattr(row, name, wanted[name])
    row.save(update_fields=changed)


def grow(household: Household) -> None:
    """One version more."""
    household.version += 1
    household.save(update_fields=["version"])


def tell(verb: str, household: Household, *, by: Actor, at: datetime, **facts: Fact) -> None:
    """Record an act on a household: facts are codes, sums and columns, never a person's data."""
    record(
        verb=f"households.{verb}",
        on=Subject("household", household.key, household.village.code),
        by=by,
        at=at,
        **facts,
    )
