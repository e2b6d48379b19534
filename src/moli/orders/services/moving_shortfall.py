"""What a village cannot bring is moved to another village of the same order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Contract
from moli.market.services.holding import hold_lot, release_hold
from moli.orders.models import BulkPart
from moli.orders.queries.bulk_parts import left_of_contract
from moli.orders.rules.bulk_books import hold_owner
from moli.orders.services.bulk_locking import judge_open, locked_order, locked_parts
from moli.orders.services.calling_off import NotEnoughInContract


class PartsOfDifferentOrders(Refusal):
    """A shortfall moves between two parts of one order."""


class NothingFreeToMove(Refusal):
    """More would be moved than is free in a part: what households were granted stays with them."""


class PartChangedSince(Refusal):
    """A part has changed since the page was opened."""


@transaction.atomic
def move_shortfall(
    *,
    from_part_uid: UUID,
    to_part_uid: UUID,
    grams: int,
    by: Actor,
    at: datetime,
    seen_grams: int | None = None,
) -> tuple[BulkPart, BulkPart]:
    """Move free weight of a part to another part of the same order, at the other's price.

    `seen_grams` is what the first part was when the page was opened: with it a second call
    changes nothing, and a part that has changed since is refused. Refuses parts of two orders,
    more than is free, more than the other's contract or lot has left, and an order that ended.
    """
    order_uid = BulkPart.objects.values_list("bulk_order__uid", flat=True).get(uid=from_part_uid)
    order = locked_order(order_uid)
    judge_open(order)
    ids = order.parts.values_list("contract_id", flat=True)
    # Whoever calls off at this moment waits, or is waited for.
    list(Contract.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    before, after = _pair(order.parts.all(), from_part_uid, to_part_uid)
    if seen_grams is not None and seen_grams != before.grams:
        if seen_grams - grams == before.grams:
            return before, after
        raise PartChangedSince(field="grams", left_grams=before.grams)
    if grams <= 0:
        raise NothingFreeToMove(
            field="grams", value_grams=grams, left_grams=before.grams - before.granted_grams
        )
    _take_held(before, after, grams=grams, by=by, at=at)
    before, after = _pair(locked_parts(order), from_part_uid, to_part_uid)
    free = before.grams - before.granted_grams
    if not 0 < grams <= free:
        raise NothingFreeToMove(field="grams", value_grams=grams, left_grams=free)
    before.grams -= grams
    after.grams += grams
    for part in (before, after):
        part.save(update_fields=["grams"])
    record(
        verb="orders.move_shortfall",
        on=Subject("bulk_order", order.key),
        by=by,
        at=at,
        grams=grams,
        from_part=before.key,
        to_part=after.key,
    )
    return before, after


def _pair(
    parts: Iterable[BulkPart], from_part_uid: UUID, to_part_uid: UUID
) -> tuple[BulkPart, BulkPart]:
    by_uid = {part.uid: part for part in parts}
    if from_part_uid == to_part_uid or to_part_uid not in by_uid:
        raise PartsOfDifferentOrders(field="part")
    return by_uid[from_part_uid], by_uid[to_part_uid]


def _take_held(before: BulkPart, after: BulkPart, *, grams: int, by: Actor, at: datetime) -> None:
    """Take what moves from the other's contract, or hold it of its lot. Lots in key order."""
    if after.contract is not None:
        left = left_of_contract(after.contract, season=after.season)
        if grams > left:
            raise NotEnoughInContract(
                field="grams", number=after.contract.number, left_grams=left, value_grams=grams
            )
    for part, will_be in sorted(
        ((before, before.grams - grams), (after, after.grams + grams)),
        key=lambda each: each[0].lot_id,
    ):
        owner = hold_owner(part.key)
        if part.contract_id is not None:
            continue
        if part is after:
            hold_lot(lot_id=part.lot_id, owner_key=owner, grams=will_be, by=by, at=at)
        else:
            release_hold(lot_id=part.lot_id, owner_key=owner, keep_grams=will_be, by=by, at=at)
