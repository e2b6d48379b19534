"""The trace page: what is in the box, where it comes from, and what became of its price.

It asks for no log-in, holds nobody's name, and is the same for everybody, so that a cache may
keep it for a few minutes.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.trace.rows import told
from moli.orders.queries.tracing import trace_of
from moli.orders.rules.numbers import as_trace_code
from moli.settlement.queries.growers_share import price_parts

_KEPT_SECONDS: Final = 300


@require_safe
def enter(request: MoliRequest) -> HttpResponse:
    """A box for a code that cannot be scanned."""
    typed = request.GET.get("code", "")
    if typed and (code := as_trace_code(typed)):
        return HttpResponseRedirect(reverse("web:trace", args=[code]))
    context = {"typed": typed[:40], "is_wrong": bool(typed)}
    return _kept(request, render(request, "web/trace/enter.html", context))


@require_safe
def trace(request: MoliRequest, code: str) -> HttpResponse:
    """What a code leads to; 404 with a kind sentence when nothing is under it."""
    known = as_trace_code(code)
    if known and known != code:
        return HttpResponseRedirect(reverse("web:trace", args=[known]))
    found = trace_of(known) if known else None
    if found is None:
        context = {"typed": code[:40], "is_wrong": True}
        return render(request, "web/trace/enter.html", context, status=404)
    context = {"told": told(found, price_parts(found.production_id))}
    return _kept(request, render(request, "web/trace/trace.html", context))


def _kept(request: MoliRequest, answer: HttpResponse) -> HttpResponse:
    """Let caches keep what was made for nobody in particular."""
    if not request.user.is_authenticated:
        patch_cache_control(answer, public=True, max_age=_KEPT_SECONDS)
    return answer
