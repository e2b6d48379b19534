"""Orders that nobody paid in time: what they held is free again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import Order
from moli.orders.queries.charges import open_charges, waits_at_a_channel
from moli.orders.rules.states import OrderState
from moli.orders.services.reserving import release


def expire_orders(*, by: Actor, at: datetime, most: int | None = None) -> int:
    """Let every order expire whose time to pay is over, or the `most` oldest; how many did.

    One whose charge at a channel has not ended keeps its units: it may be paid already, and
    what is paid is not sold again (`services.asking` finds out and ends the charge).
    Each is a transaction of its own, so a buyer who pays meanwhile waits for one order only, and
    a run that is killed leaves nothing half done. A second call finds none.
    """
    due = (
        Order.objects.filter(state=OrderState.PLACED, pay_until_at__lte=at)
        .exclude(waits_at_a_channel())
        .order_by("pk")
    )
    return sum(_expire(pk, by=by, at=at) for pk in list(due.values_list("pk", flat=True)[:most]))


@transaction.atomic
def _expire(order_id: int, *, by: Actor, at: datetime) -> bool:
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    # No charge starts after this look: its start holds this lock, and refuses one that late.
    if order.state != OrderState.PLACED or open_charges().filter(order=order).exists():
        return False
    release(order, at=at)
    order.state, order.ended_at = OrderState.EXPIRED, at
    order.save(update_fields=["state", "ended_at"])
    record(verb="orders.expire", on=Subject("order", order.key), by=by, at=at)
    return True
