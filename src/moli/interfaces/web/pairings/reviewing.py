"""Reviews of a period: a side's own, and what a household says, written down in its words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.households.queries.listing import households_of_village, lines_of
from moli.households.queries.reach import areas_reach, household_in_areas
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.pairings.acting import form_methods
from moli.interfaces.web.pairings.doors import (
    PairingDoor,
    Words,
    form_page,
    pairing_to_act,
    pairing_to_write_for,
    sent,
)
from moli.interfaces.web.pairings.forms import ReviewForm
from moli.interfaces.web.pairings.people import members_of
from moli.interfaces.web.pairings.voices import OWN_VOICE, period_to_review, period_words
from moli.interfaces.web.registry.doors import head_name
from moli.kernel.identifiers import masked_name
from moli.pairing.rules.kinds import PairingKind, Rating, Voice
from moli.pairing.rules.periods import Period
from moli.pairing.rules.speaking import voices_of
from moli.pairing.services.reviewing import Said, review


@form_methods
def review_pairing(request: MoliRequest, uid: UUID) -> HttpResponse:
    """What the person's own side says of the newest period that is over."""
    door = pairing_to_act(request, uid, is_open_later=True)
    voice = OWN_VOICE[door.sides[0]]
    if voice not in voices_of(PairingKind(door.pairing.pairing_kind)):
        raise Http404
    period = _period_of(door)
    form = ReviewForm(sent(request), period_on=period.from_on)
    words = Words(
        title=gettext("评一评这段时间"),
        button=gettext("记下来"),
        told=gettext("评议记下了。"),
        sub=period_words(period),
    )
    return form_page(
        request,
        door,
        form,
        lambda: review(
            pairing_uid=uid,
            said=_said(form, voice),
            request_key=form.cleaned_data["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        ),
        words,
    )


@require_safe
def household_words(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Which household speaks: those of the village to pick from; the one that is helped at once."""
    door = pairing_to_write_for(request, uid)
    period, pairing = _period_of(door), door.pairing
    if pairing.pairing_kind == PairingKind.PRACTITIONER:
        return redirect("web:household_word", uid=uid, household=pairing.helped_key)
    reach = areas_reach(request.standing)
    found = households_of_village(reach, village_code=pairing.village.code)
    sheet = sheet_of(request, found, picked={})
    rows = [
        {
            "url": reverse("web:household_word", args=[uid, line.uid]),
            "name": masked_name(line.head_name),
            "group": line.group_name,
        }
        for line in lines_of(list(sheet.rows), on=clock.today())
    ]
    context = {"door": door, "sheet": sheet, "rows": rows, "period": period_words(period)}
    return render(request, "web/pairings/households.html", context)


@form_methods
def household_word(request: MoliRequest, uid: UUID, household: UUID) -> HttpResponse:
    """What a household says of the newest period that is over, in its own words."""
    door = pairing_to_write_for(request, uid)
    found = _concerned(request, door, household)
    period, members = _period_of(door), members_of(request, str(household))
    form = ReviewForm(sent(request), period_on=period.from_on, members=members)
    words = Words(
        title=gettext("%(name)s家自己怎么说") % {"name": head_name(found)},
        button=gettext("记下来"),
        told=gettext("农户的话记下了。"),
        sub=period_words(period),
        notes=(gettext("照原话写，写完念给他听，他说没错再记。好话坏话都记。"),),
    )
    return form_page(
        request,
        door,
        form,
        lambda: review(
            pairing_uid=uid,
            said=_said(form, Voice.HOUSEHOLD, household),
            request_key=form.cleaned_data["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        ),
        words,
    )


def _concerned(request: MoliRequest, door: PairingDoor, household: UUID) -> Any:
    """A household of the pairing's village, or the one that is helped; else there is nothing."""
    found = household_in_areas(areas_reach(request.standing), household)
    pairing = door.pairing
    is_helped = pairing.pairing_kind == PairingKind.PRACTITIONER
    if found is None or found.village_id != pairing.village_id:
        raise Http404
    if is_helped and str(household) != pairing.helped_key:
        raise Http404
    return found


def _said(form: ReviewForm, voice: Voice, household: UUID | None = None) -> Said:
    said = form.cleaned_data
    return Said(
        voice=voice,
        period_on=said["period_on"],
        rating=Rating(said["rating"]),
        words=said["words"],
        household_uid=household,
        given_by_key=said.get("given_by", ""),
    )


def _period_of(door: PairingDoor) -> Period:
    """The newest period that is over; without one there is nothing to review."""
    period = period_to_review(door.pairing, on=door.sight.on)
    if period is None:
        raise Http404
    return period
