"""The office writes down that a buyer's money has arrived."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.delivery_forms import RemittanceForm
from moli.interfaces.web.bulk.doors import delivery_of_office
from moli.interfaces.web.bulk.rows import enterprise_of, village_of
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.fields import yuan_text
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.amounts import yuan
from moli.orders.queries.bulk_money import money_of
from moli.orders.services.remitting import record_remittance


@require_http_methods(["GET", "HEAD", "POST"])
def remittance(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down the bank's number and sum. The same slip again is the same money."""
    row = delivery_of_office(request, uid)
    money = money_of([row]).get(row.pk)
    if money is None:
        return redirect("web:delivery", uid=uid)
    is_sent = request.method == "POST"
    form = RemittanceForm(request.POST if is_sent else None)
    form.initial["total"] = yuan_text(money.left_fen)
    if is_sent and attempt(
        form,
        lambda: record_remittance(
            delivery_uid=row.uid,
            bank_reference=form.cleaned_data["bank_reference"],
            total_fen=form.cleaned_data["total"],
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("记下了：到账。"))
        return redirect("web:delivery", uid=uid)
    notes = []
    if money.held_fen:
        words = gettext("有异议的 %(sum)s 先扣着，谈妥以前不收。")
        notes.append(words % {"sum": yuan(money.held_fen)})
    desk = Desk(
        title=gettext("货款到账"),
        sub=gettext("%(buyer)s付%(village)s的货：该付 %(due)s，还差 %(left)s。")
        % {
            "buyer": enterprise_of(row.part.bulk_order),
            "village": village_of(row.part),
            "due": yuan(money.due_fen),
            "left": yuan(money.left_fen),
        },
        button=gettext("记下到账"),
        here=request.path,
        back=reverse("web:delivery", args=[uid]),
        back_words=gettext("送货单 %(number)s") % {"number": row.number},
        notes=tuple(notes),
    )
    return show(request, desk, form)
