"""Applying for a demonstration post."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.party.posts_doors import applicant, branch_of_posts
from moli.interfaces.web.party.posts_forms import ApplyForm, Choices
from moli.interfaces.web.party.posts_rows import station_words
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.forms import attempt
from moli.party.queries.branches import reach_of
from moli.party.queries.sight import members_of
from moli.party.services.posts import apply_for_post
from moli.stations.queries import open_stations


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Apply for a post of a member whom the person may see, or for the own one; twice is once."""
    branch, sight = branch_of_posts(request, uid)
    form = ApplyForm(
        request.POST if request.method == "POST" else None,
        members=[(row.key, row.name) for row in members_of(branch, sight=sight)],
        stations=_stations(branch),
    )
    made: list[Any] = []

    def act() -> None:
        made.append(
            apply_for_post(
                wanted=form.wanted(branch.uid),
                request_key=form.cleaned_data["request_key"],
                by=applicant(request, branch, sight),
                at=clock.now(),
            )
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, gettext("申报了，等另一个人核查。"))
        return redirect("web:demo_post", uid=made[0].uid)
    desk = Desk(
        title=gettext("申报示范岗"),
        sub=name_of(branch),
        button=gettext("申报"),
        here=request.path,
        back=reverse("web:branch_posts", args=[branch.uid]),
        back_words=pgettext("party pages", "示范岗"),
        notes=(gettext("申报、核查、授牌要由三个人办，本人只能申报。"),),
    )
    return show(request, desk, form)


def _stations(branch: Any) -> Choices:
    """Open stations that the branch leads; where it leads none, all of the county."""
    on = clock.today()
    reach = reach_of(branch_keys=[branch.key], on=on)
    rows = list(open_stations(on=on))
    led = [
        row
        for row in rows
        if row.key in reach.station_keys or row.village.code.startswith(reach.area_codes)
    ]
    return [(row.key, station_words(row)) for row in led or rows]
