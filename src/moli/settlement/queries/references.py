"""What a transfer of the books stands for: the rows above the books, found by its reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from moli.orders.models import Claim, Delivery, Order
from moli.settlement.models import Payout, PayoutBatch


class Purpose(StrEnum):
    """What a transfer was posted for, as the first word of its reference says.

    Orders and deliveries are settled under one word; a delivery's has its stage behind it.
    """

    SETTLE = "settle"
    SHARE = "settle-stage"
    CORRECT = "correct"
    REFUND = "refund"
    ARRIVED = "arrived"
    HAND_OVER = "handover"
    PAYOUT = "payout"
    RETURNED = "returned"
    EARNED = "earnings"
    TAKER = "taker"
    SALE = "sale"
    HOLD = "hold"
    CLAIM = "claim"
    REMITTANCE = "remittance"
    OTHER = ""


@dataclass(frozen=True)
class Meaning:
    """What a reference stands for: the number that people know it by, and the row's uid."""

    purpose: Purpose
    number: str = ""
    uid: UUID | None = None


def meanings_of(references: Iterable[str]) -> Mapping[str, Meaning]:
    """What each of some references stands for: one query for each kind of row that they name."""
    found: dict[str, Meaning] = {}
    named: dict[Purpose, dict[str, UUID | None]] = {}
    for reference in references:
        purpose, key = _parted(reference)
        named.setdefault(purpose, {})[reference] = _uid(key)
        found[reference] = Meaning(purpose, number="" if _uid(key) else key)
    for purpose, uids in named.items():
        finder = _FINDERS.get(purpose)
        wanted = {uid for uid in uids.values() if uid}
        if finder is None or not wanted:
            continue
        numbers = finder(wanted)
        for reference, uid in uids.items():
            if uid in numbers:
                number, target = numbers[uid]
                found[reference] = Meaning(purpose, number, target)
    return found


def meaning_of(reference: str) -> Meaning:
    """What one reference stands for."""
    return meanings_of([reference])[reference]


def _parted(reference: str) -> tuple[Purpose, str]:
    """The purpose, and what names the row: its uid, or a number that people know."""
    word, _, rest = reference.partition(":")
    purpose = Purpose(word) if word in set(Purpose) else Purpose.OTHER
    first, _, later = rest.partition(":")
    if purpose is Purpose.SETTLE and later:
        return Purpose.SHARE, first
    if purpose is Purpose.CORRECT:
        return purpose, first
    if purpose is Purpose.HAND_OVER:
        return purpose, later
    if purpose is Purpose.EARNED:
        # Whose earnings, and of which month: the month is what people know.
        return purpose, rest.rpartition(":")[2]
    return purpose, "" if purpose is Purpose.OTHER else rest


def _uid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


Found = Mapping[UUID | None, tuple[str, UUID]]


def _orders(uids: Iterable[UUID]) -> Found:
    rows = Order.objects.filter(uid__in=uids).values_list("uid", "number")
    return {uid: (number, uid) for uid, number in rows}


def _deliveries(uids: Iterable[UUID]) -> Found:
    rows = Delivery.objects.filter(uid__in=uids).values_list("uid", "number")
    return {uid: (number, uid) for uid, number in rows}


def _claims(uids: Iterable[UUID]) -> Found:
    rows = Claim.objects.filter(uid__in=uids)
    return {
        uid: (number, target)
        for uid, number, target in rows.values_list("uid", "delivery__number", "delivery__uid")
    }


def _batches(uids: Iterable[UUID]) -> Found:
    rows = PayoutBatch.objects.filter(uid__in=uids).values_list("uid", "pk")
    return {uid: (str(pk), uid) for uid, pk in rows}


def _payouts(uids: Iterable[UUID]) -> Found:
    rows = Payout.objects.filter(uid__in=uids).values_list("uid", "batch__pk", "batch__uid")
    return {uid: (str(number), target) for uid, number, target in rows}


_FINDERS: Mapping[Purpose, Callable[[Iterable[UUID]], Found]] = {
    Purpose.SETTLE: _orders,
    Purpose.CORRECT: _orders,
    Purpose.SHARE: _deliveries,
    Purpose.SALE: _deliveries,
    Purpose.HOLD: _claims,
    Purpose.CLAIM: _claims,
    Purpose.PAYOUT: _batches,
    Purpose.RETURNED: _payouts,
}
