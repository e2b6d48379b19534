"""The order desk: what waits for packing and for the road, the oldest first."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.parcels.rows import parcel_rows
from moli.interfaces.web.stock.doors import is_worker, reach_of
from moli.orders.queries.parcels import WORK, Pile, pile, pile_counts

LABELS: dict[Pile, Promise] = {
    Pile.TO_PACK: _("等打包"),
    Pile.TO_SEND: _("等发货"),
    Pile.TO_PAY: _("等付款"),
    Pile.ON_THE_WAY: _("在路上"),
    Pile.OVER: _("已了结"),
}
NOTHING: dict[Pile, tuple[Promise, Promise]] = {
    Pile.TO_PACK: (_("没有要打包的"), _("买家付了款，单子就排在这里。")),
    Pile.TO_SEND: (_("没有要发货的"), _("打好包的排在这里，打了面单再交给快递。")),
    Pile.TO_PAY: (_("没有等付款的"), _("买家下了单还没付，排在这里，到时间自己取消。")),
    Pile.ON_THE_WAY: (_("没有在路上的"), _("交给快递的排在这里，买家收到了记一下。")),
    Pile.OVER: (_("还没有了结的单"), _("收到、退货、取消的都在这里。")),
}


@require_safe
def parcels(request: MoliRequest) -> HttpResponse:
    """One pile; without a choice the first in which something waits."""
    scope = reach_of(request).sees
    counts = pile_counts(scope)
    which = _chosen(request.GET.get("pile", ""), counts)
    picked = {"pile": which.value}
    sheet = sheet_of(request, pile(scope, which), picked=picked)
    context: dict[str, Any] = {
        "which": which.value,
        "title": LABELS[which],
        "piles": [
            {
                "url": f"{reverse('web:parcels')}?pile={each.value}",
                "words": words,
                "count": counts[each],
                "is_here": each is which,
                "is_work": each in WORK and counts[each] > 0,
            }
            for each, words in LABELS.items()
        ],
        "sheet": sheet,
        "rows": parcel_rows(sheet.rows),
        "nothing": NOTHING[which],
        "is_worker": is_worker(request),
        "can_label": which is Pile.TO_SEND,
    }
    return render(request, "web/parcels/parcels.html", context)


def _chosen(said: str, counts: dict[Pile, int]) -> Pile:
    if said:
        try:
            return Pile(said)
        except ValueError as unknown:
            raise Http404 from unknown
    return next((each for each in WORK if counts[each]), Pile.TO_PACK)
