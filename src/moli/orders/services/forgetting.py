"""Forgetting who ordered, when nobody needs to know any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import Order
from moli.orders.queries.retention import due_for_forgetting


@transaction.atomic
def forget_buyers(*, by: Actor, at: datetime, most: int = 1_000) -> int:
    """Empty name, telephone, address and buyer's key of orders whose time is over; how many.

    Articles, sums, days and payments stay. The oldest `most` go in one transaction, which the
    trail tells with their number; a second call finds none of them.
    """
    on = timezone.localdate(at)
    due = due_for_forgetting(on).select_for_update(of=("self",))
    keys = list(due.values_list("pk", flat=True)[:most])
    if not keys:
        return 0
    forgotten = Order.objects.filter(pk__in=keys).update(
        buyer_name="", phone="", address="", buyer_key="", forgotten_at=at
    )
    record(
        verb="orders.forget_buyers",
        on=Subject("retention", on.isoformat()),
        by=by,
        at=at,
        orders=forgotten,
    )
    return forgotten
