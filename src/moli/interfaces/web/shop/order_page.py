"""The page of one order, whose address is its buyer's only key, and cancelling it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of, unit_name
from moli.interfaces.web.shop.actor import shop_actor
from moli.interfaces.web.shop.forms import PhoneForm
from moli.interfaces.web.shop.throttle import AskedTooOften, seconds_to_try
from moli.interfaces.words.countdown import day_and_time, time_left
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.orders.queries.buyers_orders import (
    BuyersLine,
    BuyersOrder,
    buyers_order,
    uid_of_number,
)
from moli.orders.rules.states import OrderState, must_become
from moli.orders.services.cancelling import cancel_order

# The step that is on: one ordered, one pays, it is packed, sent, and arrives.
_STEP: Final[Mapping[OrderState, int]] = {
    OrderState.PLACED: 2,
    OrderState.PAID: 3,
    OrderState.PACKED: 4,
    OrderState.SENT: 5,
    OrderState.DONE: 6,
}
_TITLES: Final[Mapping[OrderState, Promise]] = {
    OrderState.PLACED: _("等您付款"),
    OrderState.PAID: _("付过款了，正在打包"),
    OrderState.PACKED: _("打好包了，等着寄出"),
    OrderState.SENT: _("已经寄出"),
    OrderState.DONE: _("已经收货"),
    OrderState.CANCELLED: _("这一单取消了"),
    OrderState.EXPIRED: _("没有按时付款，这一单取消了"),
    OrderState.RETURNED: _("货退回来了"),
}


@dataclass(frozen=True)
class _Line:
    """One article of an order in the reader's language."""

    url: str
    name: str
    unit: str
    units: int
    unit_price_fen: int
    total_fen: int


@require_safe
def order(request: MoliRequest, uid: UUID) -> HttpResponse:
    """What became of an order, what to pay until when, and what was ordered."""
    return _page(request, _found(uid), PhoneForm())


def _page(
    request: MoliRequest, found: BuyersOrder, form: PhoneForm, *, status: int = 200
) -> HttpResponse:
    at = clock.now()
    context = {
        "order": found,
        "form": form,
        "title": _TITLES[found.state],
        "step": _STEP.get(found.state, 0),
        "lines": [_line(each) for each in found.lines],
        "is_waiting": found.state is OrderState.PLACED,
        "is_expired": found.state is OrderState.EXPIRED,
        "pay": _paying(found, at=at),
        "when": _when(found, at=at),
    }
    answer = render(request, "web/shop/order.html", context, status=status)
    add_never_cache_headers(answer)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Cancel an order that is not packed yet, for whoever knows the telephone of its buyer.

    Its address is in the office's books and lists too, and whoever may only read those may not
    cancel. Asked for by a link, as to change the language, it leads back to the order's page.
    """
    found = _found(uid)
    if request.method != "POST":
        return redirect(f"{_url(found)}#cancel")
    if found.may_be_cancelled:
        form = PhoneForm(request.POST)
        status = _judged(request, found, form)
        if form.errors:
            return _page(request, found, form, status=status)
    try:
        _cancelled(found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("这一单取消了。"))
    return redirect(_url(found))


def _judged(request: MoliRequest, found: BuyersOrder, form: PhoneForm) -> int:
    """Compare the telephone, as often as one may try; what is wrong is said beside its box.

    Who tries too often waits even with the right one, or waiting would tell that it was right.
    """
    if not form.is_valid():
        return 200
    if wait := seconds_to_try(request, found.number):
        form.add_error("phone", sentence(AskedTooOften(field="order", seconds=wait)))
        return 429
    if uid_of_number(found.number, phone=form.cleaned_data["phone"]) != found.uid:
        form.add_error("phone", gettext("这不是下单时的电话，没有取消。请核对，写全号码再试。"))
    return 200


def _cancelled(found: BuyersOrder) -> None:
    """Cancel what may be cancelled: only that was asked for with a telephone."""
    if found.may_be_cancelled:
        cancel_order(order_uid=found.uid, by=shop_actor(), at=clock.now())
    elif found.state is not OrderState.CANCELLED:
        must_become(found.state, OrderState.CANCELLED)


def _url(found: BuyersOrder) -> str:
    return reverse("web:shop_order", args=[found.uid])


@dataclass(frozen=True)
class _Paying:
    """Until when to pay, and where."""

    until: str
    left: str
    is_over: bool
    url: str


def _paying(found: BuyersOrder, *, at: datetime) -> _Paying:
    return _Paying(
        until=day_and_time(found.pay_until_at, on=timezone.localdate(at)),
        left=time_left(found.pay_until_at, at=at),
        is_over=found.pay_until_at <= at,
        url=reverse("web:pay", args=[found.uid]),
    )


def _when(found: BuyersOrder, *, at: datetime) -> str:
    """When the order came to where it stands."""
    moments = {
        OrderState.PLACED: found.placed_at,
        OrderState.PAID: found.paid_at,
        OrderState.PACKED: found.packed_at,
        OrderState.SENT: found.sent_at,
    }
    moment = moments.get(found.state, found.ended_at)
    return day_and_time(moment, on=timezone.localdate(at)) if moment else ""


def _found(uid: UUID) -> BuyersOrder:
    found = buyers_order(uid)
    if found is None:
        raise Http404
    return found


def _line(line: BuyersLine) -> _Line:
    return _Line(
        url=reverse("web:shop_article", args=[line.code]),
        name=name_of(line),
        unit=unit_name(line),
        units=line.units,
        unit_price_fen=line.unit_price_fen,
        total_fen=line.total_fen,
    )
