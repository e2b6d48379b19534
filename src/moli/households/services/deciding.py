"""The county's decision: everything is judged again, and what it was judged by is frozen."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from moli.households.models import Household, Procedure, Status
from moli.households.queries.grounds import Grounds, grounds_of
from moli.households.rules.course import StatusBeginsTooEarly
from moli.households.rules.procedures import ProcedureState
from moli.households.rules.snapshots import SnapshotReason
from moli.households.services.backfilling import end_status
from moli.households.services.proposing import record_act
from moli.households.services.snapshots import take_snapshot
from moli.kernel.actor import Actor


def decide(procedure: Procedure, *, household: Household, by: Actor, at: datetime) -> Status:
    """Agree to a procedure whose household and row the caller holds locked.

    The status in force on the track ends on this day and the new one begins, with the line, the
    income and the standard as they are now; later lines and incomes leave it as it was. The
    household is frozen whole. Refuses what the rules find on this day: a state that may not
    follow any more, a line or an income that is missing or on the wrong side, something of 八有
    that is missing, a removal too early or where nobody can work, and a second change of status
    on one day.
    """
    on = timezone.localdate(at)
    grounds = grounds_of(procedure, household=household, on=on)
    for fault in grounds.faults():
        raise fault
    _end_before(procedure, on=on)
    _freeze(procedure, grounds, on=on)
    status = _status_row(procedure, on=on)
    status.save(force_insert=True)
    take_snapshot(
        household=household,
        reason=SnapshotReason.DECISION,
        year=on.year,
        procedure_key=procedure.key,
        at=at,
    )
    record_act("decide", procedure, by=by, at=at, **_figures(procedure))
    return status


def _end_before(procedure: Procedure, *, on: date) -> None:
    before = Status.objects.filter(
        household_id=procedure.household_id, track=procedure.track, to_on=None
    ).first()
    if before is None:
        return
    if before.from_on >= on:
        raise StatusBeginsTooEarly(field="from_on", from_on=before.from_on.isoformat())
    end_status(before, on=on)


def _freeze(procedure: Procedure, grounds: Grounds, *, on: date) -> None:
    income, line = grounds.income, grounds.line
    procedure.standard = grounds.standard
    procedure.line = line
    procedure.line_fen = line.fen if line else None
    procedure.income_year = income.year if income else None
    procedure.per_capita_fen = income.income.per_capita_fen if income else None
    procedure.state = ProcedureState.APPROVED
    procedure.due_on = None
    procedure.ended_on = on
    frozen = ["standard", "line", "line_fen", "income_year", "per_capita_fen"]
    procedure.save(update_fields=[*frozen, "state", "due_on", "ended_on"])


def _status_row(procedure: Procedure, *, on: date) -> Status:
    return Status(
        household_id=procedure.household_id,
        track=procedure.track,
        state=procedure.target,
        from_on=on,
        procedure_key=procedure.key,
        risks=procedure.risks,
        risk_words=procedure.risk_words,
        line=procedure.line,
        line_fen=procedure.line_fen,
        income_year=procedure.income_year,
        per_capita_fen=procedure.per_capita_fen,
    )


def _figures(procedure: Procedure) -> dict[str, int]:
    """What the decision rested on, as far as there was any; sums in fen."""
    figures = {
        "line_fen": procedure.line_fen,
        "income_year": procedure.income_year,
        "per_capita_fen": procedure.per_capita_fen,
    }
    return {name: value for name, value in figures.items() if value is not None}
