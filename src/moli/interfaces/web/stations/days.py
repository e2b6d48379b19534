"""A station's days and what it offers: opening, services, pauses, reopening, closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_POST

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import Desk, carry_out, form_page, sent, show
from moli.interfaces.web.registry.doors import choices_of_villages
from moli.interfaces.web.registry.forms import attempt, attempted
from moli.interfaces.web.stations.doors import (
    sight_of,
    station_desk,
    station_to_keep,
    station_to_run,
)
from moli.interfaces.web.stations.forms import OnDayForm, OpenForm, PauseForm, ServicesForm
from moli.places.queries.directory import villages_inside
from moli.stations.queries.listing import services_of
from moli.stations.queries.opening import pauses_of
from moli.stations.rules.offering import PauseReason, Service
from moli.stations.rules.platforms import Platform
from moli.stations.services.offering import end_service, offer_service
from moli.stations.services.opening import close_station, open_station
from moli.stations.services.pausing import call_off_pause, pause, reopen


@form_page
def open_new(request: MoliRequest) -> HttpResponse:
    """Open a station, today or on a later day. Sent twice, it opens once."""
    villages = choices_of_villages(villages_inside(area_codes=sight_of(request).keeps_areas))
    form = OpenForm(sent(request), villages=villages, today=clock.today())
    made: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(
            open_station(
                name=said["name"],
                platform=Platform(said["platform"]),
                village_code=said["village_code"],
                from_on=said["from_on"],
                by=request.standing.actor,
                at=clock.now(),
            )
        )

    if form.is_bound and attempt(form, act):
        messages.success(request, gettext("服务站记下了。接着写它办哪些服务。"))
        return redirect("web:station", uid=made[0].uid)
    desk = Desk(
        title=gettext("开一个服务站"),
        button=gettext("开这个站"),
        here=request.path,
        back=reverse("web:stations"),
        back_words=pgettext("list", "服务站"),
        notes=(gettext("日期在以后的，先列成“准备开”，到那天算开。"),),
    )
    return show(request, desk, form)


@form_page
def services(request: MoliRequest, uid: UUID) -> HttpResponse:
    """What the station offers from a day on: all ticks at once, or nothing."""
    station = station_to_keep(request, uid)
    today = clock.today()
    offered = services_of([station.pk], on=today).get(station.pk, ())
    form = ServicesForm(sent(request), offered=offered, today=max(today, station.from_on))

    @transaction.atomic
    def act() -> None:
        said = form.cleaned_data
        for each in Service:
            facts = {
                "station_id": station.pk,
                "service": each,
                "by": request.standing.actor,
                "at": clock.now(),
            }
            if each.value in said["services"]:
                offer_service(from_on=said["from_on"], **facts)
            else:
                end_service(to_on=said["from_on"], **facts)

    desk = station_desk(
        request,
        station,
        title=gettext("办哪些服务"),
        button=gettext("记下"),
        notes=(gettext("改了的服务，从写的那天起算；以前的记录都留着。"),),
    )
    return carry_out(request, desk, form, act, done=gettext("服务记下了。"))


@form_page
def pause_station(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Close the station for a time."""
    station = station_to_run(request, uid)
    form = PauseForm(sent(request), today=max(clock.today(), station.from_on))

    def act() -> object:
        said = form.cleaned_data
        return pause(
            station_id=station.pk,
            pause_reason=PauseReason(said["pause_reason"]),
            from_on=said["from_on"],
            to_on=said["to_on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    desk = station_desk(
        request,
        station,
        title=pgettext("station", "停业几天"),
        button=gettext("记下停业"),
        notes=(gettext("停业的站还在，队伍、设备和服务都留着；提前开门，用“重新开门”。"),),
    )
    return carry_out(request, desk, form, act, done=gettext("停业记下了。"))


@form_page
def reopen_station(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Open the station again, which ends the pause it is in."""
    station = station_to_run(request, uid)
    form = OnDayForm(sent(request), label=pgettext("station", "哪天开门"), initial=clock.today())

    def act() -> object:
        return reopen(
            station_id=station.pk,
            on=form.cleaned_data["on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    desk = station_desk(request, station, title=gettext("重新开门"), button=gettext("开门"))
    return carry_out(request, desk, form, act, done=gettext("重新开门记下了。"))


@require_POST
def call_off(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Call off a pause that has not begun. Twice is once."""
    station = station_to_run(request, uid)
    day = request.POST.get("from_on", "")
    found = next((row for row in pauses_of(station) if row.from_on.isoformat() == day), None)
    if found is not None and attempted(
        request,
        lambda: call_off_pause(pause_id=found.pk, by=request.standing.actor, at=clock.now()),
    ):
        messages.success(request, gettext("这段停业撤回了。"))
    return redirect("web:station", uid=station.uid)


@form_page
def close(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Close the station for good: what it has ends with it."""
    station = station_to_keep(request, uid)
    if station.to_on is not None:
        raise Http404
    form = OnDayForm(
        sent(request),
        label=pgettext("station", "哪天关"),
        initial=clock.today(),
        help_text=gettext("这一天是不开的第一天"),
    )

    def act() -> object:
        return close_station(
            station_id=station.pk,
            to_on=form.cleaned_data["on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    desk = station_desk(
        request,
        station,
        title=gettext("关掉这个站"),
        button=gettext("关站"),
        notes=(
            gettext("它的服务、停业、队伍和设备都在那天结束，帮手的任命也结束，记录都留着。"),
            gettext("只是歇几天的，用“停业几天”。"),
            gettext(
                "平板不会自己停用：从关站那天起只能收尾。东西和钱清完、没有待传的，再一台一台停用。"
            ),
        ),
    )
    return carry_out(request, desk, form, act, done=gettext("关站记下了。"))
