"""The own row of a member on the page about oneself, and the wish to be shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.party.activities_doors import sight_of
from moli.interfaces.web.party.members import sheet_context
from moli.interfaces.web.registry.forms import attempted
from moli.party.queries.member_sheets import own_sheet
from moli.party.services.wishes import take_back_wish, wish_to_be_shown


def own_membership(request: MoliRequest) -> dict[str, Any] | None:
    """The person's own membership in words; None for whoever is no member."""
    sheet = own_sheet(sight_of(request))
    return sheet_context(sheet) if sheet is not None else None


@require_POST
def own_wish(request: MoliRequest) -> HttpResponse:
    """Wish to be shown, or take it back: only by the own account, at once."""
    sheet = own_sheet(sight_of(request))
    wishes = request.POST.get("wish")
    if sheet is None or wishes not in {"show", "hide"}:
        raise Http404
    act = wish_to_be_shown if wishes == "show" else take_back_wish
    done = attempted(
        request,
        lambda: act(member_uid=sheet.member.uid, by=request.standing.actor, at=clock.now()),
    )
    if done:
        messages.success(
            request,
            gettext("亮了。支部的页上有您的名字，随时可以收回。")
            if wishes == "show"
            else gettext("收回了，从现在起不再写您的名字。"),
        )
    return redirect("web:me")
