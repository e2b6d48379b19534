"""What the asked station answers: these weigh-ins, or nothing and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from moli.households.queries.at_the_scale import head_names
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import carry_out, form_page, sent
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.web.stock.rows import weigh_in_rows
from moli.interfaces.web.transfers.doors import mine_to_give
from moli.interfaces.web.transfers.forms import AgreeForm, DeclineForm
from moli.interfaces.web.transfers.rows import goods_of, names_of, rest_words, share_words
from moli.interfaces.web.transfers.steps import act_of, over_to, transfer_desk
from moli.orders.queries.transfers import stock_to_give
from moli.orders.rules.transferring import TransferDecline, TransferState
from moli.orders.services.agreeing_transfers import agree_transfer, decline_transfer

WEIGH_INS_SHOWN = 60


@form_page
def agree(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Weigh-ins to pick from, filled in with what spoils first. Twice agreed is once kept."""
    row = mine_to_give(request, uid)
    if row.state != TransferState.ASKED:
        return over_to(row)
    weigh_ins = list(stock_to_give(row)[:WEIGH_INS_SHOWN])
    form = AgreeForm(
        sent(request),
        version=row.version,
        weigh_ins=weigh_ins,
        asked_grams=row.grams,
    )
    if form.is_bound and attempt(form, lambda: _agreed(request, form, row)):
        messages.success(request, gettext("同意了，货已经给对方留着。"))
        return redirect("web:stock_transfer", uid=row.uid)
    names = names_of([row])
    shown = weigh_in_rows(
        weigh_ins, heads=head_names([each.household_id for each in weigh_ins]), stations={}
    )
    context = {
        "row": row,
        "form": form,
        "boxes": form.boxes_for(weigh_ins, shown),
        "asking": names.get(row.asking_station_key, gettext("服务站")),
        "goods": goods_of(row),
        "their_share": share_words(row.seller_per_mille),
        "our_share": rest_words(row.seller_per_mille),
        "left_grams": sum(each.left_grams for each in weigh_ins),
        "here": request.path,
    }
    return render(request, "web/transfers/agree.html", context)


def _agreed(request: MoliRequest, form: AgreeForm, row: Any) -> object:
    picked = [(UUID(str(uid)), grams) for uid, grams in form.picked]
    return agree_transfer(transfer_uid=row.uid, picked=picked, act=act_of(request, form))


@form_page
def decline(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The form that asks why not."""
    row = mine_to_give(request, uid)
    if row.state != TransferState.ASKED:
        return over_to(row)
    form = DeclineForm(sent(request), version=row.version)
    desk = transfer_desk(request, row, title=gettext("这次不给"), button=gettext("告诉对方"))
    return carry_out(
        request, desk, form, lambda: _declined(request, form, row), done=gettext("告诉对方了。")
    )


def _declined(request: MoliRequest, form: DeclineForm, row: Any) -> object:
    return decline_transfer(
        transfer_uid=row.uid,
        decline_reason=TransferDecline(form.cleaned_data["decline_reason"]),
        act=act_of(request, form),
    )
