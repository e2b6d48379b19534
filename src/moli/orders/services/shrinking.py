"""Writing off what is gone without being sold, with a reason and never in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import (
    Article,
    BulkPart,
    Production,
    Quota,
    Shrinkage,
    StockMove,
    WeighIn,
)
from moli.orders.rules.producing import NotEnoughWeighedIn
from moli.orders.rules.stock import (
    MoveKind,
    NotEnoughToShrink,
    NothingToShrink,
    ShrinkReason,
    WeighInUsed,
)


@dataclass(frozen=True)
class Loss:
    """How much is gone, and why."""

    amount: int
    reason: ShrinkReason


def write_off_grams(
    *, weigh_in_uid: UUID, loss: Loss, request_key: UUID, by: Actor, at: datetime
) -> Shrinkage:
    """Write off grams of a weigh-in that are gone.

    The same key again answers with the first. Refuses nothing, and more than is left.
    """

    def store() -> Shrinkage:
        row = WeighIn.objects.select_for_update(of=("self",)).get(uid=weigh_in_uid)
        if loss.amount > row.left_grams:
            raise NotEnoughWeighedIn(
                field="grams", value_grams=loss.amount, left_grams=row.left_grams
            )
        row.left_grams -= loss.amount
        row.shrunk_grams += loss.amount
        row.save(update_fields=["left_grams", "shrunk_grams"])
        shrinkage = _row(loss, request_key=request_key, by=by, at=at)
        shrinkage.weigh_in = row
        return _keep(shrinkage, on=Subject("weigh_in", row.key), by=by, at=at)

    return _once(store, loss=loss, request_key=request_key)


def give_back_weigh_in(
    *, weigh_in_uid: UUID, request_key: UUID, by: Actor, at: datetime
) -> Shrinkage:
    """Give a household back all that it brought; its quota is as open as before.

    It is booked like a write-off, and is no loss. The same key again answers with the first.
    Refuses a weigh-in of which something was packed, sent or written off.
    """
    brought = WeighIn.objects.select_related("quota").get(uid=weigh_in_uid)
    loss = Loss(brought.grams, ShrinkReason.TAKEN_BACK)

    def store() -> Shrinkage:
        # Locked in the order in which a weigh-in for a quota locks them.
        held = None if brought.quota is None else _locked_quota(brought.quota)
        row = WeighIn.objects.select_for_update(of=("self",)).get(pk=brought.pk)
        if row.left_grams != row.grams:
            raise WeighInUsed(field="weigh_in", value_grams=row.grams, left_grams=row.left_grams)
        if held is not None:
            _no_longer_brought(held, grams=row.grams)
        row.left_grams, row.shrunk_grams = 0, row.grams
        row.save(update_fields=["left_grams", "shrunk_grams"])
        shrinkage = _row(loss, request_key=request_key, by=by, at=at)
        shrinkage.weigh_in = row
        return _keep(shrinkage, on=Subject("weigh_in", row.key), by=by, at=at)

    return _once(store, loss=loss, request_key=request_key)


def _locked_quota(quota: Quota) -> Quota:
    """A quota with its part, both locked, the part first; of an order that has ended too."""
    part = BulkPart.objects.select_for_update(of=("self",)).get(pk=quota.part_id)
    held = Quota.objects.select_for_update(of=("self",)).get(pk=quota.pk)
    held.part = part
    return held


def _no_longer_brought(quota: Quota, *, grams: int) -> None:
    """Count grams off again, on a quota and on its part, which are locked."""
    quota.brought_grams -= grams
    quota.save(update_fields=["brought_grams"])
    quota.part.brought_grams -= grams
    quota.part.save(update_fields=["brought_grams"])


def write_off_units(
    *, production_uid: UUID, loss: Loss, request_key: UUID, by: Actor, at: datetime
) -> Shrinkage:
    """Write off units of a batch that are gone.

    The same key again answers with the first. Refuses nothing, more than the batch has left, and
    units that orders hold: one of those must be cancelled first.
    """

    def store() -> Shrinkage:
        article_id = Production.objects.values_list("article_id").get(uid=production_uid)[0]
        article = Article.objects.select_for_update(of=("self",)).get(pk=article_id)
        row = Production.objects.get(uid=production_uid)
        left = min(row.left_units, article.free_units)
        if loss.amount > left:
            raise NotEnoughToShrink(field="units", value=loss.amount, left_units=left)
        row.left_units -= loss.amount
        row.shrunk_units += loss.amount
        row.save(update_fields=["left_units", "shrunk_units"])
        Article.objects.filter(pk=article.pk).update(on_hand_units=F("on_hand_units") - loss.amount)
        StockMove.objects.create(
            article=article,
            kind=MoveKind.SHRUNK,
            on_hand_change=-loss.amount,
            production=row,
            at=at,
        )
        shrinkage = _row(loss, request_key=request_key, by=by, at=at)
        shrinkage.production = row
        return _keep(shrinkage, on=Subject("production", row.key), by=by, at=at)

    return _once(store, loss=loss, request_key=request_key)


def _once(store: Callable[[], Shrinkage], *, loss: Loss, request_key: UUID) -> Shrinkage:
    known = Shrinkage.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    if loss.amount <= 0:
        raise NothingToShrink(field="amount", value=loss.amount)
    try:
        with transaction.atomic():
            return store()
    except IntegrityError:
        known = Shrinkage.objects.filter(request_key=request_key).first()
        if known is None:
            raise
        return known


def _row(loss: Loss, *, request_key: UUID, by: Actor, at: datetime) -> Shrinkage:
    return Shrinkage(
        request_key=request_key,
        amount=loss.amount,
        reason=loss.reason,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )


def _keep(row: Shrinkage, *, on: Subject, by: Actor, at: datetime) -> Shrinkage:
    row.save(force_insert=True)
    record(
        verb="orders.write_off", on=on, by=by, at=at, amount=row.amount, shrink_reason=row.reason
    )
    return row
