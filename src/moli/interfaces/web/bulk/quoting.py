"""Quotes: the office offers a load, the enterprise says yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.bulk.doors import quote_seen, sight_of
from moli.interfaces.web.bulk.quote_forms import AskedForm, QuoteChoices, QuoteForm
from moli.interfaces.web.bulk.rows import enterprise_of, goods_of
from moli.interfaces.web.demands.forms import enterprises_in_reach, places_of_delivery
from moli.interfaces.web.lots.choices import product_choices
from moli.interfaces.web.lots.forms import known_key
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.web.registry.forms import attempt, attempted
from moli.interfaces.words.amounts import is_english
from moli.interfaces.words.labels import label
from moli.kernel.money import total_fen
from moli.market.queries.reach import MarketReach
from moli.orders.queries.bulk_lots import free_lots
from moli.orders.queries.bulk_sight import quotes_seen
from moli.orders.rules.bulk import QuoteState
from moli.orders.services.quoting import accept_quote, decline_quote, offer_quote


@dataclass(frozen=True)
class QuoteRow:
    """A quote in the list."""

    url: str
    number: str
    buyer: str
    product: str
    grams: int
    price_fen_per_kg: int
    valid_until_on: date
    state: str
    kind: Kind


def quote_row(row: Any, *, on: date) -> QuoteRow:
    """A line of the list."""
    state, kind = _state(row, on=on)
    return QuoteRow(
        url=reverse("web:quote", args=[row.uid]),
        number=row.number,
        buyer=enterprise_of(row),
        product=goods_of(row),
        grams=row.grams,
        price_fen_per_kg=row.price_fen_per_kg,
        valid_until_on=row.valid_until_on,
        state=state,
        kind=kind,
    )


def _state(row: Any, *, on: date) -> tuple[str, Kind]:
    if row.state == QuoteState.OFFERED and row.valid_until_on < on:
        return gettext("已过期"), Kind.PLAIN
    kinds = {QuoteState.OFFERED: Kind.WARN, QuoteState.ACCEPTED: Kind.OK}
    state = QuoteState(row.state)
    return label(state), kinds.get(state, Kind.PLAIN)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_quote_page(request: MoliRequest) -> HttpResponse:
    """Say what is asked for, look at the lots that would fill it, offer at a price."""
    choices = _choices()
    if request.method != "POST":
        return _page(request, AskedForm(choices=choices))
    offered_before = _offered_before(request)
    if offered_before is not None:
        return redirect("web:quote", uid=offered_before.uid)
    asked = AskedForm(request.POST, choices=choices)
    if not asked.is_valid():
        return _page(request, asked)
    lots = free_lots(
        grade_id=int(asked.cleaned_data["grade"]),
        grams=asked.cleaned_data["weight"],
        area_codes=request.standing.area_codes({Role.OFFICE}),
        on=clock.today(),
    )
    if request.POST.get("act") != "offer":
        return _page(request, _suggested(request, asked, choices=choices, lots=lots))
    form = QuoteForm(request.POST, choices=choices, lots=lots)
    stored: list[Any] = []
    if attempt(
        form,
        lambda: stored.append(
            offer_quote(
                offer=form.offer(),
                request_key=form.cleaned_data["request_key"],
                by=request.standing.actor,
                at=clock.now(),
            )
        ),
    ):
        messages.success(request, gettext("报出去了，对方在系统里就能答复。"))
        return redirect("web:quote", uid=stored[0].uid)
    return _page(request, form)


def _offered_before(request: MoliRequest) -> Any:
    """The quote that this form made at its first tap: its lots may be gone since."""
    key = request.POST.get("request_key", "")
    if request.POST.get("act") != "offer" or not known_key(key):
        return None
    return quotes_seen(sight_of(request)).filter(request_key=key).first()


def _choices() -> QuoteChoices:
    return QuoteChoices(
        enterprises=[
            (str(row.pk), row.name) for row in enterprises_in_reach(MarketReach(), is_office=True)
        ],
        products=product_choices(on=clock.today(), is_english=is_english()),
        places=[(str(place.pk), place.name) for place in places_of_delivery()],
    )


def _suggested(
    request: MoliRequest, asked: AskedForm, *, choices: QuoteChoices, lots: Any
) -> QuoteForm:
    """The whole form, filled with what was asked and the suggested weight of each lot."""
    initial = {name: request.POST.get(name, "") for name in asked.fields}
    initial["valid_until_on"] = asked.cleaned_data["deliver_by_on"].isoformat()
    form = QuoteForm(choices=choices, lots=lots, initial=initial)
    for each in lots:
        if each.suggested_grams:
            form.initial[f"lot_{each.lot.uid}"] = form.shown(each.suggested_grams)
    return form


def _page(request: MoliRequest, form: AskedForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "has_lots": isinstance(form, QuoteForm)}
    if isinstance(form, QuoteForm):
        context |= {
            "lots": [
                {
                    "village": village_name(each.lot.lot.village),
                    "grade": name_of(each.lot.lot.grade),
                    "left_grams": each.lot.lot.left_grams,
                    "floor_fen_per_kg": each.lot.lot.floor_fen_per_kg,
                    "ready_to_on": each.lot.lot.ready_to_on,
                    "box": each.weight,
                }
                for each in form.lot_boxes
            ],
            "short_grams": _short(form),
            "weight_unit": form.unit_behind("weight"),
            "price_unit": form.unit_behind("price"),
        }
    return render(request, "web/bulk/quote_form.html", context)


def _short(form: QuoteForm) -> int:
    """How much more was asked for than free lots have."""
    if form.is_bound:
        return 0
    asked: int = form.fields["weight"].clean(form.initial["weight"])
    return max(0, asked - sum(each.suggested_grams for each in form.lots))


@require_safe
def quote(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One quote: villages, weight, price, total; the buyer answers here."""
    row, sight = quote_seen(request, uid)
    on = clock.today()
    state, kind = _state(row, on=on)
    parts = row.parts.select_related("lot__village__parent", "lot__grade").order_by("pk")
    is_open = row.state == QuoteState.OFFERED and row.valid_until_on >= on
    context = {
        "row": row,
        "buyer": enterprise_of(row),
        "product": goods_of(row),
        "grade": name_of(row.lowest_grade),
        "place_name": name_of(row.destination),
        "state": state,
        "kind": kind,
        "parts": [
            {
                "village": village_name(part.lot.village),
                "grade": name_of(part.lot.grade),
                "grams": part.grams,
                "fen": total_fen(grams=part.grams, fen_per_kg=row.price_fen_per_kg),
            }
            for part in parts
        ],
        "total_fen": total_fen(grams=row.grams, fen_per_kg=row.price_fen_per_kg),
        "may_answer": is_open and sight.buys(row.enterprise.key),
        "order_url": _order_url(row),
    }
    return render(request, "web/bulk/quote.html", context)


def _order_url(row: Any) -> str:
    order = getattr(row, "bulk_order", None)
    return reverse("web:bulk_order", args=[order.uid]) if order else ""


@require_POST
def answer_quote(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Yes makes an order of the quote; no ends it. A second tap changes nothing."""
    row, sight = quote_seen(request, uid)
    if not sight.buys(row.enterprise.key):
        raise Http404
    by, at = request.standing.actor, clock.now()
    if request.POST.get("answer") == "yes":
        orders: list[Any] = []
        if attempted(request, lambda: orders.append(accept_quote(quote_uid=row.uid, by=by, at=at))):
            messages.success(request, gettext("下单了，各村开始分到户。"))
            return redirect("web:bulk_order", uid=orders[0].uid)
    elif attempted(request, lambda: decline_quote(quote_uid=row.uid, by=by, at=at)):
        messages.success(request, gettext("记下了：这次不要。"))
    return redirect("web:quote", uid=uid)
