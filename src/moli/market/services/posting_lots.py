"""Posting a lot, changing its terms, taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.catalogue.models import Grade
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Lot, Proposal
from moli.market.rules.negotiation import ProposalState
from moli.market.rules.offers import (
    OfferState,
    Window,
    judge_households,
    judge_price,
    judge_weight,
    judge_window,
)
from moli.places.models import Division
from moli.places.rules.divisions import Level


class RequestKeyTaken(Refusal):
    """Somebody else's request carries this key."""


class GradeOfAnotherProduct(Refusal):
    """The grade does not belong to the product."""


class LotNeedsVillage(Refusal):
    """A lot comes from a village-level division, and the place named is none."""


class LessThanCommitted(Refusal):
    """A weight below what was already promised."""


class OfferWithdrawn(Refusal):
    """A lot or demand that was taken back is not changed any more."""


@dataclass(frozen=True)
class LotOffer:
    """What is offered: primary keys of village and grade, weight, price, days, growers."""

    village_id: int
    grade_id: int
    grams: int
    floor_fen_per_kg: int
    window: Window
    households: int
    poor_households: int
    words: str = ""


def judge_lot(offer: LotOffer, *, at: datetime) -> Grade:
    """Refuse an offer that cannot stand; returns its grade with the product."""
    judge_weight(offer.grams)
    judge_price(offer.floor_fen_per_kg, field="floor_fen_per_kg")
    judge_window(offer.window, today=timezone.localdate(at), field="ready_to_on")
    judge_households(households=offer.households, poor_households=offer.poor_households)
    if not Division.objects.filter(pk=offer.village_id, level=Level.VILLAGE).exists():
        raise LotNeedsVillage(field="village_id")
    grade = Grade.objects.select_related("product").filter(pk=offer.grade_id).first()
    if grade is None:
        raise GradeOfAnotherProduct(field="grade_id")
    return grade


@transaction.atomic
def post_lot(*, offer: LotOffer, request_key: UUID, by: Actor, at: datetime) -> Lot:
    """Put a lot on the market. The same key again returns the lot posted first.

    Refuses weights, prices and windows that nobody can mean, and a key that somebody else used.
    """
    posted = Lot.objects.filter(request_key=request_key).first()
    if posted is not None:
        if posted.posted_by_key != by.key:
            raise RequestKeyTaken(field="request_key")
        return posted
    grade = judge_lot(offer, at=at)
    lot, is_new = Lot.objects.get_or_create(
        request_key=request_key,
        defaults={
            "product": grade.product,
            "grade": grade,
            "village_id": offer.village_id,
            "grams": offer.grams,
            "floor_fen_per_kg": offer.floor_fen_per_kg,
            "ready_from_on": offer.window.from_on,
            "ready_to_on": offer.window.to_on,
            "households": offer.households,
            "poor_households": offer.poor_households,
            "words": offer.words,
            "posted_by_key": by.key,
            "posted_by_name": by.name,
            "posted_at": at,
        },
    )
    if is_new:
        _record("market.post_lot", lot, by=by, at=at)
    elif lot.posted_by_key != by.key:
        # Both asked at the same moment, and the other was stored first.
        raise RequestKeyTaken(field="request_key")
    return lot


@transaction.atomic
def amend_lot(*, lot_id: int, offer: LotOffer, by: Actor, at: datetime) -> Lot:
    """Change an open lot's terms; its village and product stay.

    The same terms again change nothing. Fresh proposals made on the old terms become void.
    Refuses less weight than is committed, and a lot that was taken back.
    """
    lot = Lot.objects.select_for_update(of=("self",)).select_related("village").get(pk=lot_id)
    if lot.state != OfferState.OPEN:
        raise OfferWithdrawn(field="state")
    grade = judge_lot(offer, at=at)
    if grade.product_id != lot.product_id:
        raise GradeOfAnotherProduct(field="grade_id")
    if offer.grams < lot.committed_grams:
        raise LessThanCommitted(field="grams", min_grams=lot.committed_grams)
    wanted = {
        "grade_id": grade.pk,
        "grams": offer.grams,
        "floor_fen_per_kg": offer.floor_fen_per_kg,
        "ready_from_on": offer.window.from_on,
        "ready_to_on": offer.window.to_on,
        "households": offer.households,
        "poor_households": offer.poor_households,
    }
    changed = [name for name, value in wanted.items() if getattr(lot, name) != value]
    if changed:
        for name in changed:
            setattr(lot, name, wanted[name])
        lot.save(update_fields=changed)
        _void_fresh_proposals(lot)
        _record("market.amend_lot", lot, by=by, at=at)
    return lot


@transaction.atomic
def withdraw_lot(*, lot_id: int, by: Actor, at: datetime) -> Lot:
    """Take a lot back: nothing more of it is matched. What was promised stays promised.

    Withdrawing twice is once.
    """
    lot = Lot.objects.select_for_update(of=("self",)).select_related("village").get(pk=lot_id)
    if lot.state == OfferState.OPEN:
        lot.state = OfferState.WITHDRAWN
        lot.save(update_fields=["state"])
        _void_fresh_proposals(lot)
        _record("market.withdraw_lot", lot, by=by, at=at)
    return lot


def _void_fresh_proposals(lot: Lot) -> None:
    fresh = Proposal.objects.filter(lot=lot, state=ProposalState.PROPOSED)
    fresh.update(state=ProposalState.REPLACED)


def _record(verb: str, lot: Lot, *, by: Actor, at: datetime) -> None:
    record(
        verb=verb,
        on=Subject("lot", lot.key, lot.village.code),
        by=by,
        at=at,
        grams=lot.grams,
        floor_fen_per_kg=lot.floor_fen_per_kg,
    )
