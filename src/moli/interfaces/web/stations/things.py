"""What stands in a station, what is to be done there, and its devices."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_POST

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import carry_out, form_page, sent
from moli.interfaces.web.stations.doors import (
    sight_of,
    station_desk,
    station_to_read,
    station_to_run,
)
from moli.interfaces.web.stations.forms import EquipmentForm, OnDayForm, TaskForm
from moli.interfaces.words.labels import label
from moli.stations.queries.listing import equipment_in
from moli.stations.queries.tasks import task_of_station
from moli.stations.queries.team import team_on
from moli.stations.rules.offering import EquipmentKind
from moli.stations.rules.team import may_finish
from moli.stations.services.equipping import set_up_equipment, take_away_equipment
from moli.stations.services.tasks import end_task, set_task
from moli.sync.queries.devices import devices_of
from moli.sync.services.registering import revoke_device


@form_page
def new_equipment(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down that something stands in the station. Sent twice, it stands once."""
    station = station_to_run(request, uid)
    form = EquipmentForm(sent(request), today=max(clock.today(), station.from_on))

    def act() -> object:
        said = form.cleaned_data
        return set_up_equipment(
            station_id=station.pk,
            equipment_kind=EquipmentKind(said["equipment_kind"]),
            count=said["count"],
            words=said["words"],
            from_on=said["from_on"],
            request_key=said["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        )

    desk = station_desk(request, station, title=gettext("添一件设备"), button=gettext("记下"))
    return carry_out(request, desk, form, act, done=gettext("设备记下了。"))


@form_page
def equipment_gone(request: MoliRequest, uid: UUID, thing: UUID) -> HttpResponse:
    """Write down that something is gone from a day on."""
    station = station_to_run(request, uid)
    row = equipment_in(station, thing)
    if row is None or row.to_on is not None:
        raise Http404
    form = OnDayForm(sent(request), label=pgettext("station", "哪天搬走"), initial=clock.today())

    def act() -> object:
        return take_away_equipment(
            equipment_uid=thing,
            to_on=form.cleaned_data["on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    kind = label(EquipmentKind(row.equipment_kind))
    desk = station_desk(
        request,
        station,
        title=gettext("%(thing)s搬走了") % {"thing": kind},
        button=gettext("记下"),
    )
    return carry_out(request, desk, form, act, done=gettext("搬走记下了。"))


@form_page
def new_task(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Set a task for one of the team, or for all. Sent twice, it is set once."""
    station = station_to_run(request, uid)
    today = clock.today()
    people = [(each.person_key, each.person_name) for each in team_on(station.key, on=today)]
    form = TaskForm(sent(request), people=people, today=today)

    def act() -> object:
        said = form.cleaned_data
        return set_task(
            station_id=station.pk,
            words=said["words"],
            due_on=said["due_on"],
            for_key=said["for_key"],
            request_key=said["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        )

    desk = station_desk(request, station, title=gettext("派一项任务"), button=gettext("派下去"))
    return carry_out(request, desk, form, act, done=gettext("任务派下去了，柜台上也看得到。"))


@require_POST
def task_ended(request: MoliRequest, uid: UUID, task: UUID) -> HttpResponse:
    """A task is done, by whom it was for or by whoever runs the station; or dropped by these."""
    station = station_to_read(request, uid)
    sight, by = sight_of(request), request.standing.actor
    row = task_of_station(station.key, task)
    is_done = request.POST.get("act") == "done"
    may = sight.runs(station)
    if row is not None and is_done and station.key in sight.keys:
        may = may_finish(for_key=row.for_key, person_key=by.key, leads=may)
    if row is None or not may:
        raise Http404
    end_task(task_uid=task, is_done=is_done, by=by, at=clock.now())
    messages.success(
        request, gettext("做好了，记下了。") if is_done else gettext("这项任务不做了，记下了。")
    )
    return redirect("web:station", uid=station.uid)


@form_page
def revoke(request: MoliRequest, uid: UUID, device: UUID) -> HttpResponse:
    """Take a device out of work, after the page has said what happens. Twice is once."""
    station = station_to_run(request, uid)
    row = next((each for each in devices_of([station.key]) if each.uid == device), None)
    if row is None:
        raise Http404
    if request.method == "POST":
        revoke_device(device_uid=device, by=request.standing.actor, at=clock.now())
        messages.success(request, gettext("停用了。它下次联网时清空自己。"))
        return redirect("web:station", uid=station.uid)
    context = {
        "station": station,
        "row": row,
        "people": [each.name for each in row.users.all()],
        "here": reverse("web:revoke_device", args=[station.uid, row.uid]),
    }
    return render(request, "web/stations/revoke.html", context)
