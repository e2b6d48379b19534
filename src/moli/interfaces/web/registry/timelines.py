"""Where a household stood and stands, and who decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext

from moli.households.queries.record_sheets import RecordSheet
from moli.households.rules.causes import Risk
from moli.households.rules.procedures import (
    APPROVING,
    ProcedureKind,
    ProcedureState,
    StepKind,
)
from moli.households.rules.statuses import State
from moli.interfaces.design.parts import TimelineEvent
from moli.interfaces.words import days
from moli.interfaces.words.amounts import yuan
from moli.interfaces.words.labels import label

_BAD = frozenset({State.RELAPSED, State.HARDSHIP})


def status_events(
    sheet: RecordSheet, *, steps: Mapping[str, Sequence[Any]], is_own: bool
) -> list[TimelineEvent]:
    """All that the household was, oldest first, and what is on its way.

    Risks and reasons may name an illness, so only people of its own area read them.
    """
    events = [
        TimelineEvent(
            when=days.full_day(status.from_on),
            what=format_html("<strong>{}</strong>", label(State(status.state))),
            note=gettext("。").join(
                _note(status, steps.get(status.procedure_key, ()), is_own=is_own)
            ),
            is_bad=State(status.state) in _BAD,
        )
        for status in reversed(sheet.statuses)
    ]
    open_now = (each for each in sheet.procedures if each.state == ProcedureState.OPEN)
    return [*events, *(_to_come(procedure) for procedure in reversed(list(open_now)))]


def _note(status: Any, steps: Sequence[Any], *, is_own: bool) -> Iterator[str]:
    """What it was judged by, frozen then, and who proposed and who approved."""
    if status.per_capita_fen is not None and status.line_fen is not None:
        yield gettext("%(year)s 年人均 %(sum)s，线 %(line)s") % {
            "year": str(status.income_year),
            "sum": yuan(status.per_capita_fen),
            "line": yuan(status.line_fen),
        }
    if status.risks and is_own:
        yield gettext("风险：%(risks)s") % {
            "risks": gettext("、").join(label(Risk(risk)) for risk in status.risks)
        }
    # A reason is only written with a roster or by hand; a procedure has its own words.
    if status.reason and is_own:
        yield status.reason
    proposed = [step.by_name for step in steps if step.kind == StepKind.CLUE]
    approved = [step.by_name for step in steps if step.kind in APPROVING]
    if proposed and approved:
        yield gettext("提出：%(proposed)s；批准：%(approved)s") % {
            "proposed": gettext("、").join(proposed),
            "approved": gettext("、").join(approved),
        }
    elif not status.procedure_key:
        yield gettext("随花名册带来")


def _to_come(procedure: Any) -> TimelineEvent:
    step = label(StepKind(procedure.step))
    return TimelineEvent(
        when=days.until(procedure.due_on) if procedure.due_on else gettext("没有期限"),
        what=gettext("%(kind)s：%(step)s")
        % {"kind": label(ProcedureKind(procedure.kind)), "step": step},
        note=gettext("提出的人和批准的人不能是同一个人。"),
        is_to_come=True,
    )
