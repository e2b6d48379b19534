"""What happened in a procedure and who did it, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext

from moli.households.rules.procedures import (
    CHECKERS_NEEDED,
    TIER_OF,
    ClueSource,
    ProcedureState,
    StepKind,
    Verdict,
)
from moli.interfaces.design.parts import TimelineEvent
from moli.interfaces.web.procedures.rows import due_words
from moli.interfaces.words import days
from moli.interfaces.words.labels import label

_COURSE = tuple(StepKind)


def step_labels() -> list[str]:
    """The six steps of every procedure."""
    return [label(kind) for kind in _COURSE]


def current_step(procedure: Any) -> int:
    """Which of the six is owed, from one; beyond the last when the county agreed."""
    if procedure.state == ProcedureState.APPROVED:
        return len(_COURSE) + 1
    return _COURSE.index(StepKind(procedure.step)) + 1


def story(procedure: Any, *, steps: Sequence[Any], notice: Any, on: date) -> list[TimelineEvent]:
    """Everything in the order in which it happened, then what is owed next."""
    events = [(step.on, _step_event(step, procedure)) for step in steps]
    if notice is not None:
        # Put up after the review, closed by the step of the notice.
        place = next(
            (at for at, step in enumerate(steps) if step.kind == StepKind.NOTICE), len(steps)
        )
        events.insert(place, (notice.from_on, _notice_event(notice)))
    told = [event for _, event in events]
    return [*told, *_to_come(procedure, steps=steps, notice=notice, on=on)]


def _step_event(step: Any, procedure: Any) -> TimelineEvent:
    kind, is_no = StepKind(step.kind), step.verdict == Verdict.REJECT
    source = label(ClueSource(procedure.clue_source)) if kind is StepKind.CLUE else ""
    what = gettext("%(step)s：%(verdict)s") % {
        "step": label(kind),
        "verdict": source or label(Verdict(step.verdict)),
    }
    note = gettext("%(name)s。%(words)s") if step.words else "%(name)s"
    return TimelineEvent(
        when=days.moment(step.at),
        what=what,
        note=note % {"name": step.by_name, "words": step.words},
        is_bad=is_no,
    )


def _notice_event(notice: Any) -> TimelineEvent:
    until = gettext("%(name)s。公示到 %(day)s")
    return TimelineEvent(
        when=days.day(notice.from_on),
        what=gettext("贴出公示"),
        note=until % {"name": notice.put_up_by_name, "day": days.day(notice.to_on)},
    )


def _to_come(
    procedure: Any, *, steps: Sequence[Any], notice: Any, on: date
) -> Iterator[TimelineEvent]:
    """The step that is owed and those after it."""
    if procedure.state != ProcedureState.OPEN:
        return
    here = _COURSE.index(StepKind(procedure.step))
    for kind in _COURSE[here:]:
        tier = gettext("由%(tier)s办") % {"tier": label(TIER_OF[kind])}
        is_owed = kind is _COURSE[here]
        yield TimelineEvent(
            when=due_words(procedure.due_on, on=on) if is_owed else tier,
            what=_owed_words(kind, steps=steps, notice=notice) if is_owed else label(kind),
            note=tier if is_owed else "",
            is_to_come=True,
        )


def _owed_words(kind: StepKind, *, steps: Sequence[Any], notice: Any) -> str:
    if kind is StepKind.CHECK:
        left = CHECKERS_NEEDED - sum(step.kind == StepKind.CHECK for step in steps)
        return gettext("入户核实，还差 %(count)s 个人签字") % {"count": left}
    if kind is StepKind.NOTICE:
        return gettext("公示期满") if notice is not None else gettext("贴出公示")
    return label(kind)
