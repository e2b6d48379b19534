"""Taking the steps of a procedure: check, review, notice, town, county."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.households.models import FamilyMember, Household, Notice, Procedure, Step
from moli.households.queries.courses import course_of
from moli.households.queries.grounds import exit_items_on, limits_that_hold
from moli.households.rules.judging import faults_of_items
from moli.households.rules.people import Relation
from moli.households.rules.procedures import (
    CHECKERS_NEEDED,
    ProcedureKind,
    ProcedureState,
    StepKind,
    Tier,
    Verdict,
    next_step,
)
from moli.households.rules.stepping import (
    Act,
    HouseholdNotSigned,
    NoticeUpAlready,
    due_after,
    faults_of_act,
    faults_of_notice,
    faults_of_taker,
)
from moli.households.services.deciding import decide
from moli.households.services.proposing import (
    ProcedureKeyTaken,
    record_act,
    standing_household,
)
from moli.kernel.actor import Actor
from moli.kernel.identifiers import masked_name


@transaction.atomic
def take_step(
    *,
    procedure_id: int,
    act: Act,
    tiers: Collection[Tier],
    request_key: UUID,
    by: Actor,
    at: datetime,
) -> Procedure:
    """Take the step that is owed, or turn the procedure down at it.

    The home check moves on after the second person has signed. The notice is closed by its step
    and put up by `put_up_notice`; the county's step decides (`deciding.decide`). A no at any step
    ends the procedure; another may be proposed. The same key again changes nothing.

    `tiers` are those for which the person may act in the household's village. Refuses a step
    that is not owed now or is another tier's, a second signature of one person, an approval by
    somebody who took part, a no or an objection without words, a check that the household did
    not sign or that found something missing, a notice that still hangs, and what the county may
    not agree to.
    """
    household, procedure = _held(procedure_id)
    known = Step.objects.filter(request_key=request_key).first()
    if known is not None:
        if (known.procedure_id, known.kind, known.by_key) != (procedure_id, act.kind, by.key):
            raise ProcedureKeyTaken(field="request_key")
        return procedure
    on = timezone.localdate(at)
    course = course_of(procedure)
    faults = chain(faults_of_taker(course, tiers, by_key=by.key), faults_of_act(course, act, on=on))
    for fault in faults:
        raise fault
    _take_down(procedure, act, on=on)
    Step.objects.create(
        procedure=procedure,
        request_key=request_key,
        kind=act.kind,
        verdict=act.verdict,
        words=act.words.strip(),
        by_key=by.key,
        by_name=by.name,
        on=on,
        at=at,
    )
    record_act("take_step", procedure, by=by, at=at, step=act.kind, verdict=act.verdict)
    if act.verdict is Verdict.REJECT:
        _turn_down(procedure, on=on)
    elif act.kind is StepKind.COUNTY:
        decide(procedure, household=household, by=by, at=at)
    elif act.kind is not StepKind.CHECK or len(course.signed) + 1 >= CHECKERS_NEEDED:
        _move_on(procedure, on=on)
    return procedure


@transaction.atomic
def put_up_notice(
    *, procedure_id: int, to_on: date, tiers: Collection[Tier], by: Actor, at: datetime
) -> Notice:
    """Put up the notice in the village until a day; what it shows is copied now and stays.

    It names the head with the name masked, the group, how many people, and what is proposed,
    nothing else. A second call by the same person answers with the notice that hangs. Refuses a
    notice that is not owed now or is another tier's, one that somebody else put up, and one that
    would hang for less days than the standard asks.
    """
    household, procedure = _held(procedure_id)
    known = Notice.objects.filter(procedure=procedure).first()
    if known is not None:
        if known.put_up_by_key != by.key:
            raise NoticeUpAlready(field="step", to_on=known.to_on.isoformat())
        return known
    on = timezone.localdate(at)
    course = course_of(procedure)
    faults = chain(
        faults_of_taker(course, tiers, by_key=by.key),
        faults_of_notice(course, limits_that_hold(on), from_on=on, to_on=to_on),
    )
    for fault in faults:
        raise fault
    notice = _notice_row(procedure, household=household, by=by)
    notice.from_on, notice.to_on = on, to_on
    notice.save(force_insert=True)
    procedure.due_on = to_on
    procedure.save(update_fields=["due_on"])
    record_act("put_up_notice", procedure, by=by, at=at, to_on=to_on.isoformat())
    return notice


def _held(procedure_id: int) -> tuple[Household, Procedure]:
    """Household and procedure, locked in this order."""
    household = standing_household(Procedure.objects.get(pk=procedure_id).household_id)
    procedure = Procedure.objects.select_for_update(of=("self",)).get(pk=procedure_id)
    procedure.household = household
    return household, procedure


def _take_down(procedure: Procedure, act: Act, *, on: date) -> None:
    """Keep what a step brings beside its verdict: what was found, or that somebody objected."""
    if act.kind is StepKind.CHECK:
        _take_down_check(procedure, act, on=on)
    if act.kind is StepKind.NOTICE and act.has_objection:
        Notice.objects.filter(procedure=procedure).update(has_objection=True)


def _take_down_check(procedure: Procedure, act: Act, *, on: date) -> None:
    """Keep what the first of the two found; the second finds it written and confirms it."""
    if not procedure.steps.filter(kind=StepKind.CHECK).exists():
        procedure.results = {str(item): found for item, found in act.results.items()}
        procedure.has_household_signed = act.has_household_signed
        procedure.save(update_fields=["results", "has_household_signed"])
    if act.verdict is Verdict.REJECT:
        return
    if not procedure.has_household_signed:
        raise HouseholdNotSigned(field="has_household_signed")
    if procedure.kind == ProcedureKind.EXIT:
        for fault in faults_of_items(exit_items_on(on), procedure.results):
            raise fault


def _turn_down(procedure: Procedure, *, on: date) -> None:
    procedure.state = ProcedureState.REJECTED
    procedure.due_on = None
    procedure.ended_on = on
    procedure.save(update_fields=["state", "due_on", "ended_on"])


def _move_on(procedure: Procedure, *, on: date) -> None:
    done = StepKind(procedure.step)
    procedure.step = next_step(done) or done
    procedure.due_on = due_after(done, limits_that_hold(on), on=on) or procedure.due_on
    procedure.save(update_fields=["step", "due_on"])


def _notice_row(procedure: Procedure, *, household: Household, by: Actor) -> Notice:
    """What the law lets a notice show, copied from the household as it is now."""
    people = FamilyMember.objects.filter(household=household, left_on=None)
    head = people.filter(relation=Relation.HEAD).values_list("name", flat=True).first()
    return Notice(
        procedure=procedure,
        village_name=household.village.name,
        head_name=masked_name(head or ""),
        group_name=household.group_name,
        people=people.count(),
        target=procedure.target,
        put_up_by_key=by.key,
        put_up_by_name=by.name,
    )
