"""The hand-over between two stations: weighed by whoever gives, weighed by whoever takes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import F

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import Shrinkage, StockTransfer, StockTransferLoad, WeighIn
from moli.orders.rules.producing import NotEnoughWeighedIn
from moli.orders.rules.stock import NothingToShrink, ShrinkReason
from moli.orders.rules.transferring import (
    TransferMovedOn,
    TransferState,
    judge_handed,
    judge_received,
    kept_back,
    lost_of_each,
)
from moli.orders.services.shrinking import Loss
from moli.orders.services.transfer_steps import Act, free, locked_loads, take_step


def hand_over_stock(*, transfer_uid: UUID, grams: int, act: Act) -> StockTransfer:
    """Note that goods have left for the asking station, with the weight on the giver's scale.

    What is handed over less than was agreed stays in the giver's stock. The same key again
    answers with what there is. Refuses nothing, more than was agreed, and what was not agreed.
    """

    def change(row: StockTransfer) -> int:
        judge_handed(grams, agreed_grams=row.agreed_grams or 0)
        loads = locked_loads(row)
        free(loads, kept_back([load.left_grams for load in loads], handed_grams=grams))
        row.sent_grams = grams
        return grams

    return take_step(transfer_uid, TransferState.SENT, act, change)


def receive_stock(
    *, transfer_uid: UUID, grams: int, loss_reason: ShrinkReason | None, act: Act
) -> StockTransfer:
    """Note what arrived, on the taker's scale; from now on the asking station may pack it.

    What arrived less than was sent is written off with a reason, of all loads by weight. The same
    key again answers with what there is. Refuses more than was sent, a loss without a reason, and
    what is not on its way.
    """

    def change(row: StockTransfer) -> int:
        sent = row.sent_grams or 0
        judge_received(grams, sent_grams=sent, has_reason=loss_reason is not None)
        loads = locked_loads(row)
        lost = lost_of_each([load.left_grams for load in loads], lost_grams=sent - grams)
        for load, amount in zip(loads, lost, strict=True):
            if amount and loss_reason is not None:
                _lose(load, Loss(amount, loss_reason), key=uuid5(row.uid, load.key), act=act)
        row.received_grams, row.loss_reason = grams, loss_reason or ""
        return grams

    return take_step(transfer_uid, TransferState.RECEIVED, act, change)


def write_off_received(
    *, load_uid: UUID, loss: Loss, request_key: UUID, by: Actor, at: datetime
) -> Shrinkage:
    """Write off grams of a load that spoiled at the station which received it.

    The same key again answers with the first. Refuses nothing, more than is left, and a load that
    has not been received.
    """
    known = Shrinkage.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    if loss.amount <= 0:
        raise NothingToShrink(field="amount", value=loss.amount)
    try:
        with transaction.atomic():
            return _written_off(load_uid, loss, Act(request_key, 0, by, at))
    except IntegrityError:
        known = Shrinkage.objects.filter(request_key=request_key).first()
        if known is None:
            raise
        return known


def _written_off(load_uid: UUID, loss: Loss, act: Act) -> Shrinkage:
    weigh_in_id = StockTransferLoad.objects.values_list("weigh_in", flat=True).get(uid=load_uid)
    WeighIn.objects.select_for_update(of=("self",)).get(pk=weigh_in_id)
    load = (
        StockTransferLoad.objects.select_for_update(of=("self",))
        .select_related("transfer")
        .get(uid=load_uid)
    )
    if load.transfer.state != TransferState.RECEIVED:
        raise TransferMovedOn(field="transfer", transfer_state=TransferState(load.transfer.state))
    if loss.amount > load.left_grams:
        raise NotEnoughWeighedIn(field="grams", value_grams=loss.amount, left_grams=load.left_grams)
    return _lose(load, loss, key=act.request_key, act=act)


def _lose(load: StockTransferLoad, loss: Loss, *, key: UUID, act: Act) -> Shrinkage:
    """Write off grams of a locked load, on the weigh-in that they are of."""
    load.left_grams -= loss.amount
    load.shrunk_grams += loss.amount
    load.save(update_fields=["left_grams", "shrunk_grams"])
    WeighIn.objects.filter(pk=load.weigh_in_id).update(shrunk_grams=F("shrunk_grams") + loss.amount)
    shrinkage = Shrinkage.objects.create(
        request_key=key,
        weigh_in_id=load.weigh_in_id,
        amount=loss.amount,
        reason=loss.reason,
        by_key=act.by.key,
        by_name=act.by.name,
        at=act.at,
    )
    record(
        verb="orders.write_off",
        on=Subject("stock_transfer", load.transfer.key),
        by=act.by,
        at=act.at,
        amount=loss.amount,
        shrink_reason=loss.reason,
    )
    return shrinkage
