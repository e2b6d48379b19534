"""Opening a procedure: somebody proposes that a household's status changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.models import Household, Procedure, Step
from moli.households.queries.grounds import limits_that_hold, situation_of
from moli.households.rules.procedures import ProcedureKind, ProcedureState, StepKind, Verdict
from moli.households.rules.proposing import Proposed, faults_of_proposed
from moli.households.services.locking import HouseholdWithdrawn, locked_household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Fact, Refusal


class HouseholdInReview(Refusal):
    """A household that came with a roster nobody has agreed to yet."""


class ProcedureOpenAlready(Refusal):
    """Another procedure of the household is open on the same track."""


class ProcedureKeyTaken(Refusal):
    """The form's key belongs to something that was sent before, by somebody else or elsewhere."""


@transaction.atomic
def open_procedure(
    *, household_id: int, proposed: Proposed, request_key: UUID, by: Actor, at: datetime
) -> Procedure:
    """Propose a change of a household's status; the home check is owed next.

    The same key again answers with the procedure of the first call. Refuses what
    `rules.proposing` finds (a state that may not follow, monitoring before there was any, a
    removal within six months or of a household in which nobody can work, risks that are missing,
    too many or without words), a second open procedure on the track, and a household that is in
    review or withdrawn.
    """
    household = standing_household(household_id)
    known = Procedure.objects.filter(request_key=request_key).first()
    if known is not None:
        return _same(known, household_id=household_id, proposed=proposed, by=by)
    on = timezone.localdate(at)
    for fault in faults_of_proposed(proposed, situation_of(household_id, on=on)):
        raise fault
    row = _row(household, proposed, on=on, request_key=request_key)
    open_now = Procedure.objects.filter(
        household=household, track=row.track, state=ProcedureState.OPEN
    ).first()
    if open_now is not None:
        raise ProcedureOpenAlready(field="kind", procedure=ProcedureKind(open_now.kind))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Somebody was quicker, or the key is used: the constraints are the last line.
        raise ProcedureKeyTaken(field="request_key") from None
    Step.objects.create(
        procedure=row,
        request_key=request_key,
        kind=StepKind.CLUE,
        verdict=Verdict.PASS,
        words=proposed.words,
        by_key=by.key,
        by_name=by.name,
        on=on,
        at=at,
    )
    record_act("open_procedure", row, by=by, at=at, clue_source=proposed.clue_source)
    return row


def standing_household(household_id: int) -> Household:
    """The household's row with its village, locked until the transaction ends.

    Refuses one that is in review, withdrawn or erased.
    """
    household = locked_household(household_id)
    if household.erased_at is not None:
        raise HouseholdWithdrawn(field="household")
    if household.is_in_review:
        raise HouseholdInReview(field="household")
    return household


def record_act(verb: str, procedure: Procedure, *, by: Actor, at: datetime, **facts: Fact) -> None:
    """Record an act of a procedure, with what it leads to."""
    record(
        verb=f"households.{verb}",
        on=Subject("procedure", procedure.key, procedure.household.village.code),
        by=by,
        at=at,
        procedure=procedure.kind,
        target=procedure.target,
        **facts,
    )


def _same(known: Procedure, *, household_id: int, proposed: Proposed, by: Actor) -> Procedure:
    first = known.steps.get(kind=StepKind.CLUE)
    if (known.household_id, known.target, first.by_key) != (household_id, proposed.target, by.key):
        raise ProcedureKeyTaken(field="request_key")
    return known


def _row(household: Household, proposed: Proposed, *, on: date, request_key: UUID) -> Procedure:
    is_monitoring = proposed.kind is ProcedureKind.MONITOR
    days = limits_that_hold(on).check_days_max
    return Procedure(
        request_key=request_key,
        household=household,
        kind=proposed.kind,
        track=proposed.target.track,
        target=proposed.target,
        step=StepKind.CHECK,
        due_on=on + timedelta(days=days),
        clue_source=proposed.clue_source,
        words=proposed.words.strip(),
        risks=sorted(set(proposed.risks)) if is_monitoring else [],
        risk_words=proposed.risk_words.strip() if is_monitoring else "",
        opened_on=on,
    )
