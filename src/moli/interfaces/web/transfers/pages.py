"""One transfer: what was agreed, every step, what became of it; and its slip."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import TimelineEvent
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.web.stock.doors import is_worker, reach_of
from moli.interfaces.web.stock.rows import short_number
from moli.interfaces.web.transfers.doors import sides_of, transfer_or_404
from moli.interfaces.web.transfers.rows import (
    KINDS,
    goods_of,
    names_of,
    rest_words,
    share_words,
)
from moli.interfaces.words.amounts import jin
from moli.interfaces.words.days import moment
from moli.interfaces.words.labels import label
from moli.orders.queries.transfers import filled_from
from moli.orders.rules.stock import ShrinkReason
from moli.orders.rules.transferring import TransferDecline, TransferState


@require_safe
def transfer(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Who asked whom for what, where it stands, and which orders were filled with it."""
    reach = reach_of(request)
    row = transfer_or_404(reach.sees, uid)
    sides = sides_of(reach.works, row)
    context = {
        **_facts(row),
        "sides": sides,
        "is_worker": is_worker(request),
        "loads": [_load(each, is_giver=sides.gives) for each in row.loads.all()],
        "events": _events(row),
        "filled": filled_from(row),
        "is_on_its_way": row.state in (TransferState.SENT, TransferState.RECEIVED),
        "may_lose": sides.asks
        and row.state == TransferState.RECEIVED
        and any(each.left_grams for each in row.loads.all()),
    }
    return render(request, "web/transfers/transfer.html", context)


@require_safe
def slip(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The slip that goes with the goods: both weights, both names. No household is on it."""
    row = transfer_or_404(reach_of(request).sees, uid)
    steps = {TransferState(each.step): each for each in row.steps.all()}
    if TransferState.SENT not in steps:
        raise Http404
    context = {
        **_facts(row),
        "sent": steps[TransferState.SENT],
        "received": steps.get(TransferState.RECEIVED),
    }
    return render(request, "web/transfers/slip.html", context)


def _facts(row: Any) -> dict[str, Any]:
    names = names_of([row])
    state = TransferState(row.state)
    sent, received = row.sent_grams or 0, row.received_grams
    return {
        "row": row,
        "goods": goods_of(row),
        "article": name_of(row.article) if row.article else "",
        "asking": names.get(row.asking_station_key, gettext("服务站")),
        "giving": names.get(row.giving_station_key, gettext("服务站")),
        "state_words": label(state),
        "state_kind": KINDS[state],
        "asking_share": share_words(row.seller_per_mille),
        "giving_share": rest_words(row.seller_per_mille),
        "lost_grams": sent - received if received is not None else 0,
        "loss_words": label(ShrinkReason(row.loss_reason)) if row.loss_reason else "",
        "decline_words": label(TransferDecline(row.decline_reason)) if row.decline_reason else "",
    }


def _load(each: Any, *, is_giver: bool) -> dict[str, Any]:
    """A load for both sides; the weigh-in behind it is for who made it."""
    return {
        "uid": each.uid,
        "weigh_in_uid": each.weigh_in.uid if is_giver else None,
        "number": short_number(each.weigh_in.key),
        "grade": name_of(each.weigh_in.grade),
        "village": village_name(each.weigh_in.village),
        "grams": each.grams - each.freed_grams,
        "left_grams": each.left_grams,
        "best_before_on": each.weigh_in.best_before_on,
    }


def _events(row: Any) -> list[TimelineEvent]:
    words = {
        TransferState.ASKED: gettext("要货"),
        TransferState.AGREED: gettext("同意，货留出来了"),
        TransferState.SENT: gettext("交出"),
        TransferState.RECEIVED: gettext("收到"),
        TransferState.DECLINED: gettext("没同意"),
        TransferState.CANCELLED: gettext("取消"),
    }
    return [
        TimelineEvent(
            when=moment(each.at),
            what=" ".join(
                [words[TransferState(each.step)], *([jin(each.grams)] if each.grams else [])]
            ),
            note=each.by_name,
            is_bad=each.step in (TransferState.DECLINED, TransferState.CANCELLED),
        )
        for each in row.steps.all()
    ]
