"""The office shares a delivery's money by hand, where no timer has done it yet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.doors import delivery_of_office
from moli.interfaces.web.registry.forms import attempted
from moli.settlement.queries.delivery_splits import settled_stages
from moli.settlement.services.settling_deliveries import settle_delivery


@require_POST
def settle_delivery_page(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Share what was paid among households and takers. What is shared stays as it is."""
    row = delivery_of_office(request, uid)
    before = settled_stages([row.pk])[row.pk]
    by, at = request.standing.actor, clock.now()
    if not attempted(request, lambda: settle_delivery(delivery_id=row.pk, by=by, at=at)):
        return redirect("web:delivery", uid=uid)
    if settled_stages([row.pk])[row.pk] == before:
        messages.info(request, gettext("没有要分的：钱没到齐，或者都分过了。"))
    else:
        messages.success(request, gettext("分好账了，各户的钱记在账上，等打款。"))
    return redirect("web:delivery", uid=uid)
