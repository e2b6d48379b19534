"""A notice on paper: what the law lets it show, and nothing of the household's page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from moli.households.queries.procedures import notice_in_reach
from moli.households.rules.procedures import ProcedureKind
from moli.households.rules.statuses import State
from moli.households.rules.time_limits import days_hanging
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.registry.doors import reach_of
from moli.interfaces.words.labels import label


@require_safe
def notice(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The notice as it was put up, ready to be printed and hung in the village."""
    found = notice_in_reach(reach_of(request), uid)
    if found is None:
        raise Http404
    procedure = found.procedure
    town = procedure.household.village.parent
    context = {
        "notice": found,
        "change": label(ProcedureKind(procedure.kind)),
        "target": label(State(found.target)),
        "town": name_of(town) if town else "",
        "days": days_hanging(found.from_on, found.to_on),
        "back": reverse("web:procedure", args=[procedure.uid]),
        "is_generated": procedure.household.is_generated,
    }
    return render(request, "web/procedures/notice.html", context)
