"""One procedure: what was done, what it rests on, and the one decision that is owed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.households.queries.procedures import notice_of, procedure_in_reach, steps_of
from moli.households.queries.reach import RegistryReach
from moli.households.rules.procedures import ProcedureKind, ProcedureState, StepKind
from moli.households.rules.statuses import State
from moli.households.services.stepping import put_up_notice, take_step
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.fields import error_lines
from moli.interfaces.web.procedures.desks import (
    StepDesk,
    notice_form,
    sent_form,
    step_desk,
    tiers_of,
)
from moli.interfaces.web.procedures.forms import change_words
from moli.interfaces.web.procedures.grounds import grounds_view, proposal_facts
from moli.interfaces.web.procedures.rows import due_words, procedure_row
from moli.interfaces.web.procedures.story import current_step, step_labels, story
from moli.interfaces.web.registry.doors import reach_of
from moli.interfaces.web.registry.forms import RegistryForm, attempt
from moli.interfaces.words.labels import label


@require_http_methods(["GET", "HEAD", "POST"])
def procedure(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The page; sent to, it takes the step that is owed or puts up the notice.

    A form that cannot be read, or that was refused, comes back with what was typed. A step that
    is not owed any more, or not by this person, is told on the page as it is now.
    """
    reach = reach_of(request)
    found = procedure_in_reach(reach, uid)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, reach)
    if request.POST.get("act") == "notice":
        return _put_up(request, found, reach)
    return _take(request, found, reach)


def _take(request: MoliRequest, found: Any, reach: RegistryReach) -> HttpResponse:
    form = sent_form(found, data=request.POST, on=clock.today())
    if form is None:
        raise Http404
    done = attempt(
        form,
        lambda: take_step(
            procedure_id=found.pk,
            act=form.act(),
            tiers=tiers_of(found, reach=reach),
            request_key=form.cleaned_data["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        ),
    )
    if done:
        now = procedure_in_reach(reach, found.uid) or found
        messages.success(request, _told(now, taken=form.act().kind))
        return redirect("web:procedure", uid=found.uid)
    desk = _desk(request, found, reach)
    if desk is None or desk.form is None or found.step != form["step"].value():
        return _told_no(request, found, form)
    return _page(request, found, reach, desk=replace(desk, form=form, is_folded=False))


def _put_up(request: MoliRequest, found: Any, reach: RegistryReach) -> HttpResponse:
    today = clock.today()
    form = notice_form(found, on=today, data=request.POST)
    done = attempt(
        form,
        lambda: put_up_notice(
            procedure_id=found.pk,
            to_on=form.to_on(today),
            tiers=tiers_of(found, reach=reach),
            by=request.standing.actor,
            at=clock.now(),
        ),
    )
    if done:
        messages.success(request, gettext("公示记下了，请打印贴出去。"))
        return redirect("web:procedure", uid=found.uid)
    desk = _desk(request, found, reach)
    if desk is None or desk.notice_form is None:
        return _told_no(request, found, form)
    return _page(request, found, reach, desk=replace(desk, notice_form=form))


def _told_no(request: MoliRequest, found: Any, form: RegistryForm) -> HttpResponse:
    """The page as it is now, with why what was sent did not count."""
    for error in error_lines(form):
        messages.error(request, error.text)
    return redirect("web:procedure", uid=found.uid)


def _told(found: Any, *, taken: StepKind) -> str:
    """What came of a step, in one line."""
    state, step = ProcedureState(found.state), StepKind(found.step)
    if state is ProcedureState.REJECTED:
        return gettext("记下了：不通过，这一件办完了。")
    if state is ProcedureState.APPROVED:
        return gettext("审定了：%(state)s。") % {"state": label(State(found.target))}
    if step is taken:
        return gettext("签好了，还要另一位来签。")
    return gettext("记下了。下一步：%(step)s。") % {"step": label(step)}


def _desk(request: MoliRequest, found: Any, reach: RegistryReach) -> StepDesk | None:
    return step_desk(found, reach=reach, by=request.standing.actor, on=clock.today())


def _page(
    request: MoliRequest, found: Any, reach: RegistryReach, *, desk: StepDesk | None = None
) -> HttpResponse:
    """The page, with a desk whose form was refused, or the desk as it is."""
    on, is_refused = clock.today(), desk is not None
    notice, state = notice_of(found), ProcedureState(found.state)
    household = found.household
    row = procedure_row(found, on=on)
    context = {
        "row": row,
        "desk": desk or _desk(request, found, reach),
        "uid": found.uid,
        "household_url": reverse("web:household", args=[household.uid]),
        "group_name": household.group_name,
        "change": change_words(ProcedureKind(found.kind), State(found.target)),
        "state": label(state),
        "state_kind": row.kind,
        "due": due_words(found.due_on, on=on),
        "steps": step_labels(),
        "step": current_step(found),
        "facts": proposal_facts(found),
        "grounds": grounds_view(found, on=on),
        "story": story(found, steps=list(steps_of(found)), notice=notice, on=on),
        "notice": notice,
        "is_refused": is_refused,
    }
    status = 422 if is_refused else 200
    return render(request, "web/procedures/procedure.html", context, status=status)
