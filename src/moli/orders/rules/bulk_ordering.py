"""What is asked for when a load is quoted or called off, and when it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from moli.kernel.refusal import Refusal
from moli.market.rules.offers import judge_price, judge_weight
from moli.orders.rules.numbers import order_number
from moli.orders.rules.quotas import PER_MILLE, POOR_PER_MILLE_USUAL

PARTS_MAX = 200


class BulkPartsOutOfRange(Refusal):
    """A load has from one part to two hundred, and each contract or lot stands in it once."""


class DeliverByOver(Refusal):
    """The day by which a load should be there has passed."""


class QuoteValidTooLong(Refusal):
    """A quote ends on the day of delivery or before, and not before today."""


class PoorShareOutOfRange(Refusal):
    """The share that poor households come first for is from nought to a thousand thousandths."""


class CapOutOfRange(Refusal):
    """What one household gets at most is more than nothing."""


@dataclass(frozen=True)
class QuoteLine:
    """So much of a lot."""

    lot_uid: UUID
    grams: int


@dataclass(frozen=True)
class QuoteOffer:
    """A load as it is offered to an enterprise: from which lots, at which farm-gate price."""

    enterprise_id: int
    lowest_grade_id: int
    destination_id: int
    lines: tuple[QuoteLine, ...]
    price_fen_per_kg: int
    deliver_by_on: date
    valid_until_on: date


@dataclass(frozen=True)
class CallOffPart:
    """So much of a contract; the first season has its price already, later ones name it here."""

    contract_uid: UUID
    grams: int
    price_fen_per_kg: int | None = None


@dataclass(frozen=True)
class Sharing:
    """How a load is to be shared out: what poor households come first for, and a cap for each."""

    poor_per_mille: int = POOR_PER_MILLE_USUAL
    cap_grams: int | None = None


@dataclass(frozen=True)
class CallOff:
    """A load as it is called off: from which contracts, in which season, for which day."""

    parts: tuple[CallOffPart, ...]
    deliver_by_on: date
    season: int = 1
    poor_per_mille: int = POOR_PER_MILLE_USUAL
    cap_grams: int | None = None

    @property
    def sharing(self) -> Sharing:
        """How it is to be shared out."""
        return Sharing(self.poor_per_mille, self.cap_grams)


def judge_quote_offer(offer: QuoteOffer, *, today: date) -> None:
    """Refuse days that have passed, weights and prices that nobody can mean, a lot twice."""
    _judge_parts([line.lot_uid for line in offer.lines])
    for line in offer.lines:
        judge_weight(line.grams)
    judge_price(offer.price_fen_per_kg, field="price_fen_per_kg")
    _judge_deliver_by(offer.deliver_by_on, today=today)
    if not today <= offer.valid_until_on <= offer.deliver_by_on:
        raise QuoteValidTooLong(
            field="valid_until_on",
            today=today.isoformat(),
            deliver_by_on=offer.deliver_by_on.isoformat(),
        )


def judge_call_off(wanted: CallOff, *, today: date) -> None:
    """Refuse a day that has passed, weights that nobody can mean, and a contract twice."""
    _judge_parts([part.contract_uid for part in wanted.parts])
    for part in wanted.parts:
        judge_weight(part.grams)
    _judge_deliver_by(wanted.deliver_by_on, today=today)
    judge_sharing(wanted.sharing)


def judge_sharing(sharing: Sharing) -> None:
    """Refuse a share beyond the whole, and a cap of nothing."""
    if not 0 <= sharing.poor_per_mille <= PER_MILLE:
        raise PoorShareOutOfRange(field="poor_per_mille", value=sharing.poor_per_mille)
    if sharing.cap_grams is not None and sharing.cap_grams <= 0:
        raise CapOutOfRange(field="cap_grams", value_grams=sharing.cap_grams)


def _judge_parts(uids: Sequence[UUID]) -> None:
    if not 1 <= len(uids) <= PARTS_MAX or len(set(uids)) < len(uids):
        raise BulkPartsOutOfRange(field="parts", value=len(uids), parts_max=PARTS_MAX)


def _judge_deliver_by(deliver_by_on: date, *, today: date) -> None:
    if deliver_by_on < today:
        raise DeliverByOver(
            field="deliver_by_on", deliver_by_on=deliver_by_on.isoformat(), today=today.isoformat()
        )


def bulk_number(letters: str, uid: UUID, *, on: date) -> str:
    """A number of a quote (BJ), a bulk order (DZ) or a delivery (SH), as people read it aloud."""
    return letters + order_number(uid, on=on)
