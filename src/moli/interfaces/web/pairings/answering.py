"""A side's yes or no to a pairing that was proposed. It comes by POST from the pairing's page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.pairings.doors import PairingDoor, pairing_to_read
from moli.interfaces.web.pairings.forms import NO, YES, AnswerForm
from moli.interfaces.web.pairings.pages import pairing_page
from moli.interfaces.web.pairings.sides import answer_desks, answer_form
from moli.kernel.refusal import Refusal
from moli.pairing.rules.kinds import PairingState, PairSide
from moli.pairing.services.agreeing import agree, decline


@require_POST
def answer_pairing(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Yes, or no with why, for a side that the person speaks for; 404 for any other.

    What cannot be read or was refused comes back on the page with what was typed. Sent again it
    is one answer.
    """
    door = pairing_to_read(request, uid)
    said, sides = request.POST.get("answer"), {str(side) for side in door.sides}
    if said not in {YES, NO} or request.POST.get("side") not in sides:
        raise Http404
    form = answer_form(request, door, PairSide(request.POST["side"]), is_sent=True)
    if form.is_valid() and _answered(request, door, form, is_yes=said == YES):
        return redirect(door.url)
    if any(desk.side is form.side for desk in answer_desks(request, door)):
        return pairing_page(request, door, refused=form)
    # The side has answered meanwhile, or the pairing moved on: the page as it is now, and why.
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect(door.url)


def _answered(request: MoliRequest, door: PairingDoor, form: AnswerForm, *, is_yes: bool) -> bool:
    words = {} if is_yes else {"words": form.cleaned_data["words"]}
    say = agree if is_yes else decline
    try:
        row = say(
            pairing_uid=door.pairing.uid,
            pair_side=form.side,
            given_by_key=form.given_by_key,
            by=request.standing.actor,
            at=clock.now(),
            **words,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _told(PairingState(row.state)))
    return True


def _told(state: PairingState) -> str:
    return {
        PairingState.IN_FORCE: gettext("结对了。可以答应第一件事、定第一次走访。"),
        PairingState.DECLINED: gettext("记下了：不结对。"),
    }.get(state, gettext("记下了：同意。等对方答复。"))
