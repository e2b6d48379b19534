"""Procedures on lists, in words: names masked, no risks and no reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.households.queries.procedures import is_overdue
from moli.households.rules.procedures import (
    TIER_OF,
    ProcedureKind,
    ProcedureState,
    StepKind,
)
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import village_name
from moli.interfaces.words import days
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name

_KINDS = {
    ProcedureState.OPEN: Kind.PLAIN,
    ProcedureState.APPROVED: Kind.OK,
    ProcedureState.REJECTED: Kind.WARN,
}
_TO_DO: Mapping[StepKind, Promise] = {
    StepKind.CLUE: _("提出来"),
    StepKind.CHECK: _("入户核实"),
    StepKind.REVIEW: _("开会评议"),
    StepKind.NOTICE: _("办公示"),
    StepKind.TOWN: _("审核"),
    StepKind.COUNTY: _("审定"),
}


@dataclass(frozen=True)
class ProcedureRow:
    """One line of a list: whose, what, where it stands, until when."""

    url: str
    household: str
    village: str
    change: str
    stands: str
    when: str
    is_overdue: bool
    kind: Kind
    is_generated: bool


def household_name(procedure: Any) -> str:
    """The household by its head, masked; `procedures_in_reach` loads the heads."""
    heads = procedure.household.heads
    name = masked_name(heads[0].name) if heads else masked_name("")
    return gettext("%(name)s家") % {"name": name}


def procedure_row(procedure: Any, *, on: date) -> ProcedureRow:
    """A procedure in the reader's language."""
    state = ProcedureState(procedure.state)
    is_late = is_overdue(procedure.due_on, on=on)
    return ProcedureRow(
        url=reverse("web:procedure", args=[procedure.uid]),
        household=household_name(procedure),
        village=village_name(procedure.household.village),
        change=label(ProcedureKind(procedure.kind)),
        stands=_stands(procedure, state),
        when=due_words(procedure.due_on, on=on) or days.full_day(procedure.ended_on),
        is_overdue=is_late,
        kind=Kind.ALERT if is_late else _KINDS[state],
        is_generated=procedure.household.is_generated,
    )


def due_words(due_on: date | None, *, on: date) -> str:
    """Until when a step is owed, said plainly when the day is past; nothing when none is."""
    if due_on is None:
        return ""
    if is_overdue(due_on, on=on):
        return gettext("%(day)s到期，已过") % {"day": days.day(due_on)}
    return days.until(due_on)


def step_words(procedure: Any) -> str:
    """What is to be done in the step that is owed, as a verb."""
    return str(_TO_DO[StepKind(procedure.step)])


def _stands(procedure: Any, state: ProcedureState) -> str:
    if state is not ProcedureState.OPEN:
        return label(state)
    step = StepKind(procedure.step)
    return gettext("%(step)s（%(tier)s办）") % {
        "step": label(step),
        "tier": label(TIER_OF[step]),
    }
