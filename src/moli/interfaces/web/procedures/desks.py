"""The one decision on a procedure's page: a form for who may act, a sentence for who may not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from moli.households.queries.courses import course_of
from moli.households.queries.grounds import exit_items_on, limits_that_hold
from moli.households.queries.reach import RegistryReach
from moli.households.rules.procedures import (
    TIER_OF,
    ProcedureKind,
    ProcedureState,
    StepKind,
    Tier,
)
from moli.households.rules.standards import ExitItem
from moli.households.rules.stepping import Course, faults_of_taker, notice_days_min
from moli.interfaces.web.procedures.forms import (
    CheckForm,
    ClosingForm,
    NoticeForm,
    StepForm,
    StoppingForm,
)
from moli.interfaces.web.registry.forms import Data
from moli.interfaces.words import days
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.actor import Actor


@dataclass(frozen=True)
class StepDesk:
    """What the person can do now. Without forms, `why_not` says why.

    `is_folded`: the step's form is not the next thing to do, so it stays closed until asked for.
    """

    title: str
    hint: str
    why_not: str
    form: StepForm | None = None
    notice_form: NoticeForm | None = None
    button: str = ""
    is_folded: bool = False


def step_desk(procedure: Any, *, reach: RegistryReach, by: Actor, on: date) -> StepDesk | None:
    """The desk of the step that is owed; none once the procedure is over."""
    course = course_of(procedure)
    if course.state is not ProcedureState.OPEN:
        return None
    title = _title(course)
    tiers = tiers_of(procedure, reach=reach)
    fault = next(faults_of_taker(course, tiers, by_key=by.key), None)
    if fault is not None:
        return StepDesk(title=title, hint=_who(course.step), why_not=sentence(fault))
    return _desk(course, title=title, on=on)


def tiers_of(procedure: Any, *, reach: RegistryReach) -> frozenset[Tier]:
    """For which tiers the person may act in the household's village."""
    return reach.tiers_at(procedure.household.village.code)


def sent_form(procedure: Any, *, data: Data, on: date) -> StepForm | None:
    """The form of the step that was sent, whatever is owed by now; none for no step at all.

    Sent a second time it is read as it was the first time, so that twice is once.
    """
    sent = data.get("step", "")
    if sent not in {str(kind) for kind in StepKind}:
        return None
    return _form(course_of(procedure), StepKind(sent), on=on, data=data)


def notice_form(procedure: Any, *, on: date, data: Data | None = None) -> NoticeForm:
    """The form that puts up the notice, empty or as it was sent."""
    kind = ProcedureKind(procedure.kind)
    return NoticeForm(data, days_min=notice_days_min(kind, limits_that_hold(on)))


def _form(course: Course, step: StepKind, *, on: date, data: Data | None = None) -> StepForm:
    if step is StepKind.CHECK and not course.signed:
        items: tuple[ExitItem, ...] = ()
        if course.kind is ProcedureKind.EXIT:
            items = exit_items_on(on)
        return CheckForm(data, step=step, items=items)
    if step is StepKind.NOTICE:
        is_down = course.notice_to_on is not None and on >= course.notice_to_on
        return (ClosingForm if is_down else StoppingForm)(data, step=step)
    return StepForm(data, step=step)


def _desk(course: Course, *, title: str, on: date) -> StepDesk:
    step = course.step
    form = _form(course, step, on=on)
    if step is StepKind.NOTICE:
        return _notice_desk(course, form, title=title, on=on)
    if step is StepKind.CHECK:
        hint = gettext("两个人都签了才往下走，您是第 %(place)s 位。") % {
            "place": len(course.signed) + 1
        }
        return StepDesk(title, hint, "", form, button=gettext("签字"))
    hints = {
        StepKind.REVIEW: gettext("开评议会，把结果记在这里。通过以后贴公示。"),
        StepKind.TOWN: gettext("参加过前面步骤的人不能审。通过以后报县里。"),
        StepKind.COUNTY: gettext("通过就改这户的状态，并存下当时的收入和线。"),
    }
    return StepDesk(title, hints[step], "", form, button=gettext("记下意见"))


def _notice_desk(course: Course, form: StepForm, *, title: str, on: date) -> StepDesk:
    to_on, stop = course.notice_to_on, gettext("不再办")
    if to_on is None:
        days_min = notice_days_min(course.kind, limits_that_hold(on))
        hint = gettext("打印出来贴在村里。户主姓名隐去中间，不写证件号码、电话和病情。")
        up = NoticeForm(days_min=days_min)
        return StepDesk(title, hint, "", form, up, button=stop, is_folded=True)
    if on < to_on:
        hint = gettext("公示到 %(day)s，那天起才能通过。") % {"day": days.full_day(to_on)}
        return StepDesk(title, hint, "", form, button=stop, is_folded=True)
    hint = gettext("公示满了。有人提过异议的，写明是什么、怎么核实的。")
    return StepDesk(title, hint, "", form, button=gettext("记下意见"))


def _title(course: Course) -> str:
    if course.step is StepKind.NOTICE:
        return gettext("公示中") if course.notice_to_on else gettext("贴出公示")
    return label(course.step)


def _who(step: StepKind) -> str:
    return gettext("轮到：%(tier)s") % {"tier": label(TIER_OF[step])}
