"""The buyer takes a delivery in, in two steps: the scale, then what that comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.claim_forms import AcceptForm, ClaimLaterForm, add_proof
from moli.interfaces.web.bulk.doors import delivery_of_buyer
from moli.interfaces.web.bulk.part import part_context
from moli.interfaces.web.bulk.photos import claimed_of
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.labels import label
from moli.orders.rules.bulk import ClaimReason, DeliveryState
from moli.orders.rules.delivering import (
    CLAIM_WITHIN,
    Claimed,
    price_of_claimed,
    price_of_received,
)
from moli.orders.services.accepting import accept_delivery
from moli.orders.services.claiming import claim_later

CHECK, SEND = "check", "send"


@dataclass(frozen=True)
class Sum:
    """What an acceptance comes to, before it is sent."""

    received_grams: int
    lost_grams: int
    claimed_grams: int
    total_fen: int
    held_fen: int

    @property
    def due_fen(self) -> int:
        """What is to be paid now."""
        return self.total_fen - self.held_fen


@require_http_methods(["GET", "HEAD", "POST"])
def accept_delivery_page(request: MoliRequest, uid: UUID) -> HttpResponse:
    """What the scale says; then what is due and held, words and photos; then it is accepted."""
    row = delivery_of_buyer(request, uid)
    if row.state == DeliveryState.ACCEPTED:
        return redirect("web:delivery", uid=uid)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    form.initial["received"] = form.shown(row.sent_grams)

    def send(claimed: Claimed | None) -> None:
        accept_delivery(
            delivery_uid=row.uid,
            received_grams=form.cleaned_data["received"],
            claimed=claimed,
            request_key=form.cleaned_data["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        )

    if _done(request, row, form, send):
        messages.success(request, gettext("验收了，记下了。"))
        return redirect("web:delivery", uid=uid)
    return _page(request, row, form, is_later=False)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_delivery_page(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Within a day the buyer may still say that part of what was accepted is not good."""
    row = delivery_of_buyer(request, uid)
    if not may_claim_later(row, at=clock.now()):
        return redirect("web:delivery", uid=uid)
    form = ClaimLaterForm(request.POST if request.method == "POST" else None)

    def send(claimed: Claimed | None) -> None:
        if claimed is not None:
            claim_later(
                delivery_uid=row.uid,
                claimed=claimed,
                request_key=form.cleaned_data["request_key"],
                by=request.standing.actor,
                at=clock.now(),
            )

    if _done(request, row, form, send):
        messages.success(request, gettext("记下了，村里和县电商办都看得到。"))
        return redirect("web:delivery", uid=uid)
    return _page(request, row, form, is_later=True)


def may_claim_later(row: Any, *, at: Any) -> bool:
    """Whether a claim may still come: accepted without one, less than a day ago."""
    is_open = row.state == DeliveryState.ACCEPTED and getattr(row, "claim", None) is None
    return is_open and at <= row.accepted_at + CLAIM_WITHIN


def _done(
    request: MoliRequest, row: Any, form: AcceptForm, send: Callable[[Claimed | None], None]
) -> bool:
    """Whether the second step was sent and done; a first step only becomes the second."""
    act = request.POST.get("act", "")
    if act not in {CHECK, SEND}:
        return False
    if act == SEND:
        add_proof(form)
    if not attempt(form, lambda: _sum(row, form)):
        return False
    form.is_checked = True
    if act == CHECK:
        return False
    return attempt(form, lambda: send(claimed_of(request, form)))


def _sum(row: Any, form: AcceptForm) -> Sum:
    """What a valid form comes to. Refuses what accepting would refuse, photos aside."""
    said = form.cleaned_data
    price = row.part.price_fen_per_kg
    # A typed nothing is a number too: it is refused as one.
    received = said["received"] if "received" in form.fields else row.received_grams
    total = price_of_received(received_grams=received, sent_grams=row.sent_grams, fen_per_kg=price)
    claimed = said["claimed"] if form.is_claimed else 0
    held = 0
    if claimed:
        claim = Claimed(claimed, ClaimReason(said["reason"]))
        held = price_of_claimed(claim, received_grams=received, fen_per_kg=price)
    return Sum(received, row.sent_grams - received, claimed, total, held)


def _page(request: MoliRequest, row: Any, form: AcceptForm, *, is_later: bool) -> HttpResponse:
    context: dict[str, Any] = {
        **part_context(row.part),
        "row": row,
        "form": form,
        "is_later": is_later,
        "back": reverse("web:delivery", args=[row.uid]),
        "unit": form.unit_behind("received"),
    }
    if form.is_checked:
        if "words" not in form.fields:
            add_proof(form)
        reason = form.cleaned_data.get("reason")
        context |= {
            "sum": _sum(row, form),
            "reason": label(ClaimReason(reason)) if reason else "",
            "is_claimed": form.is_claimed,
        }
    return render(request, "web/bulk/accept.html", context)
