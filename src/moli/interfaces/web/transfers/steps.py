"""What every step's page does: who takes it, and where one comes when it is taken already."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.transfers.forms import StepForm
from moli.orders.services.transfer_steps import Act


def act_of(request: MoliRequest, form: StepForm) -> Act:
    """The person's step, with what its page had shown."""
    return Act(
        request_key=form.cleaned_data["request_key"],
        seen_version=form.cleaned_data["seen_version"],
        by=request.standing.actor,
        at=clock.now(),
    )


def over_to(row: Any) -> HttpResponse:
    """The transfer's own page, when it has moved on; a second tap comes there too."""
    return redirect("web:stock_transfer", uid=row.uid)
