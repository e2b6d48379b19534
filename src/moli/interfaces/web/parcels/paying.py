"""Payments at the counter or by bank transfer: found by the slip, confirmed with its number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from moli.gateways.offline import order_no_of, reference_for
from moli.gateways.payment import Channel
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.parcels.parcel import order_or_404
from moli.interfaces.web.parcels.rows import goods_of
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.fields import text_field, yuan_field
from moli.interfaces.web.registry.forms import Data, Layout, RegistryForm, attempt
from moli.interfaces.web.stock.doors import reach_of
from moli.interfaces.words.amounts import yuan
from moli.orders.queries.parcels import order_of_number
from moli.orders.rules.paying import PaymentFacts
from moli.orders.rules.states import OrderState
from moli.orders.services.paying import record_payment

_REFERENCE_SIGNS = 40
_SLIP_SIGNS = 60


class ReferenceForm(RegistryForm):
    """What the payer wrote on the slip."""

    layout: ClassVar[Layout] = (("", (("reference",),)),)

    def __init__(self, data: Data | None) -> None:
        super().__init__(data)
        self.fields["reference"] = text_field(
            label=gettext("付款参考号"),
            longest=_REFERENCE_SIGNS,
            required=gettext("写一下回单上的付款参考号"),
            help_text=gettext("订单号加两位校验，比如 1609127F3KA9Q2MX-4T，大小写、空格都行"),
            autocapitalize="characters",
            spellcheck="false",
        )


class PaymentForm(RegistryForm):
    """What came in for an order, and the number of the receipt that says so."""

    layout: ClassVar[Layout] = (("", (("total_fen",), ("slip",))),)
    boxes: ClassVar[Mapping[str, str]] = {"reference": "slip"}
    units: ClassVar[Mapping[str, str | Promise]] = {"total_fen": _("元")}

    def __init__(self, data: Data | None) -> None:
        super().__init__(data)
        self.fields["total_fen"] = yuan_field(
            label=gettext("收到多少钱"),
            required=gettext("照收据写收到多少钱"),
            help_text=gettext("照收据上的数写，要和订单一样"),
        )
        self.fields["slip"] = text_field(
            label=gettext("收据号或银行流水号"),
            longest=_SLIP_SIGNS,
            required=gettext("写一下收据号或银行流水号"),
            help_text=gettext("同一个号只能记一次"),
        )


@require_http_methods(["GET", "HEAD", "POST"])
def find_payment(request: MoliRequest) -> HttpResponse:
    """From a reference on a slip to the order that it pays; a wrong sign is found out."""
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number = order_no_of(form.cleaned_data["reference"])
        if number is None:
            form.add_error("reference", gettext("校验对不上，有一位写错了，请照回单再对一遍。"))
        else:
            found = order_of_number(reach_of(request).works, number)
            if found is not None:
                return redirect("web:confirm_payment", uid=found.uid)
            form.add_error("reference", gettext("这里没有这个单子，可能归别的站，请问县办公室。"))
    desk = Desk(
        title=gettext("确认收款"),
        sub=gettext("在站里付的、银行转账的，凭收据或回单确认。"),
        button=gettext("找单子"),
        here=request.path,
        back=reverse("web:parcels"),
        back_words=gettext("包裹"),
        notes=(gettext("网上付的不用确认，付了自己会变成“待打包”。"),),
    )
    return show(request, desk, form)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_payment(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The sum and the receipt's number; the same receipt twice is one payment."""
    order = order_or_404(reach_of(request).works, uid)
    form = PaymentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda: _paid(request, form, order)):
        _tell(request, order_or_404(reach_of(request).works, uid))
        return redirect("web:parcel", uid=order.uid)
    context: dict[str, Any] = {
        "form": form,
        "order": order,
        "goods": goods_of(order),
        "reference": reference_for(order.number),
        "is_late": order.state != OrderState.PLACED,
        "here": request.path,
    }
    return render(request, "web/parcels/confirm_payment.html", context)


def _paid(request: MoliRequest, form: PaymentForm, order: Any) -> object:
    said = form.cleaned_data
    facts = PaymentFacts(Channel.OFFLINE, said["slip"].strip(), said["total_fen"])
    by, at = request.standing.actor, clock.now()
    return record_payment(order_uid=order.uid, facts=facts, by=by, at=at)


def _tell(request: MoliRequest, order: Any) -> None:
    # Of this money alone: what goes back for goods that were returned has been told before.
    owed = sum(row.total_fen for row in order.refunds.all() if row.payment_id is not None)
    if owed:
        words = gettext("款记下了，可是要退给买家 %(owed)s，请看下面的原因。")
        messages.warning(request, words % {"owed": yuan(owed)})
    else:
        messages.success(request, gettext("款记下了，可以打包。"))
