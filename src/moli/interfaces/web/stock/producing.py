"""Packing a batch: the article, how many units, from which weigh-ins; then its page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.households.queries.at_the_scale import head_names
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.svg.qr_code import qr_code
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import name_of, unit_name, village_name
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.web.stock.doors import (
    article_or_404,
    is_worker,
    production_or_404,
    reach_of,
)
from moli.interfaces.web.stock.packing_stock import Packable, packable
from moli.interfaces.web.stock.producing_forms import BatchForm, PlanForm
from moli.interfaces.web.stock.rows import short_number
from moli.interfaces.web.trace.links import trace_url
from moli.kernel.identifiers import masked_name
from moli.orders.queries.stock_sheets import (
    articles_with_prices,
    production_of_key,
    productions_newest_first,
)
from moli.orders.services.producing import Batch, produce


@require_safe
def productions(request: MoliRequest) -> HttpResponse:
    """All batches, the newest first."""
    sheet = sheet_of(request, productions_newest_first(reach_of(request).sees), picked={})
    rows = [
        {
            "row": row,
            "article": name_of(row.article),
            "unit": unit_name(row.article),
        }
        for row in sheet.rows
    ]
    context = {"sheet": sheet, "rows": rows, "is_worker": is_worker(request)}
    return render(request, "web/stock/productions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def produce_batch(request: MoliRequest) -> HttpResponse:
    """Pick an article, say how many, agree to what goes in. Twice agreed is once packed."""
    works = reach_of(request).works
    code = request.GET.get("article", "")
    if not code:
        rows = [row for row, _ in articles_with_prices(works, on=clock.today()) if row.is_open]
        choices = [(row.code, name_of(row), unit_name(row), row.free_units) for row in rows]
        return render(request, "web/stock/pick_article.html", {"choices": choices})
    article = article_or_404(works, code)
    # A second tap finds the weigh-ins used up by the first.
    known = production_of_key(works, request.POST.get("request_key", ""))
    if known is not None:
        return redirect("web:production", uid=known.uid)
    stock = packable(works, article)
    plan = PlanForm(request.GET if "units" in request.GET else None)
    has_plan = plan.is_bound and plan.is_valid()
    form: BatchForm | None = None
    loss = None
    if request.method == "POST":
        form = BatchForm(request.POST, article=article, sources=stock.sources)
        if form.is_valid():
            loss = form.loss_grams
            done = _agreed(request, form, loss_grams=loss)
            if done is not None:
                messages.success(request, gettext("装好入库，溯源码已经有了。"))
                return redirect("web:production", uid=done.uid)
    elif has_plan:
        form = BatchForm(None, article=article, sources=stock.sources, plan=plan)
    return render(
        request,
        "web/stock/produce.html",
        _context(request, article, stock, plan=plan, form=form, loss=loss),
    )


def _agreed(request: MoliRequest, form: BatchForm, *, loss_grams: int) -> Any:
    """The batch, when this loss was shown before and somebody agreed to it."""
    if request.POST.get("act") != "save" or request.POST.get("shown_loss") != str(loss_grams):
        return None
    stored: list[Any] = []
    said = form.cleaned_data
    batch = Batch(form.article, said["units"], loss_grams, form.inputs)
    by, at = request.standing.actor, clock.now()
    attempt(
        form,
        lambda: stored.append(produce(batch=batch, request_key=said["request_key"], by=by, at=at)),
    )
    return stored[0] if stored else None


def _context(
    request: MoliRequest,
    article: Any,
    stock: Packable,
    *,
    plan: PlanForm,
    form: BatchForm | None,
    loss: int | None,
) -> dict[str, Any]:
    boxes = form.boxes_for(stock.rows()) if form else []
    used = [one for one in boxes if one.is_used]
    return {
        "article": article,
        "name": name_of(article),
        "unit": unit_name(article),
        "plan": plan,
        "form": form,
        "used": used or boxes,
        "others": [one for one in boxes if not one.is_used] if used else [],
        "left_grams": sum(each.left_grams for each in stock.sources),
        "loss": loss if form and not form.errors else None,
        "here": request.get_full_path(),
    }


@require_safe
def production(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One batch: what went in, what it weighs, its code."""
    row = production_or_404(reach_of(request).sees, uid)
    inputs = list(row.inputs.all())
    if not inputs:
        raise Http404
    heads = head_names([each.weigh_in.household_id for each in inputs])
    url = trace_url(request, row.trace_code)
    context = {
        "row": row,
        "article": name_of(row.article),
        "unit": unit_name(row.article),
        "units_grams": row.units * row.article.grams_per_unit,
        "grams": sum(each.grams for each in inputs),
        "inputs": [
            {
                # What another station weighed in is for its own people to open.
                "uid": each.weigh_in.uid if each.load is None else None,
                "transfer": each.load.transfer if each.load else None,
                "number": short_number(each.weigh_in.key),
                "head": masked_name(heads.get(each.weigh_in.household_id, "")),
                "village": village_name(each.weigh_in.village),
                "grams": each.grams,
            }
            for each in inputs
        ],
        "trace_url": url,
        "code": qr_code(url, label=gettext("溯源二维码")),
        "is_worker": is_worker(request),
        "sold_units": row.units - row.left_units - row.shrunk_units,
    }
    return render(request, "web/stock/production.html", context)
