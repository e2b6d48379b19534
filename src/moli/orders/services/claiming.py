"""Claims: what a buyer says is wrong with part of a delivery, and how two sides settle it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import accounts_for
from moli.orders.models import Claim, ClaimPhoto, Delivery
from moli.orders.rules.bulk import ClaimSide, ClaimState
from moli.orders.rules.bulk_books import (
    buyer_account,
    claim_reference,
    held_account,
    hold_reference,
    proceeds_account,
)
from moli.orders.rules.delivering import (
    CLAIM_WITHIN,
    Claimed,
    price_of_claimed,
    price_of_upheld,
)
from moli.orders.services.bulk_posting import post_amounts


class NotAcceptedYet(Refusal):
    """A delivery is claimed, and paid, when its buyer has taken it in."""


class ClaimedAlready(Refusal):
    """A delivery is claimed once."""


class ClaimTooLate(Refusal):
    """A claim comes within a day after the delivery was taken in."""


class ClaimAfterSharing(Refusal):
    """The money of the delivery was shared among households, so none of it can be held."""


class ClaimAfterPayment(Refusal):
    """More would be held than the buyer has left to pay."""


class ClaimMovedOn(Refusal):
    """A claim is settled, or nobody has named an outcome yet."""


class OutcomeChanged(Refusal):
    """The other side has named another outcome since."""


class OutcomeNeedsOtherSide(Refusal):
    """Whoever named an outcome, or stands on their side, does not agree to it."""


@transaction.atomic
def claim_later(
    *, delivery_uid: UUID, claimed: Claimed, request_key: UUID, by: Actor, at: datetime
) -> Claim:
    """Claim part of a delivery that was taken in without one, within a day.

    The same key again answers with the first claim. Refuses a delivery that was not taken in or
    was claimed, more than was received or than is left to pay, a later moment, and a delivery
    whose money was shared.
    """
    delivery = locked_delivery(delivery_uid)
    known = Claim.objects.filter(delivery=delivery).first()
    if known is not None:
        if known.request_key == request_key:
            return known
        raise ClaimedAlready(field="claimed_grams")
    held = _judged_later(delivery, claimed, at=at)
    claim = store_claim(delivery, claimed, held_fen=held, request_key=request_key, by=by, at=at)
    amounts = {proceeds_account(delivery.key): held, held_account(delivery.key): -held}
    post_amounts(hold_reference(claim.key), TransferKind.CLAIM, amounts, by=by, at=at)
    return claim


@transaction.atomic
def propose_outcome(
    *, claim_uid: UUID, upheld_grams: int, side: ClaimSide, by: Actor, at: datetime
) -> Claim:
    """Name how much of a claim is upheld, for one side; the newest word stands.

    The same again changes nothing. Refuses less than nothing, more than was claimed, and a claim
    that is settled.
    """
    claim = _locked(claim_uid)
    said = (claim.state, claim.upheld_grams, claim.proposed_side, claim.proposed_by_key)
    if said == (ClaimState.PROPOSED, upheld_grams, side, by.key):
        return claim
    if claim.state == ClaimState.SETTLED:
        raise ClaimMovedOn(field="state", claim_state=ClaimState(claim.state))
    _upheld_fen(claim, upheld_grams)
    claim.state, claim.upheld_grams, claim.proposed_side = ClaimState.PROPOSED, upheld_grams, side
    claim.proposed_by_key, claim.proposed_by_name = by.key, by.name
    claim.save(
        update_fields=[
            "state",
            "upheld_grams",
            "proposed_side",
            "proposed_by_key",
            "proposed_by_name",
        ]
    )
    _record("orders.propose_outcome", claim, by=by, at=at, grams=upheld_grams)
    return claim


@transaction.atomic
def agree_outcome(
    *,
    claim_uid: UUID,
    upheld_grams: int,
    side: ClaimSide,
    by: Actor,
    at: datetime,
) -> Claim:
    """Agree to the outcome that the other side named: what was held goes to both as it says.

    The buyer need not pay what is upheld; the rest is to be paid and shared. A second call with
    the same outcome changes nothing. `side` is for whom `by` speaks.
    Refuses another outcome than the one named, whoever named it and their side, and a claim of
    which no outcome was named or another was agreed.
    """
    claim = _locked(claim_uid)
    if claim.state == ClaimState.SETTLED and claim.upheld_grams == upheld_grams:
        return claim
    if claim.state != ClaimState.PROPOSED:
        raise ClaimMovedOn(field="state", claim_state=ClaimState(claim.state))
    if claim.upheld_grams != upheld_grams:
        raise OutcomeChanged(field="upheld_grams", upheld_grams=claim.upheld_grams or 0)
    if claim.proposed_by_key == by.key or claim.proposed_side == side:
        raise OutcomeNeedsOtherSide(field="side")
    claim.state, claim.settled_at = ClaimState.SETTLED, at
    claim.agreed_by_key, claim.agreed_by_name = by.key, by.name
    claim.save(update_fields=["state", "settled_at", "agreed_by_key", "agreed_by_name"])
    upheld = _upheld_fen(claim, upheld_grams)
    delivery = claim.delivery
    amounts = {
        held_account(delivery.key): claim.held_fen,
        buyer_account(delivery.part.bulk_order.enterprise.key): -upheld,
        proceeds_account(delivery.key): upheld - claim.held_fen,
    }
    post_amounts(claim_reference(claim.key), TransferKind.CLAIM, amounts, by=by, at=at)
    _record("orders.agree_outcome", claim, by=by, at=at, grams=upheld_grams, upheld_fen=upheld)
    return claim


def locked_delivery(uid: UUID) -> Delivery:
    """A delivery, locked, with its part, its order's enterprise and its village."""
    rows = Delivery.objects.select_for_update(of=("self",))
    return rows.select_related("part__bulk_order__enterprise", "part__lot__village").get(uid=uid)


def store_claim(
    delivery: Delivery,
    claimed: Claimed,
    *,
    held_fen: int,
    request_key: UUID,
    by: Actor,
    at: datetime,
) -> Claim:
    """Write a judged claim down with its photos; the same photo twice is one."""
    claim = Claim.objects.create(
        request_key=request_key,
        delivery=delivery,
        grams=claimed.grams,
        held_fen=held_fen,
        reason=claimed.reason,
        words=claimed.words,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    photos = {photo.digest: photo for photo in claimed.photos}
    ClaimPhoto.objects.bulk_create(
        ClaimPhoto(
            claim=claim,
            digest=digest,
            content=photo.content,
            width=photo.width,
            height=photo.height,
        )
        for digest, photo in photos.items()
    )
    record(
        verb="orders.claim",
        on=Subject("claim", claim.key, delivery.part.lot.village.code),
        by=by,
        at=at,
        grams=claim.grams,
        held_fen=claim.held_fen,
        claim_reason=claimed.reason,
        photos=len(photos),
    )
    return claim


def _judged_later(delivery: Delivery, claimed: Claimed, *, at: datetime) -> int:
    """What would be held, when a claim may still come."""
    if delivery.accepted_at is None or delivery.total_fen is None:
        raise NotAcceptedYet(field="delivery")
    if at > delivery.accepted_at + CLAIM_WITHIN:
        raise ClaimTooLate(
            field="claimed_grams", hours_max=int(CLAIM_WITHIN.total_seconds()) // 3_600
        )
    held = price_of_claimed(
        claimed,
        received_grams=delivery.received_grams or 0,
        fen_per_kg=delivery.part.price_fen_per_kg,
    )
    key = proceeds_account(delivery.key)
    proceeds = accounts_for([key])[key]
    if proceeds.left_fen != delivery.total_fen:
        raise ClaimAfterSharing(field="claimed_grams")
    paid = delivery.remittances.aggregate(total=Sum("total_fen"))["total"] or 0
    left = delivery.total_fen - paid
    if held > left:
        raise ClaimAfterPayment(field="claimed_grams", value_fen=held, left_fen=left)
    return held


def _locked(uid: UUID) -> Claim:
    """A claim, locked after its delivery, so that remittances of it wait."""
    locked_delivery(Claim.objects.values_list("delivery__uid", flat=True).get(uid=uid))
    rows = Claim.objects.select_for_update(of=("self",))
    return rows.select_related(
        "delivery__part__bulk_order__enterprise", "delivery__part__lot__village"
    ).get(uid=uid)


def _upheld_fen(claim: Claim, upheld_grams: int) -> int:
    return price_of_upheld(
        upheld_grams=upheld_grams,
        claimed_grams=claim.grams,
        fen_per_kg=claim.delivery.part.price_fen_per_kg,
    )


def _record(verb: str, claim: Claim, *, by: Actor, at: datetime, **facts: int) -> None:
    on = Subject("claim", claim.key, claim.delivery.part.lot.village.code)
    record(verb=verb, on=on, by=by, at=at, **facts)
