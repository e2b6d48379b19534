"""Waiving what a rule finds in a household, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from moli.households.queries.listing import lines_of
from moli.households.queries.reach import household_in_areas, registry_reach
from moli.households.services import waiving
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.quality.forms import WaiverForm
from moli.interfaces.web.quality.rows import FindingRow, findings_rows
from moli.interfaces.words.refusals import sentence
from moli.kernel.identifiers import masked_name
from moli.kernel.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def household_waive(request: MoliRequest, uid: UUID, code: str) -> HttpResponse:
    """What a rule finds in a household: waive it with a reason, or see why it was waived."""
    household, rows = _findings(request, uid, code)
    open_rows = [row for row in rows if not row.is_waived]
    may_waive = rows[0].may_waive
    is_sent = request.method == "POST"
    if is_sent and not may_waive:
        raise Http404
    form = WaiverForm(request.POST if is_sent else None, open_rows=open_rows)
    if is_sent and form.is_valid():
        try:
            waiving.waive(
                household_id=household.pk,
                member_key=form.member_key,
                rule_code=code,
                reason=form.cleaned_data["reason"],
                by=request.standing.actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("已豁免，不再算作要改的。原因和您的名字都留着。"))
            return redirect("web:quality_rule", code=code)
    (line,) = lines_of([household], on=clock.today())
    context = {
        "uid": uid,
        "name": masked_name(line.head_name),
        "village": village_name(household.village),
        "group_name": household.group_name,
        "is_generated": household.is_generated,
        "rule": rows[0].rule,
        "open_rows": open_rows,
        "waived_rows": [row for row in rows if row.is_waived],
        "may_waive": may_waive,
        "form": form,
    }
    return render(request, "web/quality/waive.html", context)


@require_POST
def household_end_waiver(request: MoliRequest, uid: UUID, code: str) -> HttpResponse:
    """Let a waived finding count again. Only one that stands on the page can be named."""
    _, rows = _findings(request, uid, code)
    named = [row for row in rows if str(row.waiver_id) == request.POST.get("waiver")]
    if not named or not named[0].may_waive or named[0].waiver_id is None:
        raise Http404
    try:
        row = waiving.end_waiver(
            waiver_id=named[0].waiver_id, by=request.standing.actor, at=clock.now()
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        is_today = row.to_on is not None and row.to_on <= clock.today()
        messages.success(
            request,
            gettext("豁免已取消，又算作要改的。")
            if is_today
            else gettext("豁免已取消，从明天起又算作要改的。"),
        )
    return redirect("web:quality_rule", code=code)


def _findings(request: MoliRequest, uid: UUID, code: str) -> tuple[Any, Sequence[FindingRow]]:
    """A household of the person's areas and what the rule finds in it; else there is nothing."""
    reach = registry_reach(request.standing, at=clock.now())
    household = household_in_areas(reach, uid)
    if household is None:
        raise Http404
    tiers = reach.tiers_at(household.village.code)
    rows = findings_rows(household, on=clock.today(), tiers=tiers, codes=[code])
    if not rows:
        raise Http404
    return household, rows
