"""Planning an activity of a branch."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.party.activities_doors import branch_in_sight
from moli.interfaces.web.party.activities_forms import USUAL_TIME, PlanForm, kinds_of
from moli.interfaces.web.party.doors import acting
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.labels import label
from moli.party.queries.sight import MemberSight, activities_of
from moli.party.rules.organisation import ActivityKind, Form
from moli.party.services.activities import plan_activity


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Plan an activity; the address may name the kind. Sent twice, it is planned once."""
    branch, sight = branch_in_sight(request, uid)
    form_of = Form(branch.form)
    is_sent = request.method == "POST"
    form = PlanForm(
        request.POST if is_sent else None,
        form=form_of,
        initial={} if is_sent else _initial(request, branch, sight),
    )
    made: list[Any] = []

    def act() -> None:
        made.append(
            plan_activity(
                planned=form.planned(branch.uid),
                request_key=form.cleaned_data["request_key"],
                by=acting(request),
                at=clock.now(),
            )
        )

    if is_sent and attempt(form, act):
        return _planned(request, made[0])
    desk = Desk(
        title=gettext("安排一次组织生活"),
        sub=name_of(branch),
        button=gettext("安排"),
        here=request.path,
        back=reverse("web:activities", args=[branch.uid]),
        back_words=pgettext("party pages", "组织生活"),
        notes=(gettext("应到的人按那天支部的名单算，不用一个个写。"),),
    )
    return show(request, desk, form)


def _planned(request: MoliRequest, row: Any) -> HttpResponse:
    """What is over is written down at once; what is to come is looked at."""
    if row.begins_at <= clock.now():
        messages.success(request, gettext("安排好了，现在记谁到了。"))
        return redirect("web:hold_activity", uid=row.uid)
    messages.success(request, gettext("安排好了，到时候来记谁到了。"))
    return redirect("web:activity", uid=row.uid)


def _initial(request: MoliRequest, branch: Any, sight: MemberSight) -> dict[str, object]:
    """Today in the usual place; what the address names."""
    last = activities_of(branch, sight=sight).first()
    asked = request.GET.get("kind", "")
    known = asked in {str(kind) for kind in kinds_of(Form(branch.form))}
    return {
        "day": clock.today(),
        "clock": USUAL_TIME,
        "place": last.place if last else "",
        **({"kind": asked, "title": label(ActivityKind(asked))} if known else {}),
    }
