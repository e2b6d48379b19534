"""One order at the desk: its goods, its buyer as far as needed, and its next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from moli.gateways.payment import RefundState
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import TimelineEvent
from moli.interfaces.web.naming import name_of, unit_name
from moli.interfaces.web.parcels.rows import buyer_seen, state_badge
from moli.interfaces.web.stock.doors import is_worker, reach_of
from moli.interfaces.words.amounts import yuan
from moli.interfaces.words.days import moment
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.orders.queries.parcels import order_at_desk
from moli.orders.queries.stock_reach import StockScope
from moli.orders.rules.paying import RefundReason
from moli.orders.rules.states import FILLED_STATES, OrderState
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.packing import complete_order, pack_order, send_order

Step = tuple[Callable[..., object], Promise]
STEPS: Mapping[str, Step] = {
    "pack": (pack_order, _("打好包了。现在可以打面单。")),
    "send": (send_order, _("发货了。")),
    "arrive": (complete_order, _("记下了，买家收到了。")),
    "cancel": (cancel_order, _("取消了，占着的货放回可卖。")),
}
_NEXT: Mapping[OrderState, str] = {
    OrderState.PAID: "pack",
    OrderState.PACKED: "send",
    OrderState.SENT: "arrive",
}


def order_or_404(scope: StockScope, uid: UUID) -> Any:
    """An order of a scope; else there is nothing."""
    found = order_at_desk(scope, uid)
    if found is None:
        raise Http404
    return found


@require_safe
def parcel(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The order: what is in it, to whom it goes, what happened and what comes next."""
    order = order_or_404(reach_of(request).sees, uid)
    works = is_worker(request)
    state = OrderState(order.state)
    words, kind = state_badge(order)
    lines = list(order.lines.all())
    context = {
        "order": order,
        "state": words,
        "kind": kind.value,
        "lines": [_line(line) for line in lines],
        "buyer": buyer_seen(order, is_worker=works),
        "events": _events(order),
        "refunds": [
            (label(RefundReason(row.reason)), row.total_fen, _is_repaid(row))
            for row in order.refunds.all()
        ],
        "next": _NEXT.get(state, "") if works else "",
        "can_pay": works and state in {OrderState.PLACED, OrderState.EXPIRED},
        "can_cancel": works and state in {OrderState.PLACED, OrderState.PAID},
        "can_return": works and state in FILLED_STATES and _is_out(lines),
        "has_label": works and state is OrderState.PACKED,
    }
    return render(request, "web/parcels/parcel.html", context)


@require_POST
def parcel_step(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One step of an order; a second tap changes nothing, a step too late says why."""
    order = order_or_404(reach_of(request).works, uid)
    found = STEPS.get(request.POST.get("step", ""))
    if found is None:
        raise Http404
    act, told = found
    try:
        act(order_uid=order.uid, by=request.standing.actor, at=clock.now())
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, str(told))
    return redirect("web:parcel", uid=order.uid)


def _line(line: Any) -> dict[str, Any]:
    fills = list(line.fills.all())
    return {
        "article": name_of(line.article),
        "unit": unit_name(line.article),
        "units": line.units,
        "returned": sum(fill.returned_units for fill in fills),
        "price_fen": line.unit_price_fen,
        "total_fen": line.total_fen,
        "codes": [fill.production.trace_code for fill in fills],
    }


def _is_repaid(refund: Any) -> bool:
    repayment = getattr(refund, "repayment", None)
    return repayment is not None and repayment.state == RefundState.DONE


def _is_out(lines: list[Any]) -> bool:
    return any(fill.returned_units < fill.units for line in lines for fill in line.fills.all())


def _events(order: Any) -> list[TimelineEvent]:
    """What happened to an order, oldest first."""
    ended = {
        OrderState.DONE: gettext("买家收到"),
        OrderState.CANCELLED: gettext("取消"),
        OrderState.EXPIRED: gettext("过时没付，自己取消"),
        OrderState.RETURNED: gettext("全部退回"),
    }
    steps = [
        (order.placed_at, gettext("下单")),
        (order.paid_at, gettext("付款")),
        (order.packed_at, gettext("打包")),
        (order.sent_at, gettext("发货")),
        (order.ended_at, ended.get(OrderState(order.state), gettext("了结"))),
    ]
    paid = sum(row.total_fen for row in order.payments.all())
    return [
        TimelineEvent(
            when=moment(at),
            what=what,
            note=yuan(paid) if at is order.paid_at and paid else "",
        )
        for at, what in steps
        if at is not None
    ]
