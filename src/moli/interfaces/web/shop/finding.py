"""Finding an order whose address was lost, by its number and the telephone that it went to."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.gateways.offline import order_no_of
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.shop.forms import FindForm
from moli.interfaces.web.shop.throttle import AskedTooOften, seconds_to_try
from moli.interfaces.words.refusals import sentence
from moli.orders.queries.buyers_orders import uid_of_number
from moli.orders.rules.numbers import ORDER_NUMBER_SIGNS, number_as_written


@require_http_methods(["GET", "HEAD", "POST"])
def find_order(request: MoliRequest) -> HttpResponse:
    """Ask for number and telephone, and lead to the order that has both.

    A wrong number and a wrong telephone are answered alike, after the same one query. Who asks
    too often waits, and so does everybody who asks for one number from many addresses.
    """
    if request.method != "POST":
        return _page(request, FindForm())
    form = FindForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    number = _number(form.cleaned_data["number"])
    if wait := seconds_to_try(request, number):
        form.add_error(None, sentence(AskedTooOften(field="order", seconds=wait)))
        return _page(request, form, status=429)
    uid = uid_of_number(number, phone=form.cleaned_data["phone"])
    if uid is None:
        form.add_error(None, gettext("没有找到。订单号和下单时的电话要都对，请核对再查。"))
        return _page(request, form)
    return redirect("web:shop_order", uid=uid)


def _number(text: str) -> str:
    """An order's number as it was typed; a payment's reference, which has two signs more, too."""
    written = number_as_written(text)
    if len(written) > ORDER_NUMBER_SIGNS:
        return order_no_of(text) or written
    return written


def _page(request: MoliRequest, form: FindForm, *, status: int = 200) -> HttpResponse:
    answer = render(request, "web/shop/find.html", {"form": form}, status=status)
    add_never_cache_headers(answer)
    return answer
