"""A claim: what is wrong, photos of it, the outcome that one side names and the other agrees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import Kind, TimelineEvent
from moli.interfaces.web.bulk.claim_forms import OutcomeForm
from moli.interfaces.web.bulk.doors import claim_of_a_side
from moli.interfaces.web.bulk.part import part_context
from moli.interfaces.web.registry.forms import attempt, attempted
from moli.interfaces.words.amounts import jin, yuan
from moli.interfaces.words.days import moment
from moli.interfaces.words.labels import label
from moli.orders.queries.bulk_sight import BulkSight
from moli.orders.rules.bulk import ClaimReason, ClaimSide, ClaimState
from moli.orders.rules.delivering import price_of_upheld
from moli.orders.services.claiming import agree_outcome, propose_outcome

_KINDS = {
    ClaimState.OPEN: Kind.ALERT,
    ClaimState.PROPOSED: Kind.WARN,
    ClaimState.SETTLED: Kind.OK,
}


@require_safe
def claim(request: MoliRequest, uid: UUID) -> HttpResponse:
    """A claim with its photos, for the two sides and the office."""
    found, sight = claim_of_a_side(request, uid)
    return claim_page(request, found, sight, form=OutcomeForm())


def claim_page(
    request: MoliRequest, found: Any, sight: BulkSight, *, form: OutcomeForm
) -> HttpResponse:
    """The page; a form that was refused stands where it was sent from."""
    side = side_of(found, sight)
    state = ClaimState(found.state)
    is_named = state is ClaimState.PROPOSED
    is_other = is_named and found.proposed_side != side
    if found.upheld_grams is None:
        form.initial["upheld"] = form.shown(found.grams)
    context = {
        **part_context(found.delivery.part),
        "found": found,
        "state": label(state),
        "kind": _KINDS[state],
        "reason": label(ClaimReason(found.reason)),
        "photos": [
            {
                "url": reverse("web:claim_photo", args=[found.uid, place]),
                "place": place,
                "width": photo["width"],
                "height": photo["height"],
            }
            for place, photo in enumerate(
                found.photos.order_by("pk").values("width", "height"), start=1
            )
        ],
        "delivery_url": reverse("web:delivery", args=[found.delivery.uid]),
        "form": form,
        "side": side,
        "may_speak": side is not None and state is not ClaimState.SETTLED,
        "may_agree": side is not None and is_other,
        "waits": is_named and not is_other and side is not None,
        "outcome": _outcome(found),
        "story": _story(found),
    }
    return render(request, "web/bulk/claim.html", context)


@require_POST
def claim_outcome(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Name an outcome, or agree to the one that the other side named and the person saw."""
    found, sight = claim_of_a_side(request, uid)
    side = side_of(found, sight)
    if side is None:
        return redirect("web:claim", uid=uid)
    form = OutcomeForm(request.POST)
    by, at = request.standing.actor, clock.now()

    def speak() -> None:
        upheld = form.cleaned_data["upheld"]
        if request.POST.get("act") == "agree":
            agree_outcome(claim_uid=found.uid, upheld_grams=upheld, by=by, at=at, side=side)
        else:
            propose_outcome(claim_uid=found.uid, upheld_grams=upheld, side=side, by=by, at=at)

    if request.POST.get("act") == "agree":
        if form.is_valid() and attempted(request, speak):
            messages.success(request, gettext("谈妥了，扣着的钱按说好的放。"))
        return redirect("web:claim", uid=uid)
    if attempt(form, speak):
        messages.success(request, gettext("记下了，等对方同意。"))
        return redirect("web:claim", uid=uid)
    found.refresh_from_db()
    return claim_page(request, found, sight, form=form)


def side_of(found: Any, sight: BulkSight) -> ClaimSide | None:
    """For which side the person speaks: the buyer, or the village and the office; else neither.

    A station only reads.
    """
    part = found.delivery.part
    if sight.buys(part.bulk_order.enterprise.key):
        return ClaimSide.BUYER
    return ClaimSide.SELLER if sight.shares(part.lot.village.code) else None


def _outcome(found: Any) -> dict[str, Any] | None:
    """What the outcome on the table means, in weight and money."""
    if found.upheld_grams is None:
        return None
    upheld_fen = price_of_upheld(
        upheld_grams=found.upheld_grams,
        claimed_grams=found.grams,
        fen_per_kg=found.delivery.part.price_fen_per_kg,
    )
    return {
        "who": label(ClaimSide(found.proposed_side)),
        "grams": found.upheld_grams,
        "box": OutcomeForm().shown(found.upheld_grams),
        "waived_fen": upheld_fen,
        "paid_fen": found.held_fen - upheld_fen,
    }


def _story(found: Any) -> list[TimelineEvent]:
    events = [
        TimelineEvent(
            when=moment(found.at),
            what=gettext("买家提出：%(weight)s %(reason)s")
            % {"weight": jin(found.grams), "reason": label(ClaimReason(found.reason))},
            note=gettext("%(name)s · 扣着 %(sum)s")
            % {"name": found.by_name, "sum": yuan(found.held_fen)},
            is_bad=True,
        )
    ]
    if found.upheld_grams is not None:
        facts = {
            "side": label(ClaimSide(found.proposed_side)),
            "weight": jin(found.upheld_grams),
            "name": found.proposed_by_name,
        }
        events.append(
            TimelineEvent(
                when="",
                what=gettext("%(side)s说认 %(weight)s 不合格") % facts,
                note=found.proposed_by_name,
            )
        )
    if found.settled_at is None:
        events.append(TimelineEvent(when="", what=gettext("等双方谈妥"), is_to_come=True))
    else:
        events.append(
            TimelineEvent(
                when=moment(found.settled_at),
                what=gettext("另一方同意，谈妥"),
                note=found.agreed_by_name,
            )
        )
    return events
