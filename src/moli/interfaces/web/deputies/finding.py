"""Which household it is: found by what the person says, masked, as at the scale."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.doors import only_village
from moli.interfaces.web.stock.doors import scale_of
from moli.interfaces.web.stock.finding import CodeSearch, HeadSearch, found_by
from moli.interfaces.web.stock.rows import grower_rows


@require_http_methods(["GET", "HEAD", "POST"])
def find_deputy(request: MoliRequest) -> HttpResponse:
    """The two searches of the scale, and below them who was found by the one that was sent."""
    scale = scale_of(request)
    villages = scale.villages
    chosen = scale.village_code or only_village(villages)
    act = request.POST.get("act", "")
    by_head = HeadSearch(request.POST if act == "head" else None, villages=villages, chosen=chosen)
    by_code = CodeSearch(request.POST if act == "code" else None)
    found = found_by(scale, by_head, by_code)
    context: dict[str, Any] = {
        "by_head": by_head,
        "by_code": by_code,
        "has_scale": bool(scale.stations),
        "found": None if found is None else grower_rows(found),
    }
    return render(request, "web/deputies/find.html", context)
