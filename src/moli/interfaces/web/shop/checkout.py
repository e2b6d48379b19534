"""Ordering as a guest: to whom the parcel goes, what it costs, and one tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.shop.actor import shop_actor
from moli.interfaces.web.shop.basket_cookie import (
    Basket,
    read_basket,
    wanted_of,
    with_units,
    write_basket,
)
from moli.interfaces.web.shop.forms import BuyerForm
from moli.interfaces.web.shop.lines import Reckoned, reckoned
from moli.interfaces.web.shop.throttle import ORDERS, AskedTooOften, client_of
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.orders.queries.buyers_orders import uid_of_request
from moli.orders.rules.retention import buyer_retention
from moli.orders.services.placing import place_order

_DIGITS_MAX = 6


@dataclass(frozen=True)
class _Desk:
    """One request at the till: what is in the basket, by the shelf of this moment."""

    request: MoliRequest
    basket: Basket
    found: Reckoned
    at: datetime

    def page(self, form: BuyerForm, *, status: int = 200) -> HttpResponse:
        """The form with whatever was typed; what it shows of the basket is what it will order."""
        is_refused = self.found.has_trouble or (form.is_bound and self.found.is_waiting)
        context = {
            "form": form,
            "basket": self.found,
            "is_refused": is_refused,
            "kept_months": buyer_retention().months,
        }
        answer = render(self.request, "web/shop/checkout.html", context, status=status)
        add_never_cache_headers(answer)
        write_basket(answer, self.basket)
        return answer


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: MoliRequest) -> HttpResponse:
    """Show the form, or order what is in the basket and go to the order's own page.

    Sent twice it is one order. A refusal keeps what was typed and says what to do.
    """
    at = clock.now()
    basket = read_basket(request)
    if request.method == "POST" and "fit" in request.POST:
        basket = _offered(basket, request.POST["fit"])
    desk = _Desk(request, basket, reckoned(basket, at=at), at)
    if request.method == "POST":
        return _ordered(desk)
    if not desk.found.lines:
        return redirect("web:shop_basket")
    return desk.page(BuyerForm(seen=desk.found.seen))


def _ordered(desk: _Desk) -> HttpResponse:
    post = desk.request.POST.copy()
    key = _key_of(post.get("request_key", ""))
    # What the buyer agreed to: the whole, or what the button offered of it.
    agreed = post.get("fit") or post.get("seen", "")
    post["seen"] = desk.found.seen
    if key is None:
        post["request_key"] = str(uuid4())
    form = BuyerForm(post)
    if agreed != desk.found.seen:
        return _changed(desk, form, key)
    if seconds := ORDERS.seconds_to_wait(client_of(desk.request)):
        form.add_error(None, sentence(AskedTooOften(field="order", seconds=seconds)))
        return desk.page(form, status=429)
    if key is None:
        form.add_error(None, gettext("这张表没有编号，什么都没有存，请再点一次下单。"))
    if key is None or not form.is_valid():
        return desk.page(form)
    try:
        return _placed(desk, form, key)
    except Refusal as refusal:
        return _refused(desk, form, refusal)


def _placed(desk: _Desk, form: BuyerForm, key: UUID) -> HttpResponse:
    order = place_order(
        wanted=wanted_of(desk.basket),
        buyer=form.buyer,
        request_key=key,
        by=shop_actor(),
        at=desk.at,
    )
    messages.success(desk.request, gettext("订单收到了，货给您留着。"))
    return _to_order(order.uid)


def _to_order(uid: UUID) -> HttpResponse:
    answer = redirect("web:shop_order", uid=uid)
    write_basket(answer, {})
    return answer


def _refused(desk: _Desk, form: BuyerForm, refusal: Refusal) -> HttpResponse:
    """The shelf as it is now, with what placing said beside its line."""
    now = reckoned(desk.basket, at=desk.at)
    if not now.has_trouble and not now.is_waiting:
        now = now.refused(refusal, at=desk.at)
    if not any(line.trouble for line in now.lines):
        form.refuse(refusal)
    return _Desk(desk.request, desk.basket, now, desk.at).page(form)


def _changed(desk: _Desk, form: BuyerForm, key: UUID | None) -> HttpResponse:
    """Something else is in the basket than was shown: the second tap of an order, or news."""
    known = uid_of_request(key) if key else None
    if known is not None:
        return _to_order(known)
    if not desk.found.lines:
        messages.warning(desk.request, gettext("篮子空了，没有下单。"))
        return redirect("web:shop_basket")
    form.add_error(
        None, gettext("篮子里的东西或价钱刚变了，没有下单。请看一下新的合计，再点下单。")
    )
    return desk.page(form)


def _offered(basket: Basket, said: str) -> Basket:
    """What a button offered of a basket, in the form of `Reckoned.seen`; nothing else than that.

    Its prices are compared afterwards, with all that was seen.
    """
    lines = [each.split("*") for each in said.split(" ")]
    offered = {line[0]: line[1] for line in lines if len(line) > 1 and line[1].isdecimal()}
    units = {code: int(text[:_DIGITS_MAX]) for code, text in offered.items() if code in basket}
    changed: Basket = {}
    for code in basket:
        changed = with_units(changed, code, units.get(code, 0))
    return changed


def _key_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
