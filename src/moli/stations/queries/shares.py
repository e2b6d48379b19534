"""How a station's commission is shared within its team, on a day and over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from moli.stations.models import SharePlan, TeamShare


@dataclass(frozen=True)
class PersonShare:
    """One person's part of what a station earns, in thousandths."""

    person_key: str
    person_name: str
    per_mille: int


@dataclass(frozen=True)
class Plan:
    """One version of a share plan: from a day, until the next one began, decided by whom."""

    from_on: date
    to_on: date | None
    source: str
    shares: tuple[PersonShare, ...]


def shares_on(station_key: str, *, on: date) -> tuple[PersonShare, ...]:
    """Whose part of a station's commission is how large on a day: one query.

    They make a thousand. Nobody: it is the station's own.
    """
    plans = SharePlan.objects.in_force(on=on).filter(station__uid=station_key)
    rows = TeamShare.objects.filter(plan__in=plans)
    return tuple(_share(row) for row in _largest_first(rows))


def plans_of(station_key: str) -> list[Plan]:
    """Every version of a station's share plan, the newest first: two queries."""
    shares = _largest_first(TeamShare.objects.all())
    plans = SharePlan.objects.filter(station__uid=station_key).order_by("-from_on")
    return [
        Plan(
            from_on=plan.from_on,
            to_on=plan.to_on,
            source=plan.source,
            shares=tuple(_share(row) for row in plan.shares.all()),
        )
        for plan in plans.prefetch_related(Prefetch("shares", queryset=shares))
    ]


def _largest_first(rows: QuerySet[TeamShare]) -> QuerySet[TeamShare]:
    return rows.order_by("-per_mille", "person_key")


def _share(row: TeamShare) -> PersonShare:
    return PersonShare(row.person_key, row.person_name, row.per_mille)
