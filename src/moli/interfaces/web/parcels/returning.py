"""Goods that come back: to the shelf, or written off; their price is owed to the buyer."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of, unit_name
from moli.interfaces.web.parcels.parcel import order_or_404
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, attempt
from moli.interfaces.web.stock.doors import reach_of
from moli.interfaces.web.stock.fields import whole_units_field
from moli.interfaces.words.amounts import yuan
from moli.orders.rules.basket import UNITS_MAX
from moli.orders.services.returning import CameBack, take_back

SHELF, GONE = "shelf", "gone"


class ReturnForm(KeyedForm):
    """What came back, and whether it can be sold again."""

    layout: ClassVar[Layout] = (("", (("article",), ("units",), ("becomes",))),)

    def __init__(self, data: Data | None, *, lines: list[tuple[str, str]]) -> None:
        only = lines[0][0] if len(lines) == 1 else ""
        super().__init__(data, initial={"article": only})
        wrong = gettext("选一个")
        told = dict.fromkeys(("required", "invalid_choice"), wrong)
        self.fields["article"] = forms.ChoiceField(
            choices=lines,
            label=gettext("退的是什么"),
            widget=forms.RadioSelect(),
            error_messages=told,
        )
        self.fields["units"] = whole_units_field(
            label=gettext("退了几件"), most=UNITS_MAX, required=gettext("写一下退了几件")
        )
        self.fields["becomes"] = forms.ChoiceField(
            choices=[
                (SHELF, pgettext("return", "完好，放回货架")),
                (GONE, pgettext("return", "坏了，报损")),
            ],
            label=gettext("还能不能卖"),
            widget=forms.RadioSelect(),
            error_messages=told,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def take_goods_back(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The form; sent, the goods are back and their price is owed. Sent twice, once."""
    order = order_or_404(reach_of(request).works, uid)
    form = ReturnForm(request.POST if request.method == "POST" else None, lines=_lines(order))
    stored: list[Any] = []
    if request.method == "POST" and attempt(
        form, lambda: stored.append(_back(request, form, order))
    ):
        words = gettext("退货记下了，要退给买家 %(owed)s。")
        messages.success(request, words % {"owed": yuan(stored[0].refund.total_fen)})
        return redirect("web:parcel", uid=order.uid)
    desk = Desk(
        title=gettext("收退货"),
        sub=gettext("订单 %(number)s") % {"number": order.number},
        button=gettext("收下退货"),
        here=request.path,
        back=reverse("web:parcel", args=[order.uid]),
        back_words=gettext("订单 %(number)s") % {"number": order.number},
        notes=(
            gettext("退几件就退几件的钱，网上付的原路退，站里付的由县办公室退。"),
            gettext("农户已经到账的，下次打款时再扣。"),
        ),
    )
    return show(request, desk, form)


def _lines(order: Any) -> list[tuple[str, str]]:
    return [
        (line.article.code, f"{name_of(line.article)} {unit_name(line.article)} × {line.units}")
        for line in order.lines.all()
    ]


def _back(request: MoliRequest, form: ReturnForm, order: Any) -> object:
    said = form.cleaned_data
    goods = CameBack(said["article"], said["units"], is_restocked=said["becomes"] == SHELF)
    return take_back(
        order_uid=order.uid,
        goods=goods,
        request_key=said["request_key"],
        by=request.standing.actor,
        at=clock.now(),
    )
