"""Which household it is: found by what the person says, masked, as at the scale."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import form_page
from moli.interfaces.web.stock.doors import scale_of
from moli.interfaces.web.stock.finding import search_context


@sensitive_post_parameters()
@form_page
def find_deputy(request: MoliRequest) -> HttpResponse:
    """The two searches of the scale, and below them who was found by the one that was sent."""
    context = search_context(request, scale_of(request))
    return render(request, "web/deputies/find.html", context)
