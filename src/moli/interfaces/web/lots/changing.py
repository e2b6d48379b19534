"""Changing a lot's terms, and taking a lot back. Both are fetched through what may be changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.choices import VillageChoice, product_choices
from moli.interfaces.web.lots.fields import price_text, unit_of, weight_text
from moli.interfaces.web.lots.forms import LotForm, VillageDesk
from moli.interfaces.web.lots.rows import lot_row
from moli.interfaces.web.naming import village_name
from moli.interfaces.words.amounts import is_english
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.market.queries.offers import lots_changeable_by
from moli.market.queries.reach import market_reach
from moli.market.services import posting_lots


def change_lot(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Change grade, weight, price, days and growers of an open lot; village and product stay."""
    found = _changeable(request, uid)
    products = product_choices(on=clock.today(), is_english=is_english())
    own = [product for product in products if product.pk == found.product_id]
    options: dict[str, Any] = {"products": own, "desk": _desk(found)}
    if request.method != "POST":
        return _page(request, found, LotForm(initial=_terms(found), **options))
    data = request.POST.copy()
    data["product"] = own[0].code
    form = LotForm(data, **options)
    if form.is_valid():
        try:
            posting_lots.amend_lot(
                lot_id=found.pk,
                offer=form.offer(words=found.words),
                by=request.standing.actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("改好了。下一轮对接按新条件算。"))
            return redirect("web:lot", uid=uid)
    return _page(request, found, form)


def withdraw_lot(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Ask once, then take the lot back. What was promised stays promised."""
    found = _changeable(request, uid)
    if request.method == "POST":
        try:
            posting_lots.withdraw_lot(lot_id=found.pk, by=request.standing.actor, at=clock.now())
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, gettext("收回了。以后的对接不再算这批货。"))
        return redirect("web:lot", uid=uid)
    return render(
        request, "web/lots/withdraw.html", {"row": lot_row(found, on=clock.today()), "uid": uid}
    )


def _changeable(request: MoliRequest, uid: UUID) -> Any:
    reach = market_reach(request.standing, on=clock.today())
    return get_object_or_404(lots_changeable_by(reach), uid=uid)


def _desk(found: Any) -> VillageDesk:
    town = found.village.parent
    village = VillageChoice(
        pk=found.village_id,
        code=found.village.code,
        name=village_name(found.village),
        short_name=found.village.short_name,
        town_code=town.code if town else "",
        town_name="",
    )
    return VillageDesk((village,))


def _terms(found: Any) -> dict[str, Any]:
    unit = unit_of("")
    return {
        "unit": unit,
        "product": found.product.code,
        "grade": str(found.grade_id),
        "weight": weight_text(found.grams, unit=unit),
        "price": price_text(found.floor_fen_per_kg, unit=unit),
        "from_on": found.ready_from_on,
        "to_on": found.ready_to_on,
        "households": found.households,
        "poor_households": found.poor_households,
    }


def _page(request: MoliRequest, found: Any, form: LotForm) -> HttpResponse:
    context = {"form": form, "row": lot_row(found, on=clock.today()), "uid": found.uid}
    return render(request, "web/lots/change.html", context)
