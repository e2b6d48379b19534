"""What every step of goods between stations does: once, under a lock, with its own line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import StockTransfer, StockTransferLoad, StockTransferStep, WeighIn
from moli.orders.rules.transferring import TransferState, judge_step, judge_version

VERBS = {
    TransferState.ASKED: "orders.ask_for_stock",
    TransferState.AGREED: "orders.agree_transfer",
    TransferState.SENT: "orders.hand_over_stock",
    TransferState.RECEIVED: "orders.receive_stock",
    TransferState.DECLINED: "orders.decline_transfer",
    TransferState.CANCELLED: "orders.cancel_transfer",
}


@dataclass(frozen=True)
class Act:
    """Who takes a step and when, and what the page showed when it was taken.

    `seen_version` is the version of the row that the person looked at.
    """

    request_key: UUID
    seen_version: int
    by: Actor
    at: datetime


def known_step(request_key: UUID) -> StockTransfer | None:
    """What a step under this key was of, if it was taken before."""
    step = (
        StockTransferStep.objects.filter(request_key=request_key).select_related("transfer").first()
    )
    return step.transfer if step else None


def take_step(
    transfer_uid: UUID,
    later: TransferState,
    act: Act,
    change: Callable[[StockTransfer], int],
) -> StockTransfer:
    """Take a step once: `change` alters the locked row and says how many grams it is about.

    The same request key again answers with the row as it is. Refuses what is not lawful now,
    whoever looked at an older version, and what `change` refuses.
    """
    known = known_step(act.request_key)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _taken(transfer_uid, later, act, change)
    except IntegrityError:
        known = known_step(act.request_key)
        if known is None:
            raise
        return known


def _taken(
    transfer_uid: UUID,
    later: TransferState,
    act: Act,
    change: Callable[[StockTransfer], int],
) -> StockTransfer:
    row = (
        StockTransfer.objects.select_for_update(of=("self",))
        .select_related("product", "lowest_grade")
        .get(uid=transfer_uid)
    )
    # The first tap may have been under way while this one looked.
    if StockTransferStep.objects.filter(request_key=act.request_key).exists():
        return row
    judge_step(row.state, later)
    judge_version(row.version, seen=act.seen_version)
    grams = change(row)
    row.state, row.version = later, row.version + 1
    row.save(
        update_fields=[
            *("state", "version", "agreed_grams", "sent_grams", "received_grams"),
            *("loss_reason", "decline_reason"),
        ]
    )
    write_step(row, later, grams=grams, act=act)
    return row


def write_step(row: StockTransfer, step: TransferState, *, grams: int, act: Act) -> None:
    """Add a step, and its line of the trail."""
    StockTransferStep.objects.create(
        request_key=act.request_key,
        transfer=row,
        step=step,
        grams=grams,
        by_key=act.by.key,
        by_name=act.by.name,
        at=act.at,
    )
    record(
        verb=VERBS[step],
        on=Subject("stock_transfer", row.key),
        by=act.by,
        at=act.at,
        number=row.number,
        grams=grams,
    )


def locked_loads(row: StockTransfer) -> list[StockTransferLoad]:
    """The loads of a transfer, after the weigh-ins that they are of: both locked in key order."""
    of_them = StockTransferLoad.objects.filter(transfer=row).values("weigh_in")
    list(WeighIn.objects.select_for_update(of=("self",)).filter(pk__in=of_them).order_by("pk"))
    locked = StockTransferLoad.objects.select_for_update(of=("self",)).filter(transfer=row)
    loads = list(locked.order_by("pk"))
    for load in loads:
        load.transfer = row
    return loads


def free(loads: Iterable[StockTransferLoad], grams: Sequence[int]) -> None:
    """Give grams of locked loads back to the stock that they came from."""
    for load, given_back in zip(loads, grams, strict=True):
        if given_back:
            load.left_grams -= given_back
            load.freed_grams += given_back
            load.save(update_fields=["left_grams", "freed_grams"])
            WeighIn.objects.filter(pk=load.weigh_in_id).update(
                left_grams=F("left_grams") + given_back
            )
