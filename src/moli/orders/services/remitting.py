"""Remittances: a buyer's money has arrived at the office's bank."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.rules.transfers import TransferKind
from moli.orders.models import Delivery, Remittance
from moli.orders.queries.bulk_money import money_of
from moli.orders.rules.bulk_books import OFFICE_BANK, buyer_account, remittance_reference
from moli.orders.services.bulk_posting import post_amounts
from moli.orders.services.claiming import NotAcceptedYet, locked_delivery

REFERENCE_SIGNS_MAX = 80


class RemittanceWithoutReference(Refusal):
    """Money is written down by the bank's own number, of at most 80 signs."""


class RemittanceReferenceTaken(Refusal):
    """The bank's number stands with other money already."""


class RemittanceOutOfRange(Refusal):
    """More than nothing, and no more than the buyer has to pay now."""


def record_remittance(
    *, delivery_uid: UUID, bank_reference: str, total_fen: int, by: Actor, at: datetime
) -> Remittance:
    """Write down money that arrived for a delivery, by the bank's own number, and book it.

    The same number again answers with the first, when it says the same. Refuses a number that
    says something else, money for a delivery that was not taken in, and more than is to be paid
    now: what a claim holds, or an outcome spares the buyer, is not.
    """
    reference = bank_reference.strip()
    if not 0 < len(reference) <= REFERENCE_SIGNS_MAX:
        raise RemittanceWithoutReference(field="bank_reference", signs_max=REFERENCE_SIGNS_MAX)
    try:
        with transaction.atomic():
            delivery = locked_delivery(delivery_uid)
            known = _known(delivery, reference, total_fen)
            if known is not None:
                return known
            return _store(delivery, reference, total_fen, by=by, at=at)
    except IntegrityError:
        # Written at this very moment for another delivery, or for this one.
        known = _known(Delivery.objects.get(uid=delivery_uid), reference, total_fen)
        if known is None:
            raise
        return known


def _known(delivery: Delivery, reference: str, total_fen: int) -> Remittance | None:
    known = Remittance.objects.filter(bank_reference=reference).first()
    if known is not None and (known.delivery_id, known.total_fen) != (delivery.pk, total_fen):
        raise RemittanceReferenceTaken(field="bank_reference")
    return known


def _store(
    delivery: Delivery, reference: str, total_fen: int, *, by: Actor, at: datetime
) -> Remittance:
    if delivery.accepted_at is None:
        raise NotAcceptedYet(field="delivery")
    left = money_of([delivery])[delivery.pk].left_fen
    if not 0 < total_fen <= left:
        raise RemittanceOutOfRange(field="total_fen", value_fen=total_fen, left_fen=left)
    row = Remittance.objects.create(
        delivery=delivery,
        bank_reference=reference,
        total_fen=total_fen,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    amounts = {
        OFFICE_BANK: total_fen,
        buyer_account(delivery.part.bulk_order.enterprise.key): -total_fen,
    }
    post_amounts(remittance_reference(reference), TransferKind.PAYMENT, amounts, by=by, at=at)
    record(
        verb="orders.record_remittance",
        on=Subject("delivery", delivery.key, delivery.part.lot.village.code),
        by=by,
        at=at,
        total_fen=total_fen,
    )
    return row
