"""The hand-over: what leaves, what arrives, what is called off, what spoils later."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.web.stock.doors import reach_of
from moli.interfaces.web.stock.receipts import GramsOffForm
from moli.interfaces.web.transfers.doors import (
    mine_to_ask,
    mine_to_give,
    sides_of,
    transfer_or_404,
)
from moli.interfaces.web.transfers.forms import CancelForm, WeightForm
from moli.interfaces.web.transfers.rows import goods_of
from moli.interfaces.web.transfers.steps import act_of, over_to
from moli.interfaces.words.amounts import jin
from moli.orders.queries.transfers import load_in
from moli.orders.rules.stock import ShrinkReason
from moli.orders.rules.transferring import TransferState
from moli.orders.services.asking_for_stock import cancel_transfer
from moli.orders.services.handing_over_stock import (
    hand_over_stock,
    receive_stock,
    write_off_received,
)
from moli.orders.services.shrinking import Loss


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The weight on the giver's scale; what is less than agreed stays in its stock."""
    row = mine_to_give(request, uid)
    if row.state != TransferState.AGREED:
        return over_to(row)
    agreed = row.agreed_grams or 0
    form = WeightForm(
        request.POST if request.method == "POST" else None, version=row.version, most_grams=agreed
    )
    if request.method == "POST" and attempt(form, lambda: _handed_over(request, form, row)):
        messages.success(request, gettext("交出去了，等对方过秤。"))
        return redirect("web:transfer_slip", uid=row.uid)
    notes = (
        gettext("交的比答应的少，剩下的回到本站库存，先留后到期的。"),
        gettext("交货单可以打印，跟车一起走。"),
    )
    desk = _desk(request, row, title=gettext("交货"), button=gettext("交出去了"), notes=notes)
    return show(request, desk, form)


def _handed_over(request: MoliRequest, form: WeightForm, row: Any) -> object:
    return hand_over_stock(
        transfer_uid=row.uid, grams=form.cleaned_data["amount"], act=act_of(request, form)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The weight on the taker's scale; less than was sent needs a reason."""
    row = mine_to_ask(request, uid)
    if row.state != TransferState.SENT:
        return over_to(row)
    form = WeightForm(
        request.POST if request.method == "POST" else None,
        version=row.version,
        most_grams=row.sent_grams or 0,
        may_lose=True,
    )
    if request.method == "POST" and attempt(form, lambda: _received(request, form, row)):
        messages.success(request, gettext("收到了，可以装了。"))
        return redirect("web:stock_transfer", uid=row.uid)
    notes = (gettext("少了的按重量摊到每一笔上，记成报损，写明原因。"),)
    desk = _desk(request, row, title=gettext("收货过秤"), button=gettext("收到了"), notes=notes)
    return show(request, desk, form)


def _received(request: MoliRequest, form: WeightForm, row: Any) -> object:
    reason = form.cleaned_data.get("loss_reason")
    return receive_stock(
        transfer_uid=row.uid,
        grams=form.cleaned_data["amount"],
        loss_reason=ShrinkReason(reason) if reason else None,
        act=act_of(request, form),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Asked once more, then called off; what was kept is free again."""
    scope = reach_of(request).works
    row = transfer_or_404(scope, uid)
    if not sides_of(scope, row).may_cancel:
        return over_to(row)
    form = CancelForm(request.POST if request.method == "POST" else None, version=row.version)
    if request.method == "POST" and attempt(
        form, lambda: cancel_transfer(transfer_uid=row.uid, act=act_of(request, form))
    ):
        messages.success(request, gettext("取消了，留着的货放回去了。"))
        return redirect("web:stock_transfer", uid=row.uid)
    desk = _desk(request, row, title=gettext("取消这笔调货"), button=gettext("取消它"), notes=())
    return show(request, desk, form)


@require_http_methods(["GET", "HEAD", "POST"])
def write_off(request: MoliRequest, uid: UUID) -> HttpResponse:
    """What spoiled of a load after it was received; sent twice, it is gone once."""
    load = load_in(reach_of(request).works, uid)
    if load is None:
        raise Http404
    form = GramsOffForm(
        request.POST if request.method == "POST" else None, left_grams=load.left_grams
    )
    if request.method == "POST" and attempt(form, lambda: _gone(request, form, load)):
        messages.success(request, gettext("报损记下了。"))
        return redirect("web:stock_transfer", uid=load.transfer.uid)
    desk = Desk(
        title=gettext("报损"),
        sub=gettext("调货收到的，还剩 %(left)s") % {"left": jin(load.left_grams)},
        button=gettext("报损"),
        here=request.path,
        back=reverse("web:stock_transfer", args=[load.transfer.uid]),
        back_words=gettext("调货单 %(number)s") % {"number": load.transfer.number},
    )
    return show(request, desk, form)


def _gone(request: MoliRequest, form: GramsOffForm, load: Any) -> object:
    said = form.cleaned_data
    return write_off_received(
        load_uid=load.uid,
        loss=Loss(said["amount"], ShrinkReason(said["reason"])),
        request_key=said["request_key"],
        by=request.standing.actor,
        at=clock.now(),
    )


def _desk(
    request: MoliRequest, row: Any, *, title: str, button: str, notes: tuple[str, ...]
) -> Desk:
    return Desk(
        title=title,
        sub=f"{goods_of(row)} {jin(row.sent_grams or row.agreed_grams or row.grams)}",
        button=button,
        here=request.path,
        back=reverse("web:stock_transfer", args=[row.uid]),
        back_words=gettext("调货单 %(number)s") % {"number": row.number},
        notes=notes,
    )
