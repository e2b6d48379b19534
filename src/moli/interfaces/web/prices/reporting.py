"""The page that reports a farm-gate price: pick the product, then grade, price and day."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.choices import (
    OTHER,
    ProductChoice,
    product_choices,
    product_picks,
    villages_in_reach,
)
from moli.interfaces.web.lots.forms import VillageDesk, known_key
from moli.interfaces.web.prices.forms import PriceForm
from moli.interfaces.words.amounts import is_english, number
from moli.kernel.refusal import Refusal
from moli.market.queries.reach import market_reach
from moli.market.rules.farm_gate import report_terms
from moli.market.services import reporting_prices
from moli.market.services.posting_lots import RequestKeyTaken


class _Desk:
    """Who reports, for which villages, and what there is to pick from."""

    def __init__(self, request: MoliRequest) -> None:
        self.request = request
        self.today = clock.today()
        reach = market_reach(request.standing, on=self.today)
        self.villages = VillageDesk(tuple(villages_in_reach(reach.sells_for_areas)))
        self.products = product_choices(on=self.today, is_english=is_english())
        said = request.POST if request.method == "POST" else request.GET
        self.asked = said.get("product", "")

    @property
    def product(self) -> ProductChoice | None:
        return next((one for one in self.products if one.code == self.asked), None)

    @property
    def picks(self) -> list[tuple[str, str]]:
        if self.asked == OTHER:
            return [(one.code, one.name) for one in self.products]
        return product_picks(self.products, chosen="")


def report_price(request: MoliRequest) -> HttpResponse:
    """Show the products, the short form of one, or take a report; one form reports once."""
    desk = _Desk(request)
    product = desk.product
    if product is None or not desk.villages.villages:
        return _page(desk, form=None)
    if request.method != "POST":
        first = {"seen_on": desk.today.isoformat()}
        return _page(desk, form=PriceForm(product=product, desk=desk.villages, initial=first))
    if request.POST.get("act") == "show":
        said = {name: str(value) for name, value in request.POST.items()}
        return _page(desk, form=PriceForm(product=product, desk=desk.villages, initial=said))
    return _take(desk, product)


def _take(desk: _Desk, product: ProductChoice) -> HttpResponse:
    data = desk.request.POST.copy()
    has_key = known_key(data.get("request_key", ""))
    if not has_key:
        data["request_key"] = str(uuid4())
    form = PriceForm(data, product=product, desk=desk.villages)
    if not has_key:
        form.add_error(None, gettext("这张表没有编号，什么都没有存，请再点一次"))
    elif form.is_valid():
        try:
            return _taken(desk, form)
        except Refusal as refusal:
            form.refuse(refusal)
            if isinstance(refusal, RequestKeyTaken):
                data["request_key"] = str(uuid4())
    return _page(desk, form=form)


def _taken(desk: _Desk, form: PriceForm) -> HttpResponse:
    seen = form.seen()
    if seen is None:
        # A town was picked, and its villages can be shown only now.
        return _page(desk, form=form)
    reporting_prices.report_price(
        report=seen,
        request_key=form.cleaned_data["request_key"],
        by=desk.request.standing.actor,
        at=clock.now(),
    )
    told = gettext("记下了。够 %(count)s 个人报，就有一个公开的价。")
    messages.success(desk.request, told % {"count": number(report_terms().reporters_min)})
    return redirect("web:prices")


def _page(desk: _Desk, *, form: PriceForm | None) -> HttpResponse:
    context = {
        "form": form,
        "product": desk.product,
        "village": desk.villages.only,
        "has_villages": bool(desk.villages.villages),
        "picks": desk.picks,
    }
    return render(desk.request, "web/prices/report.html", context)
