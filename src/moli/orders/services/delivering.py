"""Sending: what was weighed in for a part leaves for the buyer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.orders.models import BulkPart, Delivery, Load, WeighIn
from moli.orders.rules.bulk_ordering import bulk_number
from moli.orders.rules.delivering import DeliveryCosts, judge_costs, judge_loads
from moli.orders.services.bulk_locking import locked_part


class LoadNotOfPart(Refusal):
    """A delivery takes only what was weighed in for its part."""


class NotEnoughToSend(Refusal):
    """A weigh-in has less left than should be sent of it."""


def send_delivery(
    *,
    part_uid: UUID,
    loads: Sequence[tuple[UUID, int]],
    costs: DeliveryCosts,
    request_key: UUID,
    by: Actor,
    at: datetime,
) -> Delivery:
    """Send so many grams of weigh-ins, named by their uids, to the buyer of a part.

    They are no stock any more. The same key again answers with the first delivery. Refuses no
    loads, one of another part, more than a weigh-in has left, costs beyond reason, and an order
    that has ended.
    """
    known = Delivery.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    judge_loads(loads)
    judge_costs(costs)
    try:
        with transaction.atomic():
            part = locked_part(part_uid)
            taken = _take(part, dict(loads))
            row = _row(part, taken, costs=costs, by=by, at=at)
            row.request_key = request_key
            return _store(row, taken)
    except IntegrityError:
        known = Delivery.objects.filter(request_key=request_key).first()
        if known is None:
            raise
        return known


def _take(part: BulkPart, grams: dict[UUID, int]) -> list[tuple[WeighIn, int]]:
    """Take grams from weigh-ins, locked in key order."""
    rows = WeighIn.objects.select_for_update(of=("self",)).select_related("quota")
    weigh_ins = list(rows.filter(uid__in=grams).order_by("pk"))
    is_whole = len(weigh_ins) == len(grams)
    if not is_whole or any(row.quota is None or row.quota.part_id != part.pk for row in weigh_ins):
        raise LoadNotOfPart(field="loads")
    for row in weigh_ins:
        if grams[row.uid] > row.left_grams:
            raise NotEnoughToSend(
                field="loads", value_grams=grams[row.uid], left_grams=row.left_grams
            )
        row.left_grams -= grams[row.uid]
    WeighIn.objects.bulk_update(weigh_ins, ["left_grams"])
    return [(row, grams[row.uid]) for row in weigh_ins]


def _row(
    part: BulkPart,
    taken: Sequence[tuple[WeighIn, int]],
    *,
    costs: DeliveryCosts,
    by: Actor,
    at: datetime,
) -> Delivery:
    uid, today = uuid4(), timezone.localdate(at)
    return Delivery(
        uid=uid,
        number=bulk_number("SH", uid, on=today),
        part=part,
        sent_grams=sum(grams for _, grams in taken),
        freight_fen=costs.freight_fen,
        packaging_fen=costs.packaging_fen,
        sent_on=today,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )


def _store(row: Delivery, taken: Sequence[tuple[WeighIn, int]]) -> Delivery:
    row.save(force_insert=True)
    Load.objects.bulk_create(
        Load(delivery=row, weigh_in=weigh_in, grams=grams) for weigh_in, grams in taken
    )
    row.part.sent_grams += row.sent_grams
    row.part.save(update_fields=["sent_grams"])
    record(
        verb="orders.send_delivery",
        on=Subject("delivery", row.key, row.part.lot.village.code),
        by=Actor(row.by_key, row.by_name),
        at=row.at,
        number=row.number,
        grams=row.sent_grams,
        loads=len(taken),
        freight_fen=row.freight_fen,
        packaging_fen=row.packaging_fen,
    )
    return row
