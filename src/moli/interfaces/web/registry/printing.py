"""A household's copy of its own record, on A4: its right, and a line of the trail."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from moli.households.queries.record_sheets import record_sheet
from moli.households.services.handing_out import record_print_out
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.doors import head_name, household_to_change
from moli.interfaces.web.registry.household import openings_of, record_context


def household_print(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Say what a copy holds and for whom it is; sent, the copy itself, which the trail keeps."""
    found = household_to_change(request, uid)
    back = reverse("web:household", args=[uid])
    if request.method != "POST":
        context = {"name": head_name(found), "back": back, "uid": uid}
        return render(request, "web/registry/print_ask.html", context)
    now = clock.now()
    record_print_out(household_id=found.pk, by=request.standing.actor, at=now)
    sheet = record_sheet(found, on=clock.today())
    context = {
        **record_context(sheet, is_own=True),
        "openings": openings_of(sheet),
        "back": back,
        "at": now,
        "by": request.standing.actor.name,
    }
    return render(request, "web/registry/print.html", context)
