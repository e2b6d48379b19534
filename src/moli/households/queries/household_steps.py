"""Who did what in a household's procedures: names beside its statuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from moli.households.models import Snapshot, Step


def steps_by_procedure(household_id: int) -> Mapping[str, Sequence[Step]]:
    """The steps of each procedure of a household by the procedure's key, in order: one query."""
    found: dict[str, list[Step]] = defaultdict(list)
    rows = Step.objects.filter(procedure__household_id=household_id).select_related("procedure")
    for step in rows.order_by("pk"):
        found[step.procedure.key].append(step)
    return found


def snapshots_of(household_id: int) -> list[Snapshot]:
    """When a household was archived and why, the newest first; not what was archived."""
    rows = Snapshot.objects.filter(household_id=household_id).order_by("-taken_at", "-pk")
    return list(rows.only("uid", "reason", "year", "taken_at", "household_id"))
