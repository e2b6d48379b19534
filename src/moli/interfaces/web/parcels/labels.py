"""Labels of packed parcels, one or many on a page, each with the codes of its batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.interfaces.access import MoliRequest
from moli.interfaces.design.svg.qr_code import qr_code
from moli.interfaces.web.naming import name_of, unit_name
from moli.interfaces.web.stock.doors import reach_of
from moli.interfaces.web.trace.links import trace_url
from moli.orders.queries.parcels import orders_to_label

# As many as a roll of labels takes in one go.
LABELS_MAX = 50


@dataclass(frozen=True)
class TraceMark:
    """One batch in a parcel: its drawing and its code."""

    drawing: SafeString
    code: str
    article: str
    units: int


@dataclass(frozen=True)
class Label:
    """All that is printed for one parcel."""

    number: str
    name: str
    phone: str
    address: str
    goods: list[tuple[str, int]]
    marks: list[TraceMark]


@require_safe
def labels(request: MoliRequest) -> HttpResponse:
    """The labels of the orders that the address names, as far as they are packed and in reach.

    Of more than `LABELS_MAX` orders the first so many, and the page says so.
    """
    uids = _uids(request.GET.getlist("order"))
    shown = uids[:LABELS_MAX]
    found = orders_to_label(reach_of(request).works, shown) if shown else []
    if shown and not found:
        raise Http404
    context = {
        "labels": [_label(request, order) for order in found],
        "left_out": len(uids) - len(shown),
        "labels_max": LABELS_MAX,
    }
    return render(request, "web/parcels/labels.html", context)


def _uids(said: list[str]) -> list[UUID]:
    try:
        return [UUID(each) for each in dict.fromkeys(said)]
    except ValueError as wrong:
        raise Http404 from wrong


def _label(request: MoliRequest, order: Any) -> Label:
    lines = list(order.lines.all())
    return Label(
        number=order.number,
        name=order.buyer_name,
        phone=order.phone,
        address=order.address,
        goods=[(_named(line), line.units) for line in lines],
        marks=[
            TraceMark(
                drawing=qr_code(
                    trace_url(request, fill.production.trace_code), label=gettext("溯源二维码")
                ),
                code=fill.production.trace_code,
                article=name_of(line.article),
                units=fill.units,
            )
            for line in lines
            for fill in line.fills.all()
        ],
    )


def _named(line: Any) -> str:
    return f"{name_of(line.article)} {unit_name(line.article)}"
