"""What every step's page does: who takes it, and where one comes when it is taken already."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import Desk
from moli.interfaces.web.transfers.forms import StepForm
from moli.interfaces.web.transfers.rows import goods_of, grams_of
from moli.interfaces.words.amounts import jin
from moli.orders.services.transfer_steps import Act


def act_of(request: MoliRequest, form: StepForm) -> Act:
    """The person's step, with what its page had shown."""
    return Act(
        request_key=form.cleaned_data["request_key"],
        seen_version=form.cleaned_data["seen_version"],
        by=request.standing.actor,
        at=clock.now(),
    )


def transfer_desk(
    request: MoliRequest, row: Any, *, title: str, button: str, notes: tuple[str, ...] = ()
) -> Desk:
    """The surroundings of a step's form: what the transfer is of; the way back is its page."""
    return Desk(
        title=title,
        sub=f"{goods_of(row)} {jin(grams_of(row))}",
        button=button,
        here=request.path,
        back=reverse("web:stock_transfer", args=[row.uid]),
        back_words=gettext("调货单 %(number)s") % {"number": row.number},
        notes=notes,
    )


def over_to(row: Any) -> HttpResponse:
    """The transfer's own page, when it has moved on; a second tap comes there too."""
    return redirect("web:stock_transfer", uid=row.uid)
