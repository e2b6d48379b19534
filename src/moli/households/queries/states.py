"""Where households stand on a day, and how many in each state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, QuerySet

from moli.households.models import Status
from moli.households.rules.course import HouseholdStates, StatusSince
from moli.households.rules.statuses import State
from moli.places.queries.directory import inside_areas


def states_on(household_ids: Iterable[int], *, on: date) -> dict[int, HouseholdStates]:
    """The states of households by their primary keys: one query.

    A household without any status is in the answer too, with none.
    """
    found = {pk: HouseholdStates() for pk in household_ids}
    rows = Status.objects.in_force(on=on).filter(household_id__in=list(found))
    for pk, state, from_on in rows.values_list("household_id", "state", "from_on"):
        found[pk] = found[pk].after(StatusSince(State(state), from_on))
    return found


def states_of(household_id: int, *, on: date) -> HouseholdStates:
    """The states of one household on a day: one query."""
    return states_on([household_id], on=on)[household_id]


def statuses_of(household_id: int) -> QuerySet[Status]:
    """All that a household ever was, oldest first."""
    return (
        Status.objects.filter(household_id=household_id)
        .select_related("line")
        .order_by("from_on", "pk")
    )


def state_counts(area_codes: Iterable[str], *, on: date) -> dict[State, int]:
    """How many households of some areas are in each state on a day: one query."""
    rows = _counted(area_codes, on=on).values("state").annotate(count=Count("pk"))
    counts = dict.fromkeys(State, 0)
    counts |= {State(row["state"]): row["count"] for row in rows.order_by("state")}
    return counts


def state_counts_by_village(
    area_codes: Iterable[str], *, on: date
) -> Mapping[str, dict[State, int]]:
    """The same by the village's code: one query; a village without any is left out."""
    rows = (
        _counted(area_codes, on=on)
        .values("household__village__code", "state")
        .annotate(count=Count("pk"))
        .order_by("household__village__code", "state")
    )
    found: dict[str, dict[State, int]] = defaultdict(lambda: dict.fromkeys(State, 0))
    for row in rows:
        found[row["household__village__code"]][State(row["state"])] = row["count"]
    return dict(found)


def _counted(area_codes: Iterable[str], *, on: date) -> QuerySet[Status]:
    """Statuses in force of households that count: out of review, not withdrawn."""
    return Status.objects.in_force(on=on).filter(
        inside_areas(area_codes, field="household__village__code"),
        household__is_in_review=False,
        household__withdrawn_at=None,
    )
