"""The basket in its cookie: signed, without a session row, without anything that names a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from moli.orders.rules.basket import LINES_MAX, UNITS_MAX, Wanted

COOKIE: Final = "basket"
_SALT: Final = "moli.shop.basket"
_MONTH_SECONDS: Final = 30 * 24 * 3600

# Units by the code of their article, in the order in which they were put in.
Basket = dict[str, int]


def read_basket(request: HttpRequest) -> Basket:
    """The basket of a request; an empty one where the cookie is missing, old or not ours."""
    try:
        lines = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_MONTH_SECONDS)
    except signing.BadSignature:
        return {}
    return _believed(lines)


def write_basket(response: HttpResponse, basket: Mapping[str, int]) -> None:
    """Keep a basket for a month from now; an empty one needs no cookie."""
    if not basket:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        signing.dumps([[code, units] for code, units in basket.items()], salt=_SALT),
        max_age=_MONTH_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def with_units(basket: Mapping[str, int], code: str, units: int) -> Basket:
    """The basket with so many units of an article; none takes it out.

    A basket that is full keeps what it has: the order would be refused.
    """
    changed = {**basket, code: min(units, UNITS_MAX)}
    if units <= 0:
        del changed[code]
    return changed if len(changed) <= LINES_MAX else dict(basket)


def wanted_of(basket: Mapping[str, int]) -> list[Wanted]:
    """The lines of an order for all that is in a basket."""
    return [Wanted(code, units) for code, units in basket.items()]


def _believed(lines: Any) -> Basket:
    # Only we can sign, but an older release of ours may have written another shape.
    try:
        basket = {str(code): int(units) for code, units in lines}
    except (TypeError, ValueError):
        return {}
    kept = {code: units for code, units in basket.items() if 0 < units <= UNITS_MAX}
    return dict(list(kept.items())[:LINES_MAX])
