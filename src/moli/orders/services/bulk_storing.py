"""Storing a bulk order with its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.catalogue.models import Grade
from moli.enterprises.models import Enterprise
from moli.kernel.actor import Actor
from moli.orders.models import BulkOrder, BulkPart, Quote
from moli.orders.rules.bulk_ordering import Sharing, bulk_number
from moli.places.models import Destination


@dataclass(frozen=True)
class Load:
    """What an order is of: for whom, of which grade at least, whereto, until when."""

    enterprise: Enterprise
    lowest_grade: Grade
    destination: Destination
    deliver_by_on: date
    sharing: Sharing
    quote: Quote | None = None


def store_bulk_order(
    load: Load, *, parts: Sequence[BulkPart], request_key: UUID, by: Actor, at: datetime
) -> BulkOrder:
    """Write down an order and its parts. A key that is there already breaks the transaction."""
    uid = uuid4()
    order = BulkOrder.objects.create(
        uid=uid,
        number=bulk_number("DZ", uid, on=timezone.localdate(at)),
        request_key=request_key,
        enterprise=load.enterprise,
        product_id=load.lowest_grade.product_id,
        lowest_grade=load.lowest_grade,
        destination=load.destination,
        quote=load.quote,
        deliver_by_on=load.deliver_by_on,
        poor_per_mille=load.sharing.poor_per_mille,
        cap_grams=load.sharing.cap_grams,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    for part in parts:
        part.bulk_order = order
        part.save(force_insert=True)
    record(
        verb="orders.call_off" if load.quote is None else "orders.accept_quote",
        on=Subject("bulk_order", order.key),
        by=by,
        at=at,
        number=order.number,
        grams=sum(part.grams for part in parts),
        parts=len(parts),
        enterprise=load.enterprise.key,
    )
    return order
