"""Where a procedure stands, for the rules that say who may go on with it."""

from __future__ import annotations

from moli.households.models import Notice, Procedure, Step
from moli.households.rules.procedures import ProcedureKind, ProcedureState, StepKind
from moli.households.rules.stepping import Course


def course_of(procedure: Procedure) -> Course:
    """Where a procedure stands and who took part: two queries."""
    steps = list(Step.objects.filter(procedure=procedure).values_list("kind", "by_key"))
    notice = Notice.objects.filter(procedure=procedure).first()
    took_part = {by_key for _, by_key in steps}
    if notice is not None:
        took_part.add(notice.put_up_by_key)
    return Course(
        kind=ProcedureKind(procedure.kind),
        state=ProcedureState(procedure.state),
        step=StepKind(procedure.step),
        signed=frozenset(by_key for kind, by_key in steps if kind == StepKind.CHECK),
        took_part=frozenset(took_part),
        notice_to_on=notice.to_on if notice else None,
    )
