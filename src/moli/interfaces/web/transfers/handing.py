"""The hand-over: what leaves, what arrives, what is called off, what spoils later."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import Desk, carry_out, form_page, sent, show
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
from moli.interfaces.web.transfers.steps import act_of, over_to, transfer_desk
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


@form_page
def hand_over(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The weight on the giver's scale; what is less than agreed stays in its stock."""
    row = mine_to_give(request, uid)
    if row.state != TransferState.AGREED:
        return over_to(row)
    agreed = row.agreed_grams or 0
    form = WeightForm(sent(request), version=row.version, most_grams=agreed)
    if form.is_bound and attempt(form, lambda: _handed_over(request, form, row)):
        messages.success(request, gettext("交出去了，等对方过秤。"))
        return redirect("web:transfer_slip", uid=row.uid)
    notes = (
        gettext("交的比答应的少，剩下的回到本站库存，先留后到期的。"),
        gettext("交货单可以打印，跟车一起走。"),
    )
    desk = transfer_desk(
        request, row, title=pgettext("transfer", "交货"), button=gettext("交出去了"), notes=notes
    )
    return show(request, desk, form)


def _handed_over(request: MoliRequest, form: WeightForm, row: Any) -> object:
    return hand_over_stock(
        transfer_uid=row.uid, grams=form.cleaned_data["amount"], act=act_of(request, form)
    )


@form_page
def receive(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The weight on the taker's scale; less than was sent needs a reason."""
    row = mine_to_ask(request, uid)
    if row.state != TransferState.SENT:
        return over_to(row)
    form = WeightForm(
        sent(request),
        version=row.version,
        most_grams=row.sent_grams or 0,
        may_lose=True,
    )
    notes = (gettext("少了的按重量摊到每一笔上，记成报损，写明原因。"),)
    desk = transfer_desk(
        request, row, title=gettext("收货过秤"), button=gettext("收到了"), notes=notes
    )
    return carry_out(
        request,
        desk,
        form,
        lambda: _received(request, form, row),
        done=gettext("收到了，可以装了。"),
    )


def _received(request: MoliRequest, form: WeightForm, row: Any) -> object:
    reason = form.cleaned_data.get("loss_reason")
    return receive_stock(
        transfer_uid=row.uid,
        grams=form.cleaned_data["amount"],
        loss_reason=ShrinkReason(reason) if reason else None,
        act=act_of(request, form),
    )


@form_page
def cancel(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Asked once more, then called off; what was kept is free again."""
    scope = reach_of(request).works
    row = transfer_or_404(scope, uid)
    if not sides_of(scope, row).may_cancel:
        return over_to(row)
    form = CancelForm(sent(request), version=row.version)
    desk = transfer_desk(request, row, title=gettext("取消这笔调货"), button=gettext("取消它"))
    return carry_out(
        request,
        desk,
        form,
        lambda: _cancelled(request, form, row),
        done=gettext("取消了，留着的货放回去了。"),
    )


def _cancelled(request: MoliRequest, form: CancelForm, row: Any) -> object:
    return cancel_transfer(transfer_uid=row.uid, act=act_of(request, form))


@form_page
def write_off(request: MoliRequest, uid: UUID) -> HttpResponse:
    """What spoiled of a load after it was received; sent twice, it is gone once."""
    load = load_in(reach_of(request).works, uid)
    if load is None:
        raise Http404
    form = GramsOffForm(sent(request), left_grams=load.left_grams)
    desk = Desk(
        title=gettext("报损"),
        sub=gettext("调货收到的，还剩 %(left)s") % {"left": jin(load.left_grams)},
        button=gettext("报损"),
        here=request.path,
        back=reverse("web:stock_transfer", args=[load.transfer.uid]),
        back_words=gettext("调货单 %(number)s") % {"number": load.transfer.number},
    )
    return carry_out(
        request, desk, form, lambda: _gone(request, form, load), done=gettext("报损记下了。")
    )


def _gone(request: MoliRequest, form: GramsOffForm, load: Any) -> object:
    said = form.cleaned_data
    return write_off_received(
        load_uid=load.uid,
        loss=Loss(said["amount"], ShrinkReason(said["reason"])),
        request_key=said["request_key"],
        by=request.standing.actor,
        at=clock.now(),
    )
