"""What a station answers that was asked for goods: these, or none and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from moli.orders.models import StockTransfer, StockTransferLoad, WeighIn
from moli.orders.rules.bulk import BulkState
from moli.orders.rules.producing import (
    InputPromised,
    InputUnfit,
    InputUnknown,
    NotEnoughWeighedIn,
)
from moli.orders.rules.transferring import (
    InputOfAnotherStation,
    TransferDecline,
    TransferState,
    judge_picked,
)
from moli.orders.services.transfer_steps import Act, take_step


def agree_transfer(
    *, transfer_uid: UUID, picked: Sequence[tuple[UUID, int]], act: Act
) -> StockTransfer:
    """Keep so many grams of weigh-ins, named by their uids, for the asking station.

    They are no free stock from now on: nobody else packs, sends or gives them. The same key again
    answers with what there is. Refuses nothing, more than was asked for, weigh-ins that another
    station made, of another product or too low a grade, that an open bulk order waits for, and
    more than they have left.
    """
    grams: dict[UUID, int] = {}
    for uid, amount in picked:
        grams[uid] = grams.get(uid, 0) + amount

    def change(row: StockTransfer) -> int:
        judge_picked(list(grams.values()), asked_grams=row.grams)
        weigh_ins = list(
            WeighIn.objects.select_for_update(of=("self",))
            .filter(uid__in=list(grams))
            .select_related("grade", "quota__part__bulk_order")
            .order_by("pk")
        )
        _judge(row, weigh_ins, grams)
        for each in weigh_ins:
            each.left_grams -= grams[each.uid]
            each.save(update_fields=["left_grams"])
        StockTransferLoad.objects.bulk_create(
            StockTransferLoad(
                transfer=row, weigh_in=each, grams=grams[each.uid], left_grams=grams[each.uid]
            )
            for each in weigh_ins
        )
        row.agreed_grams = sum(grams.values())
        return row.agreed_grams

    return take_step(transfer_uid, TransferState.AGREED, act, change)


def decline_transfer(
    *, transfer_uid: UUID, decline_reason: TransferDecline, act: Act
) -> StockTransfer:
    """Give nothing, and say why.

    The same key again answers with what there is. Refuses what was answered or called off.
    """

    def change(row: StockTransfer) -> int:
        row.decline_reason = decline_reason
        return 0

    return take_step(transfer_uid, TransferState.DECLINED, act, change)


def _judge(row: StockTransfer, weigh_ins: Sequence[WeighIn], grams: Mapping[UUID, int]) -> None:
    if len(weigh_ins) < len(grams):
        raise InputUnknown(field="loads", found=len(weigh_ins), value=len(grams))
    for each in weigh_ins:
        if each.station_key != row.giving_station_key:
            raise InputOfAnotherStation(field="loads")
        if each.product_id != row.product_id or each.grade.rank > row.lowest_grade.rank:
            raise InputUnfit(field="loads", grade=row.lowest_grade.name)
        if each.quota is not None and each.quota.part.bulk_order.state == BulkState.OPEN:
            raise InputPromised(field="loads", number=each.quota.part.bulk_order.number)
        if each.left_grams < grams[each.uid]:
            raise NotEnoughWeighedIn(
                field="loads", value_grams=grams[each.uid], left_grams=each.left_grams
            )
