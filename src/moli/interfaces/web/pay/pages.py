"""How to pay for an order, and the page on which one waits for the payment to arrive.

The address of an order is its payer's only key: 122 bits of chance. The pages show a sum, a time
and a state, and nothing of who ordered.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from moli.gateways.failures import GatewayFailed
from moli.gateways.offline import reference_for
from moli.gateways.payment import Channel, PaymentGateway
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.svg.qr_code import qr_code
from moli.interfaces.payments import gateways, offline_account, site_url
from moli.interfaces.web.naming import county_name
from moli.interfaces.web.pay.notices import channel_actor
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.orders.queries.charges import OrderToPay, order_to_pay
from moli.orders.rules.charging import CHARGE_LEAST
from moli.orders.rules.states import OrderState
from moli.orders.services.asking import ask_about
from moli.orders.services.charging import Addresses, start_charge

# How often the waiting page looks again, without script.
_LOOK_AGAIN_SECONDS: Final = 10
_NOTIFIED: Final[Mapping[Channel, str]] = {
    Channel.WECHAT: "web:pay_notify_wechat",
    Channel.ALIPAY: "web:pay_notify_alipay",
}
_ENDED: Final[Mapping[OrderState, tuple[Promise, Promise]]] = {
    OrderState.EXPIRED: (
        _("付款的时间过了"),
        _("这一单没有按时付款，货放回了货架，请不要再付。还想要，请重新下单。"),
    ),
    OrderState.CANCELLED: (_("这一单取消了"), _("请不要再付。还想要，请重新下单。")),
    OrderState.RETURNED: (_("货退回来了"), _("这一单已经退货，不用再付。")),
}
_PAID: Final = (_("这一单付过款了"), _("不用再付。打包、寄出到哪一步，在订单页看。"))
_CHECKING: Final = (
    _("付款时间到了，正在核对"),
    _("您开过一笔付款，我们正向支付渠道核对收到没有，货还替您留着。请过一两分钟再看，先不要再付。"),
)
_OVER: Final = (_("付款的时间过了"), _ENDED[OrderState.EXPIRED][1])


@dataclass(frozen=True)
class Way:
    """One way to pay that a channel offers."""

    url: str
    name: str
    is_started: bool


@require_safe
def pay(request: MoliRequest, uid: UUID) -> HttpResponse:
    """How much, until when, and by which ways; or that nothing is to be paid, and why."""
    found = _found(uid)
    at = clock.now()
    told = _told(found, at=at)
    context = {
        "order": found,
        "told": told,
        "is_checking": told is _CHECKING,
        "may_order_again": found.state in _ENDED or told is _OVER,
        "ways": [] if told else _ways(found, at=at),
        "reference": reference_for(found.number),
        "account": offline_account(),
        "refunds": [_refund(each) for each in found.refunds],
    }
    return _answer(request, "pay", context, looks_again=told is _CHECKING)


@require_http_methods(["GET", "HEAD", "POST"])
def way(request: MoliRequest, uid: UUID, way: str) -> HttpResponse:
    """Start a charge at a channel (POST), then wait with what the payer was given (GET).

    Starting twice is starting once. A channel that does not answer costs one sentence, and the
    other ways stay. The waiting page looks again by itself until `?stay` asks it not to.
    """
    gateway = _gateway(way)
    found = _found(uid)
    if request.method == "POST":
        return _start(request, found, gateway)
    charge = found.charges.get(gateway.channel)
    if found.state is not OrderState.PLACED or charge is None or not charge.value:
        return redirect("web:pay", uid)
    stays = "stay" in request.GET
    context = {
        "order": found,
        "name": label(gateway.channel),
        "qr": _to_scan(charge.value) if gateway.channel is Channel.WECHAT else "",
        "url": charge.value if gateway.channel is Channel.ALIPAY else "",
        "seconds": _LOOK_AGAIN_SECONDS,
        "stays": stays,
        "here": request.path,
    }
    return _answer(request, "way", context, looks_again=not stays)


def _start(request: MoliRequest, found: OrderToPay, gateway: PaymentGateway) -> HttpResponse:
    channel = gateway.channel
    here = reverse("web:pay_way", args=[found.uid, channel.lower()])
    addresses = Addresses(
        subject=gettext("%(county)s农产品 %(number)s")
        % {"county": county_name(), "number": found.number},
        notify_url=site_url(reverse(_NOTIFIED[channel])),
        return_url=site_url(here),
    )
    try:
        start_charge(order_uid=found.uid, gateway=gateway, addresses=addresses, at=clock.now())
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("web:pay", found.uid)
    except GatewayFailed as failure:
        logging.getLogger(__name__).warning("charge at %s failed: %s", channel, failure)
        return _without(request, found, gateway, failure)
    return redirect(here)


def _without(
    request: MoliRequest, found: OrderToPay, gateway: PaymentGateway, failure: GatewayFailed
) -> HttpResponse:
    """Back to the ways to pay, with one sentence; unless the no was that it is paid already."""
    if not (failure.is_certain and _is_paid(found, gateway)):
        text = gettext(
            "%(channel)s现在接不通，请换一种办法，或者过几分钟再试。"
            "您要是已经付过，不用再付，我们会去核对。"
        )
        messages.error(request, text % {"channel": label(gateway.channel)})
    return redirect("web:pay", found.uid)


def _is_paid(found: OrderToPay, gateway: PaymentGateway) -> bool:
    fresh = _found(found.uid).charges.get(gateway.channel)
    if fresh is None:
        return True
    by = channel_actor(gateway.channel)
    try:
        return ask_about(charge_id=fresh.pk, gateway=gateway, by=by, at=clock.now())
    except GatewayFailed:
        return False


def _found(uid: UUID) -> OrderToPay:
    found = order_to_pay(uid)
    if found is None:
        raise Http404
    return found


def _gateway(way: str) -> PaymentGateway:
    """The channel of an address; 404 where there is none, or it is off."""
    gateway = next((each for each in gateways().values() if each.channel.lower() == way), None)
    if gateway is None or gateway.channel is Channel.OFFLINE:
        raise Http404
    return gateway


def _told(found: OrderToPay, *, at: datetime) -> tuple[Promise, Promise] | None:
    """Why there is nothing to pay; None when there is."""
    if found.state in _ENDED:
        return _ENDED[found.state]
    if found.state is not OrderState.PLACED:
        return _PAID
    if at < found.pay_until_at:
        return None
    return _CHECKING if found.charges else _OVER


def _ways(found: OrderToPay, *, at: datetime) -> list[Way]:
    """The channels that are on, as long as they would still take a charge."""
    has_time = found.pay_until_at - at >= CHARGE_LEAST
    return [
        Way(
            url=reverse("web:pay_way", args=[found.uid, channel.lower()]),
            name=label(channel),
            is_started=channel in found.charges and bool(found.charges[channel].value),
        )
        for channel in gateways()
        if channel is not Channel.OFFLINE and (has_time or channel in found.charges)
    ]


def _refund(refund: object) -> dict[str, object]:
    """A refund and how it stands; until a channel is asked it is on its way."""
    state = getattr(getattr(refund, "repayment", None), "state", "")
    return {"total_fen": getattr(refund, "total_fen", 0), "is_done": state == "DONE"}


def _to_scan(text: str) -> SafeString:
    return qr_code(text, label=gettext("微信付款的二维码"))


def _answer(
    request: MoliRequest, name: str, context: Mapping[str, object], *, looks_again: bool
) -> HttpResponse:
    answer = render(request, f"web/pay/{name}.html", context)
    add_never_cache_headers(answer)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    if looks_again:
        # The address alone: a channel sends its payer back with parameters that nobody needs.
        answer["Refresh"] = f"{_LOOK_AGAIN_SECONDS};url={request.path}"
    return answer
