"""Writing off units of a batch."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.fields import count_field, kind_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, attempt
from moli.interfaces.web.stock.doors import production_or_404, reach_of
from moli.interfaces.web.stock.receipts import REASONS
from moli.interfaces.words.amounts import number
from moli.orders.rules.producing import UNITS_MAX
from moli.orders.rules.stock import ShrinkReason
from moli.orders.services.shrinking import Loss, write_off_units


class UnitsOffForm(KeyedForm):
    """How many units of a batch are gone, and why."""

    layout: ClassVar[Layout] = (("", (("units",), ("reason",))),)

    def __init__(self, data: Data | None) -> None:
        super().__init__(data)
        self.fields["units"] = count_field(
            label=gettext("少了多少件"),
            most=UNITS_MAX,
            least=1,
            required=gettext("写一下少了多少件"),
        )
        self.fields["reason"] = kind_field(REASONS, label=gettext("为什么"), is_required=True)


@require_http_methods(["GET", "HEAD", "POST"])
def write_off(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The form; sent, the units are gone with their reason. Sent twice, they are gone once."""
    row = production_or_404(reach_of(request).works, uid)
    form = UnitsOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda: _gone(request, form, row)):
        messages.success(request, gettext("报损记下了。"))
        return redirect("web:production", uid=row.uid)
    desk = Desk(
        title=gettext("报损"),
        sub=gettext("%(article)s，这一批还有 %(left)s 件")
        % {"article": name_of(row.article), "left": number(row.left_units)},
        button=gettext("报损"),
        here=request.path,
        back=reverse("web:production", args=[row.uid]),
        back_words=gettext("批次 %(code)s") % {"code": row.trace_code},
        notes=(
            gettext("被订走还没打包的不能报，要先取消订单。"),
            gettext("谁报的、报了多少、为什么，都留痕。"),
        ),
    )
    return show(request, desk, form)


def _gone(request: MoliRequest, form: UnitsOffForm, row: Any) -> object:
    said = form.cleaned_data
    return write_off_units(
        production_uid=row.uid,
        loss=Loss(said["units"], ShrinkReason(said["reason"])),
        request_key=said["request_key"],
        by=request.standing.actor,
        at=clock.now(),
    )
