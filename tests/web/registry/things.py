"""What an address of the registry can be about: a procedure, a notice, a batch; one call each."""

from __future__ import annotations

from datetime import timedelta

from moli.households.models import Batch, Household, Notice, Procedure
from moli.households.rules.people import LeaveReason
from moli.households.rules.procedures import ClueSource, ProcedureKind, StepKind, Tier
from moli.households.rules.proposing import Proposed
from moli.households.rules.statuses import State
from moli.households.rules.stepping import Act
from moli.households.services.erasing import withdraw_household
from moli.households.services.proposing import open_procedure
from moli.households.services.stepping import put_up_notice, take_step
from moli.kernel.actor import Actor
from tests.factories import NOW, TESTER, TODAY, household, key
from tests.factories.rosters import head, imported, numbered

_CHECKERS = (Actor("user:first", "甲"), Actor("user:second", "乙"))
_ALL = frozenset(Tier)


def procedure_of(row: Household) -> Procedure:
    """A registration that waits for its home check."""
    return open_procedure(
        household_id=row.pk,
        proposed=Proposed(ProcedureKind.REGISTER, State.REGISTERED, ClueSource.CADRE),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )


def notice_of(row: Household) -> Notice:
    """A registration whose notice hangs in the village."""
    procedure = procedure_of(row)
    for by in _CHECKERS:
        _step(procedure, Act(StepKind.CHECK, has_household_signed=True), by=by)
    _step(procedure, Act(StepKind.REVIEW), by=_CHECKERS[0])
    return put_up_notice(
        procedure_id=procedure.pk,
        to_on=TODAY + timedelta(days=5),
        tiers=_ALL,
        by=_CHECKERS[0],
        at=NOW,
    )


def _step(procedure: Procedure, act: Act, *, by: Actor) -> None:
    take_step(procedure_id=procedure.pk, act=act, tiers=_ALL, request_key=key(), by=by, at=NOW)


def batch_of(village_code: str) -> Batch:
    """A roster of one household of a village that waits for its review."""
    imported(numbered(head(VILLAGE_CODE=village_code)), area_codes=[village_code[:9]])
    return Batch.objects.get()


def withdrawn_in(village_code: str) -> Household:
    """A household that moved away and still has its names."""
    return withdraw_household(
        household_id=household(village_code=village_code).pk,
        reason=LeaveReason.MOVED,
        by=_CHECKERS[0],
        at=NOW,
    )
