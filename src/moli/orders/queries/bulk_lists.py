"""Bulk orders as a list shows them, and how far each has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from moli.orders.models import BulkOrder, BulkPart, Delivery
from moli.orders.queries.bulk_money import DeliveryMoney, money_of
from moli.orders.queries.bulk_sight import BulkSight, bulk_parts_seen


@dataclass(frozen=True)
class Progress:
    """How far a load has come, in grams; each step is part of the one before it."""

    grams: int = 0
    granted_grams: int = 0
    brought_grams: int = 0
    sent_grams: int = 0
    received_grams: int = 0
    # On deliveries that were accepted: what was sent with them, received or lost on the way.
    arrived_grams: int = 0
    money: DeliveryMoney = field(default_factory=DeliveryMoney)

    @property
    def on_the_way_grams(self) -> int:
        """Sent and not accepted yet."""
        return self.sent_grams - self.arrived_grams

    @property
    def lost_grams(self) -> int:
        """Sent, and not on the buyer's scale."""
        return self.arrived_grams - self.received_grams

    def __add__(self, other: Progress) -> Progress:
        """Both together."""
        return Progress(
            self.grams + other.grams,
            self.granted_grams + other.granted_grams,
            self.brought_grams + other.brought_grams,
            self.sent_grams + other.sent_grams,
            self.received_grams + other.received_grams,
            self.arrived_grams + other.arrived_grams,
            self.money + other.money,
        )


@dataclass(frozen=True)
class OrderLine:
    """One order as far as somebody sees it: the parts, and how far they have come together."""

    order: BulkOrder
    parts: Sequence[BulkPart]
    progress: Progress


def order_lines(orders: Sequence[BulkOrder], *, sight: BulkSight) -> list[OrderLine]:
    """Each order with the parts that the person sees: four queries for all of them."""
    parts: dict[int, list[BulkPart]] = defaultdict(list)
    for part in bulk_parts_seen(sight).filter(bulk_order__in=[row.pk for row in orders]):
        parts[part.bulk_order_id].append(part)
    found = progress_of([part for group in parts.values() for part in group])
    return [
        OrderLine(
            order=row,
            parts=parts[row.pk],
            progress=sum((found[part.pk] for part in parts[row.pk]), Progress()),
        )
        for row in orders
    ]


def progress_of(parts: Iterable[BulkPart]) -> dict[int, Progress]:
    """How far each part has come, by its primary key: three queries for all of them."""
    parts = list(parts)
    deliveries: dict[int, list[Delivery]] = defaultdict(list)
    for row in Delivery.objects.filter(part__in=[part.pk for part in parts]):
        deliveries[row.part_id].append(row)
    money = money_of(row for rows in deliveries.values() for row in rows)
    return {part.pk: _progress(part, deliveries[part.pk], money) for part in parts}


def _progress(
    part: BulkPart, deliveries: Sequence[Delivery], money: dict[int, DeliveryMoney]
) -> Progress:
    accepted = [row for row in deliveries if row.received_grams is not None]
    return Progress(
        grams=part.grams,
        granted_grams=part.granted_grams,
        brought_grams=part.brought_grams,
        sent_grams=part.sent_grams,
        received_grams=sum(row.received_grams or 0 for row in accepted),
        arrived_grams=sum(row.sent_grams for row in accepted),
        money=sum((money[row.pk] for row in accepted), DeliveryMoney()),
    )
