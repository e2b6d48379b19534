"""A load leaves the village: which weigh-ins, what it costs, and the note that goes with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.delivery_forms import SendForm
from moli.interfaces.web.bulk.doors import delivery_seen, part_to_weigh
from moli.interfaces.web.bulk.part import part_context
from moli.interfaces.web.lots.forms import known_key
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.amounts import jin
from moli.kernel.identifiers import masked_name
from moli.orders.queries.bulk_sight import BulkSight, deliveries_seen
from moli.orders.queries.bulk_suppliers import Ready, ready_to_send, suppliers_of
from moli.orders.services.delivering import send_delivery


@require_http_methods(["GET", "HEAD", "POST"])
def send_delivery_page(request: MoliRequest, uid: UUID) -> HttpResponse:
    """All that is ready goes unless some of it is left out."""
    part, sight = part_to_weigh(request, uid)
    is_sent = request.method == "POST"
    sent_before = _sent_before(request, part, sight) if is_sent else None
    if sent_before is not None:
        return redirect("web:delivery", uid=sent_before.uid)
    ready = ready_to_send(part, suppliers_of(part))
    form = SendForm(
        request.POST if is_sent else None,
        ready=[(str(each.weigh_in.uid), _words(each)) for each in ready],
    )
    left = {str(each.weigh_in.uid): each.weigh_in for each in ready}
    stored: list[Any] = []

    def send() -> None:
        chosen = [left[uid] for uid in form.cleaned_data["loads"]]
        delivery = send_delivery(
            part_uid=part.uid,
            loads=[(row.uid, row.left_grams) for row in chosen],
            costs=form.costs(),
            request_key=form.cleaned_data["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        )
        stored.append(delivery)

    if is_sent and attempt(form, send):
        messages.success(request, gettext("发出去了，送货单打印出来随车带。"))
        return redirect("web:delivery", uid=stored[0].uid)
    context = {
        **part_context(part),
        "form": form,
        "ready_grams": sum(each.weigh_in.left_grams for each in ready),
        "count": len(ready),
    }
    return render(request, "web/bulk/send.html", context)


@require_safe
def delivery_note(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The note that goes with the truck: what, from where, to whom; no household."""
    row, _ = delivery_seen(request, uid)
    order = row.part.bulk_order
    context = {
        **part_context(row.part),
        "row": row,
        "grade": name_of(row.part.lot.grade),
        "place": name_of(order.destination),
        "buyer_full": order.enterprise.name,
        "weigh_ins": row.loads.count(),
    }
    return render(request, "web/bulk/delivery_note.html", context)


def _sent_before(request: MoliRequest, part: Any, sight: BulkSight) -> Any:
    """The delivery that this form made at its first tap: its weigh-ins have left since."""
    key = request.POST.get("request_key", "")
    if not known_key(key):
        return None
    return deliveries_seen(sight).filter(part=part, request_key=key).first()


def _words(each: Ready) -> str:
    return gettext("%(place)s 号 %(name)s · %(weight)s") % {
        "place": each.place,
        "name": masked_name(each.head_name),
        "weight": jin(each.weigh_in.left_grams),
    }
