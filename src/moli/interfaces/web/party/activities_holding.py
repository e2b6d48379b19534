"""Writing down how an activity was held: who came, the minutes, photos."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.party.activities import activity_context
from moli.interfaces.web.party.activities_doors import activity_in_sight
from moli.interfaces.web.party.activities_forms import HoldForm
from moli.interfaces.web.party.activities_rows import expected_words
from moli.interfaces.web.party.doors import acting
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.labels import label
from moli.orders.services.photos import UPLOAD_BYTES_MAX, PhotoTooLarge, read_photo
from moli.party.queries.activities import attendance_of, called_members, expected_at
from moli.party.rules.organisation import ActivityKind, ActivityState
from moli.party.rules.pictures import PICTURES_MAX, Picture
from moli.party.services.activities import ActivityPicturesUnfit, Held, hold_activity

_BYTES_PER_MB = 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The list of names with three choices each; sent, the activity is written down.

    What was refused comes back with everything but the photos. Whoever comes second is told that
    the first one's words stand.
    """
    found = activity_in_sight(request, uid)
    is_sent = request.method == "POST"
    if not is_sent and (found.state != ActivityState.PLANNED or found.begins_at > clock.now()):
        return redirect("web:activity", uid=found.uid)
    called = called_members(found)
    form = HoldForm(request.POST if is_sent else None, called=called)
    kept: list[tuple[Any, Held]] = []

    def act() -> None:
        held = Held(
            attendance=form.attendance(),
            minutes=form.cleaned_data["minutes"],
            pictures=_pictures(request),
        )
        row = hold_activity(activity_uid=found.uid, held=held, by=acting(request), at=clock.now())
        kept.append((row, held))

    if is_sent and attempt(form, act):
        _tell(request, *kept[0])
        return redirect("web:activity", uid=found.uid)
    context = {
        "found": found,
        "kind": label(ActivityKind(found.kind)),
        "branch_name": name_of(found.branch),
        "quorum": expected_words(expected_at(found, called)),
        "form": form,
    }
    return render(request, "web/party/activity_hold.html", context)


def _pictures(request: MoliRequest) -> tuple[Picture, ...]:
    """The photos made small; too many or too large ones are refused before any is opened."""
    sent = [each for each in request.FILES.getlist("photos") if each.size]
    if len(sent) > PICTURES_MAX:
        raise ActivityPicturesUnfit(field="photos", pictures_max=PICTURES_MAX)
    if any((each.size or 0) > UPLOAD_BYTES_MAX for each in sent):
        raise PhotoTooLarge(field="photos", megabytes_max=UPLOAD_BYTES_MAX // _BYTES_PER_MB)
    return tuple(read_photo(each.read()) for each in sent)


def _tell(request: MoliRequest, row: Any, held: Held) -> None:
    is_ours = row.minutes == held.minutes and attendance_of(row) == held.attendance
    if is_ours:
        messages.success(request, gettext("记下了。"))
    else:
        messages.warning(request, gettext("这次已经有人记过了，您刚填的没有存。"))


@require_safe
def activity_print(request: MoliRequest, uid: UUID) -> HttpResponse:
    """On A4: before it is held a list to sign, afterwards the minutes."""
    found = activity_in_sight(request, uid)
    if found.state == ActivityState.CALLED_OFF:
        return redirect("web:activity", uid=found.uid)
    context = {
        **activity_context(found),
        "is_held": found.state == ActivityState.HELD,
    }
    return render(request, "web/party/activity_print.html", context)
