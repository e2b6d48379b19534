"""What rosters brought, for those who look it through."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from moli.households.models import Batch, FamilyMember, Household, Status
from moli.households.rules.batches import BatchState
from moli.households.rules.causes import Cause
from moli.households.rules.people import Relation
from moli.households.rules.statuses import State, Track
from moli.places.models import Division
from moli.places.queries.directory import divisions_of_codes, inside_areas


@dataclass(frozen=True)
class VillageCount:
    """How many households and people a batch brings to a village."""

    village: Division
    households: int
    people: int


@dataclass(frozen=True)
class BatchFigures:
    """A batch in numbers: by village, by state (None: never registered), by main cause."""

    households: int
    people: int
    villages: tuple[VillageCount, ...]
    states: tuple[tuple[State | None, int], ...]
    causes: tuple[tuple[Cause, int], ...]


def batches_in_areas(area_codes: Collection[str]) -> QuerySet[Batch]:
    """Batches all of whose households lie in some areas, the newest first."""
    return Batch.objects.filter(inside_areas(area_codes, field="area_code")).order_by("-pk")


def batch_in_areas(area_codes: Collection[str], uid: UUID) -> Batch | None:
    """One of them."""
    return batches_in_areas(area_codes).filter(uid=uid).first()


def batch_of_file(area_codes: Collection[str], file_hash: str) -> Batch | None:
    """The batch of a file, by its hash, unless that was undone; of another area none."""
    standing = batches_in_areas(area_codes).exclude(state=BatchState.UNDONE)
    return standing.filter(file_hash=file_hash).first()


def batches_waiting(area_codes: Collection[str], *, by_key: str) -> QuerySet[Batch]:
    """Those that wait for this person to look them through: somebody else brought them."""
    waiting = batches_in_areas(area_codes).filter(state=BatchState.IN_REVIEW)
    return waiting.exclude(brought_by_key=by_key)


def households_of_batch(batch: Batch) -> QuerySet[Household]:
    """The households of a batch with their village, head and open state, also in review."""
    heads = FamilyMember.objects.filter(relation=Relation.HEAD)
    states = Status.objects.filter(track=Track.POVERTY, to_on=None)
    return (
        Household.objects.filter(batch=batch)
        .select_related("village__parent")
        .prefetch_related(Prefetch("members", heads), Prefetch("statuses", states))
        .annotate(people=Count("members"))
        .defer("phone")
        .order_by("pk")
    )


def batch_figures(batch: Batch) -> BatchFigures:
    """The numbers of a batch: five queries."""
    households = Household.objects.filter(batch=batch)
    by_village = households.values("village__code").order_by("village__code")
    counts = by_village.annotate(
        homes=Count("pk", distinct=True), people=Count("members", distinct=True)
    )
    found = {row["village__code"]: (row["homes"], row["people"]) for row in counts}
    villages = tuple(
        VillageCount(village, *found[village.code]) for village in divisions_of_codes(found)
    )
    open_states = Q(statuses__track=Track.POVERTY, statuses__to_on=None)
    states = households.filter(open_states).values("statuses__state").annotate(n=Count("pk"))
    causes = households.exclude(main_cause="").values("main_cause").annotate(n=Count("pk"))
    by_state = {State(row["statuses__state"]): row["n"] for row in states.order_by("-n")}
    all_homes = sum(one.households for one in villages)
    never = all_homes - sum(by_state.values())
    return BatchFigures(
        households=all_homes,
        people=sum(one.people for one in villages),
        villages=villages,
        states=(*by_state.items(), *([(None, never)] if never else [])),
        causes=tuple(
            (Cause(row["main_cause"]), row["n"]) for row in causes.order_by("-n", "main_cause")
        ),
    )
