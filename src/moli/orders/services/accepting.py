"""Accepting: the buyer's scale says what arrived, and the sale comes into the books."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.ledger.rules.transfers import TransferKind
from moli.orders.models import Delivery
from moli.orders.rules.bulk import DeliveryState
from moli.orders.rules.bulk_books import (
    buyer_account,
    held_account,
    proceeds_account,
    sale_reference,
)
from moli.orders.rules.delivering import Claimed, price_of_claimed, price_of_received
from moli.orders.services.bulk_posting import post_amounts
from moli.orders.services.claiming import locked_delivery, store_claim


@transaction.atomic
def accept_delivery(
    *,
    delivery_uid: UUID,
    received_grams: int,
    claimed: Claimed | None,
    request_key: UUID,
    by: Actor,
    at: datetime,
) -> Delivery:
    """Take a delivery in by the buyer's scale, with or without a claim for part of it.

    The buyer owes the price of what was received; what is missing on the scale was lost on the
    way. The price of what is claimed is held, the rest is to be paid and shared. A second call
    answers with what the first wrote down. Refuses more than was sent, nothing, and more claimed
    than received.
    """
    delivery = locked_delivery(delivery_uid)
    if delivery.state == DeliveryState.ACCEPTED:
        return delivery
    price = delivery.part.price_fen_per_kg
    total = price_of_received(
        received_grams=received_grams, sent_grams=delivery.sent_grams, fen_per_kg=price
    )
    held = 0
    if claimed is not None:
        held = price_of_claimed(claimed, received_grams=received_grams, fen_per_kg=price)
    delivery.state = DeliveryState.ACCEPTED
    delivery.received_grams, delivery.total_fen = received_grams, total
    delivery.accepted_by_key, delivery.accepted_by_name = by.key, by.name
    delivery.accepted_at = at
    delivery.save(
        update_fields=[
            "state",
            "received_grams",
            "total_fen",
            "accepted_by_key",
            "accepted_by_name",
            "accepted_at",
        ]
    )
    amounts = {
        buyer_account(delivery.part.bulk_order.enterprise.key): total,
        proceeds_account(delivery.key): held - total,
        held_account(delivery.key): -held,
    }
    post_amounts(sale_reference(delivery.key), TransferKind.SALE, amounts, by=by, at=at)
    record(
        verb="orders.accept_delivery",
        on=Subject("delivery", delivery.key, delivery.part.lot.village.code),
        by=by,
        at=at,
        grams=received_grams,
        lost_grams=delivery.sent_grams - received_grams,
        total_fen=total,
    )
    if claimed is not None:
        store_claim(delivery, claimed, held_fen=held, request_key=request_key, by=by, at=at)
    return delivery
