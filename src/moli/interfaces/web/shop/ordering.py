"""Placing an order by machine: one address, JSON in and out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.shop.actor import shop_actor
from moli.interfaces.web.shop.reading import OrderUnreadable, read_order
from moli.interfaces.web.shop.throttle import ORDERS, AskedTooOften, client_of
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.orders.rules.basket import NotEnoughInStock, OverBuyerCap, SaleNotBegun
from moli.orders.services.placing import place_order

_JSON: Final = "application/json"
# There was nothing wrong with the order; the shelf or the hour said no.
_CONFLICTS: Final = (NotEnoughInStock, SaleNotBegun, OverBuyerCap)


@csrf_exempt
@require_POST
def order(request: MoliRequest) -> HttpResponse:
    """Place an order: 201 with its number and sum, 409 for stock, hour and limit, else 400.

    Sent twice with one key it is one order; who asks too often is told with 429 when to come
    again. No mark against forged requests is asked for: the address looks at no cookie, so
    another site can do nothing here that it could not do itself; and it takes JSON alone, which a
    page of another site cannot send without being asked first.
    """
    if request.content_type != _JSON:
        return _no(OrderUnreadable(field="order"), status=415)
    if seconds := ORDERS.seconds_to_wait(client_of(request)):
        answer = _no(AskedTooOften(field="order", seconds=seconds), status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    try:
        sent = read_order(request.body)
        placed = place_order(
            wanted=sent.wanted,
            buyer=sent.buyer,
            request_key=sent.request_key,
            by=shop_actor(),
            at=clock.now(),
        )
    except _CONFLICTS as refusal:
        return _no(refusal, status=409)
    except Refusal as refusal:
        return _no(refusal, status=400)
    told = {
        "order": placed.key,
        "number": placed.number,
        "state": placed.state,
        "total_fen": placed.total_fen,
        "pay_until_at": timezone.localtime(placed.pay_until_at).isoformat(),
    }
    return _answered(told, status=201)


def _no(refusal: Refusal, *, status: int) -> HttpResponse:
    told = {"code": refusal.code, "field": refusal.field, "message": sentence(refusal)}
    return _answered(told, status=status)


def _answered(told: Mapping[str, object], *, status: int) -> HttpResponse:
    answer = JsonResponse(dict(told), status=status, json_dumps_params={"ensure_ascii": False})
    add_never_cache_headers(answer)
    return answer
