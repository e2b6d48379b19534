"""Holding weight of lots without a proposal, for whoever stands above the market."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Hold, Lot
from moli.market.rules.offers import OfferState


class NotEnoughToHold(Refusal):
    """A lot has less left than should be held of it, or is not on the market any more."""


@transaction.atomic
def hold_lot(*, lot_id: int, owner_key: str, grams: int, by: Actor, at: datetime) -> Hold:
    """Hold so many grams of a lot for an owner, in all: a second call changes nothing.

    Who holds already may hold more or less. More is refused beyond what the lot has left, and of
    a lot that was taken back or whose last day has passed. Whoever holds of several lots calls in
    the order of their primary keys.
    """
    lot = _locked(lot_id)
    hold = Hold.objects.filter(lot=lot, owner_key=owner_key).first()
    more = grams - (hold.grams if hold else 0)
    if more > 0:
        _judge(lot, more=more, today=timezone.localdate(at))
    if hold is None:
        hold = Hold.objects.create(lot=lot, owner_key=owner_key, grams=0, at=at)
    return _change(hold, lot=lot, grams=grams, by=by, at=at)


@transaction.atomic
def release_hold(
    *, lot_id: int, owner_key: str, keep_grams: int = 0, by: Actor, at: datetime
) -> None:
    """Give back what an owner holds of a lot beyond so many grams. Twice is once."""
    lot = _locked(lot_id)
    hold = Hold.objects.filter(lot=lot, owner_key=owner_key).first()
    if hold is not None and hold.grams > keep_grams:
        _change(hold, lot=lot, grams=keep_grams, by=by, at=at)


def _locked(lot_id: int) -> Lot:
    return Lot.objects.select_for_update(of=("self",)).select_related("village").get(pk=lot_id)


def _judge(lot: Lot, *, more: int, today: date) -> None:
    is_open = lot.state == OfferState.OPEN and lot.ready_to_on >= today
    left = lot.left_grams if is_open else 0
    if more > left:
        raise NotEnoughToHold(field="lot", left_grams=left, value_grams=more)


def _change(hold: Hold, *, lot: Lot, grams: int, by: Actor, at: datetime) -> Hold:
    change = grams - hold.grams
    if not change:
        return hold
    lot.committed_grams += change
    lot.save(update_fields=["committed_grams"])
    hold.grams = grams
    hold.save(update_fields=["grams"])
    record(
        verb="market.hold_lot" if change > 0 else "market.release_hold",
        on=Subject("lot", lot.key, lot.village.code),
        by=by,
        at=at,
        grams=abs(change),
        owner=hold.owner_key,
    )
    return hold
