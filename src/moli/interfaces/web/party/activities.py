"""Activities of a branch: what lacks, the list, one activity, its photos, calling it off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.party.activities_doors import (
    activity_and_sight,
    activity_in_sight,
    branch_in_sight,
)
from moli.interfaces.web.party.activities_rows import (
    SIGNS,
    activity_row,
    came_rows,
    expected_words,
    lacking_rows,
    turnout_words,
)
from moli.interfaces.web.party.doors import acting
from moli.interfaces.web.registry.forms import attempted
from moli.interfaces.words.labels import label
from moli.party.queries.activities import (
    activities_listed,
    attendees_of,
    called_members,
    expected_at,
    photos_of,
    planned_from,
)
from moli.party.queries.attendances import turnout_of
from moli.party.queries.elections import electing_assemblies
from moli.party.queries.overdue import overdue_activities
from moli.party.queries.rules_in_force import PartyRuleMissing
from moli.party.queries.sight import MemberSight
from moli.party.rules.committees import ELECTING
from moli.party.rules.organisation import ActivityKind, ActivityState, Form
from moli.party.services.activities import call_off_activity


@require_safe
def activities(request: MoliRequest, uid: UUID) -> HttpResponse:
    """What the branch lacks, and everything that it planned, held and called off."""
    branch, sight = branch_in_sight(request, uid)
    on = clock.today()
    sheet = sheet_of(request, activities_listed(branch, sight=sight), picked={})
    context = {
        "branch": branch,
        "branch_name": name_of(branch),
        "lacking": _lacking(branch),
        "sheet": sheet,
        "rows": [activity_row(row) for row in sheet.rows],
        "is_there": branch.disbanded_on is None or branch.disbanded_on > on,
    }
    return render(request, "web/party/activities.html", context)


def _lacking(branch: Any) -> list[Any]:
    """Nothing where a county has not entered by which rules something lacks."""
    on = clock.today()
    try:
        lacking = overdue_activities(on=on, branch_ids=[branch.pk])
    except PartyRuleMissing:
        return []
    planned = list(planned_from([branch.pk], on=on)) if lacking else []
    return lacking_rows(lacking, branch=branch, planned=planned)


@require_safe
def activity(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One activity: its agenda, who is called or came, the quorum, minutes and photos."""
    found, sight = activity_and_sight(request, uid)
    state = ActivityState(found.state)
    context = {
        **activity_context(found),
        "state": label(state),
        "sign": SIGNS[state],
        "is_planned": state is ActivityState.PLANNED,
        "is_held": state is ActivityState.HELD,
        "has_begun": found.begins_at <= clock.now(),
        "elect_url": _elect_url(found, sight),
        "photos": [
            {
                "url": reverse("web:activity_photo", args=[found.uid, place]),
                "place": place,
                "width": photo["width"],
                "height": photo["height"],
            }
            for place, photo in enumerate(photos_of(found).values("width", "height"), start=1)
        ],
    }
    return render(request, "web/party/activity.html", context)


def _elect_url(found: Any, sight: MemberSight) -> str:
    """Where an assembly that can still elect is said to have done so; empty for all others."""
    is_electing = Form(found.branch.form) in ELECTING and found.kind == ActivityKind.ASSEMBLY
    if found.state != ActivityState.HELD or not is_electing:
        return ""
    assemblies = electing_assemblies(found.branch, sight=sight)
    if not assemblies.filter(pk=found.pk).exists():
        return ""
    address = reverse("web:elect", args=[found.branch.uid])
    return f"{address}?{urlencode({'assembly': found.key})}"


def activity_context(found: Any) -> dict[str, Any]:
    """What the page of an activity and its print have in common."""
    context = {
        "found": found,
        "kind": label(ActivityKind(found.kind)),
        "branch_name": name_of(found.branch),
        "called": [],
        "came": [],
        "without_vote": "",
        "quorum": "",
    }
    if found.state == ActivityState.PLANNED:
        called = called_members(found)
        context |= {
            "called": called,
            "quorum": expected_words(expected_at(found, called)),
            "without_vote": _without_vote(called),
        }
    elif found.state == ActivityState.HELD:
        attendees = attendees_of(found)
        context |= {
            "came": came_rows(attendees),
            "quorum": turnout_words(turnout_of(found)),
            "without_vote": _without_vote(attendees),
        }
    return context


def _without_vote(people: Any) -> str:
    return gettext("、").join(each.name for each in people if not each.has_vote)


@require_POST
def call_off(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Call an activity off; one that was held stays, and the next page says so."""
    found = activity_in_sight(request, uid)

    def act() -> None:
        call_off_activity(activity_uid=found.uid, by=acting(request), at=clock.now())

    if attempted(request, act):
        messages.success(request, gettext("取消了，记录还在。"))
    return redirect("web:activity", uid=found.uid)


@require_safe
def activity_photo(request: MoliRequest, uid: UUID, place: int) -> HttpResponse:
    """One photo of an activity, for whoever may see the activity; no cache keeps it."""
    photos = photos_of(activity_in_sight(request, uid))
    found = photos[place - 1 : place].first() if place else None
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type="image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = f'inline; filename="{place}.jpg"'
    add_never_cache_headers(answer)
    return answer
