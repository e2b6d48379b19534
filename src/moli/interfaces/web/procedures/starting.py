"""Proposing a change for a household: what may be proposed now, and why the rest may not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.households.queries.grounds import situation_of
from moli.households.queries.procedures import open_procedures_of
from moli.households.rules.procedures import TARGETS, ProcedureKind
from moli.households.rules.proposing import offers
from moli.households.rules.statuses import State
from moli.households.services.proposing import ProcedureOpenAlready, open_procedure
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.procedures.forms import ProposalForm, change_words
from moli.interfaces.web.registry.desks import household_desk, show
from moli.interfaces.web.registry.doors import household_to_change
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def start_procedure(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Propose one of the changes that are lawful for the household now; sent twice it is one."""
    found = household_to_change(request, uid)
    reasons = _reasons(found)
    is_sent = request.method == "POST"
    # What was sent is read against all there is: the service says why one may not be.
    targets = list(State) if is_sent else [one for one, why in reasons.items() if why is None]
    form = ProposalForm(request.POST if is_sent else None, targets=targets)
    opened: list[Any] = []
    if is_sent and attempt(form, lambda: opened.append(_open(request, found, form))):
        messages.success(request, gettext("提好了。下一步：入户核实，要两个人签。"))
        return redirect("web:procedure", uid=opened[0].uid)
    desk = household_desk(
        request,
        found,
        title=gettext("提一件办理"),
        button=gettext("提上去"),
        sub=gettext("提的人不能审，审的人不能提。"),
    )
    name = "start" if targets else "nothing"
    more = {"closed": _closed(reasons)}
    return show(request, desk, form, template=f"web/procedures/{name}.html", more=more)


def _open(request: MoliRequest, found: Any, form: ProposalForm) -> Any:
    return open_procedure(
        household_id=found.pk,
        proposed=form.proposed(),
        request_key=form.cleaned_data["request_key"],
        by=request.standing.actor,
        at=clock.now(),
    )


def _reasons(found: Any) -> dict[State, Refusal | None]:
    """Each state with why the household cannot be proposed for it now; None when it can."""
    try:
        offered = offers(situation_of(found.pk, on=clock.today()))
    except Refusal as refusal:
        return dict.fromkeys(State, refusal)
    open_now = {row.track: ProcedureKind(row.kind) for row in open_procedures_of(found.pk)}
    return {
        target: _taken(open_now.get(target.track)) or why
        for targets in offered.values()
        for target, why in targets.items()
    }


def _taken(kind: ProcedureKind | None) -> Refusal | None:
    return None if kind is None else ProcedureOpenAlready(field="kind", procedure=kind)


def _closed(reasons: dict[State, Refusal | None]) -> list[tuple[str, str]]:
    """What cannot be proposed and why; states of one kind with one reason are one line."""
    lines: dict[tuple[str, str], None] = {}
    for kind, targets in TARGETS.items():
        whys = {one: reasons[one] for one in sorted(targets)}
        codes = {why.code if why else "" for why in whys.values()}
        for target, why in whys.items():
            if why is None:
                continue
            words = label(kind) if len(codes) == 1 else change_words(kind, target)
            lines[(words, sentence(why))] = None
    return _first_of_each(lines)


def _first_of_each(lines: dict[tuple[str, str], None]) -> list[tuple[str, str]]:
    """One line for each name: reasons of one code differ in the state that they name only."""
    found: dict[str, str] = {}
    for words, why in lines:
        found.setdefault(words, why)
    return list(found.items())
