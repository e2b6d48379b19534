"""Procedures that a person may see, and the steps that wait for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from moli.households.models import FamilyMember, Notice, Procedure, Step
from moli.households.queries.reach import RegistryReach
from moli.households.rules.people import Relation
from moli.households.rules.procedures import (
    APPROVING,
    TIER_OF,
    ProcedureState,
    StepKind,
    Tier,
)
from moli.places.queries.directory import inside_areas

_PLACE = "household__village__code"


@dataclass(frozen=True)
class OwedCount:
    """How many steps wait for a person, and how many of them are overdue."""

    owed: int
    overdue: int


def procedures_in_reach(reach: RegistryReach) -> QuerySet[Procedure]:
    """Procedures of households in the person's own areas, the one due first in front.

    Those that are over come last, the newest in front. Household and village are loaded, and of
    each household the head's name as `household.heads`.
    """
    heads = FamilyMember.objects.filter(relation=Relation.HEAD, left_on=None)
    return (
        Procedure.objects.filter(
            inside_areas(reach.areas, field=_PLACE),
            household__is_in_review=False,
            household__withdrawn_at=None,
        )
        .select_related("household__village__parent")
        # The list needs no telephone number, so none is opened.
        .defer("household__phone", "household__address")
        .prefetch_related(
            Prefetch(
                "household__members",
                queryset=heads.only("name", "household_id"),
                to_attr="heads",
            )
        )
        .order_by(F("due_on").asc(nulls_last=True), F("ended_on").desc(), "pk")
    )


def procedure_in_reach(reach: RegistryReach, uid: UUID) -> Procedure | None:
    """One procedure that the person may read; outside their areas there is none."""
    return procedures_in_reach(reach).filter(uid=uid).first()


def steps_owed(reach: RegistryReach, *, by_key: str, on: date) -> QuerySet[Procedure]:
    """Procedures whose next step the person may take now, overdue ones first.

    A notice that still hangs waits for its last day, and what a person may not do because of
    what they did before (sign twice, approve where they took part) waits for others.
    """
    hanging = Notice.objects.filter(procedure=OuterRef("pk"), to_on__gt=on)
    return (
        procedures_in_reach(reach)
        .filter(_may_act(reach), state=ProcedureState.OPEN)
        .exclude(Q(step=StepKind.NOTICE) & Exists(hanging))
        .exclude(_did_before(by_key))
    )


def count_owed(reach: RegistryReach, *, by_key: str, on: date) -> OwedCount:
    """How much waits for the person: two counts in one query; nothing asks nothing."""
    if not reach.areas:
        return OwedCount(0, 0)
    days = steps_owed(reach, by_key=by_key, on=on).prefetch_related(None)
    due = list(days.order_by().values_list("due_on", flat=True))
    return OwedCount(len(due), sum(is_overdue(day, on=on) for day in due))


def is_overdue(due_on: date | None, *, on: date) -> bool:
    """Whether a step should have been taken before a day."""
    return due_on is not None and due_on < on


def steps_of(procedure: Procedure) -> QuerySet[Step]:
    """What was done in a procedure, in its order."""
    return Step.objects.filter(procedure=procedure).order_by("pk")


def notice_of(procedure: Procedure) -> Notice | None:
    """The notice of a procedure, once it was put up."""
    return Notice.objects.filter(procedure=procedure).first()


def notice_in_reach(reach: RegistryReach, uid: UUID) -> Notice | None:
    """One notice of a household in the person's own areas, with its procedure."""
    return (
        Notice.objects.filter(uid=uid, procedure__in=procedures_in_reach(reach).order_by())
        .select_related("procedure__household__village__parent")
        .defer("procedure__household__phone", "procedure__household__address")
        .first()
    )


def open_procedures_of(household_id: int) -> QuerySet[Procedure]:
    """What is open for a household now, one on a track at most."""
    return Procedure.objects.filter(household_id=household_id, state=ProcedureState.OPEN).order_by(
        "pk"
    )


def procedures_of(household_ids: Iterable[int]) -> QuerySet[Procedure]:
    """All procedures of some households, oldest first."""
    return Procedure.objects.filter(household_id__in=list(household_ids)).order_by("pk")


def _may_act(reach: RegistryReach) -> Q:
    """The step is one of a tier in which the person acts there."""
    areas = {
        Tier.VILLAGE: reach.village_areas,
        Tier.TOWN: reach.town_areas,
        Tier.COUNTY: reach.county_areas,
    }
    condition = Q(pk__in=[])
    for tier, codes in areas.items():
        owed = [step for step in StepKind if TIER_OF[step] is tier]
        condition |= Q(step__in=owed) & inside_areas(codes, field=_PLACE)
    return condition


def _did_before(by_key: str) -> Q:
    own = Step.objects.filter(procedure=OuterRef("pk"), by_key=by_key)
    put_up = Notice.objects.filter(procedure=OuterRef("pk"), put_up_by_key=by_key)
    signed = Q(step=StepKind.CHECK) & Exists(own.filter(kind=StepKind.CHECK))
    took_part = Q(step__in=sorted(APPROVING)) & (Exists(own) | Exists(put_up))
    return signed | took_part
