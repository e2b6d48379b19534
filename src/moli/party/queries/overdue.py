"""Which branch lacks which activity. Nobody is named here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from moli.party.models import Activity, Branch, Position
from moli.party.queries.rules_in_force import frequencies_on, sizes_on
from moli.party.rules.committees import has_committee
from moli.party.rules.frequencies import expected_of, lacking
from moli.party.rules.organisation import ActivityKind, ActivityState, Form, PositionKind


@dataclass(frozen=True)
class OverdueActivity:
    """A branch that held no activity of a kind from a day until before another."""

    branch_key: str
    kind: ActivityKind
    from_on: date
    to_on: date


def overdue_activities(
    *, on: date, branch_ids: Collection[int] | None = None
) -> list[OverdueActivity]:
    """What each branch did not hold in the last whole month, quarter or year, nor since.

    All branches that are there on the day, or some of them; in the order of branches and kinds.
    Five queries, however many branches.
    """
    months = frequencies_on(on)
    there = Q(disbanded_on=None) | Q(disbanded_on__gt=on)
    branches = Branch.objects.filter(there, founded_on__lte=on).order_by("pk")
    if branch_ids is not None:
        branches = branches.filter(pk__in=branch_ids)
    rule = sizes_on(on)
    positions: defaultdict[int, list[PositionKind]] = defaultdict(list)
    in_force = Position.objects.in_force(on=on)
    if branch_ids is not None:
        in_force = in_force.filter(branch__in=branch_ids)
    for branch_id, kind in in_force.values_list("branch_id", "kind"):
        positions[branch_id].append(PositionKind(kind))
    held = _held(on, branch_ids)
    return [
        OverdueActivity(branch.key, activity, span.from_on, span.to_on)
        for branch in branches
        for activity in ActivityKind
        if activity in months
        and activity
        in expected_of(Form(branch.form), has_committee=has_committee(positions[branch.pk], rule))
        and (
            span := lacking(
                on,
                months=months[activity],
                since=branch.founded_on,
                held_on=held[branch.pk, activity],
            )
        )
    ]


def _held(
    on: date, branch_ids: Collection[int] | None
) -> defaultdict[tuple[int, ActivityKind], list[date]]:
    """The days on which each branch held each kind, from the year before on."""
    found: defaultdict[tuple[int, ActivityKind], list[date]] = defaultdict(list)
    rows = Activity.objects.filter(state=ActivityState.HELD, begins_at__year__gte=on.year - 1)
    if branch_ids is not None:
        rows = rows.filter(branch__in=branch_ids)
    for branch_id, kind, begins_at in rows.values_list("branch_id", "kind", "begins_at"):
        found[branch_id, ActivityKind(kind)].append(timezone.localdate(begins_at))
    return found
