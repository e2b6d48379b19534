"""The page of the basket: change units, take things out, go on to the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.shop.basket_cookie import Basket, read_basket, with_units, write_basket
from moli.interfaces.web.shop.lines import BasketLine, reckoned
from moli.orders.rules.basket import UNITS_MAX

_DIGITS_MAX = 6


@dataclass(frozen=True)
class _Box:
    """A line with the box in which its units are typed: as they are, or as they were sent."""

    line: BasketLine
    name: str
    typed: str
    error: str


@require_http_methods(["GET", "HEAD", "POST"])
def basket(request: MoliRequest) -> HttpResponse:
    """Show the basket, or change it. What was typed wrongly stays, and nothing is changed then."""
    at = clock.now()
    now = read_basket(request)
    if request.method != "POST":
        return _page(request, now, typed={}, at=at)
    if "set" in request.POST:
        return _kept(_one_changed(now, request.POST["set"]), to="web:shop_basket")
    typed = {code: request.POST.get(_name(code), str(units)) for code, units in now.items()}
    if any(_number(text) is None for text in typed.values()):
        return _page(request, now, typed=typed, at=at)
    changed = now
    for code, text in typed.items():
        changed = with_units(changed, code, _number(text) or 0)
    is_done = request.POST.get("act") == "checkout"
    return _kept(changed, to="web:shop_checkout" if is_done else "web:shop_basket")


def _kept(changed: Basket, *, to: str) -> HttpResponse:
    answer = redirect(to)
    write_basket(answer, changed)
    return answer


def _one_changed(now: Basket, said: str) -> Basket:
    """The basket after a button that names an article and its units: `jasmine-250:3`."""
    code, _, units = said.rpartition(":")
    number = _number(units)
    return now if code not in now or number is None else with_units(now, code, number)


def _page(
    request: MoliRequest, now: Basket, *, typed: dict[str, str], at: datetime
) -> HttpResponse:
    found = reckoned(now, at=at)
    boxes = [_box(line, typed.get(line.code, str(line.units))) for line in found.lines]
    context = {"boxes": boxes, "basket": found, "units_max": UNITS_MAX}
    return render(request, "web/shop/basket.html", context)


def _box(line: BasketLine, typed: str) -> _Box:
    is_right = _number(typed) is not None
    said = gettext("写一个整数，0 到 %(most)s；0 就是不要了。") % {"most": UNITS_MAX}
    return _Box(line, name=_name(line.code), typed=typed, error="" if is_right else said)


def _name(code: str) -> str:
    return f"units-{code}"


def _number(text: str) -> int | None:
    """A whole number of units, nought included, half or full width; None for anything else."""
    said = text.strip()
    if not (said.isdecimal() and len(said) < _DIGITS_MAX):
        return None
    return int(said) if int(said) <= UNITS_MAX else None
