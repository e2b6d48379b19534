"""Orders whose buyers have been kept for as long as they are needed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from moli.gateways.payment import RefundState
from moli.households.rules.time_limits import add_months
from moli.orders.models import Order, Refund
from moli.orders.rules.retention import buyer_retention
from moli.orders.rules.states import ENDED_STATES


def due_for_forgetting(on: date) -> QuerySet[Order]:
    """Orders that ended so long ago that on a day their buyers are forgotten, in key order.

    While money is owed back for one, its buyer is still needed.
    """
    owed = Refund.objects.filter(order=OuterRef("pk")).exclude(repayment__state=RefundState.DONE)
    last = add_months(on, -buyer_retention().months)
    until = timezone.make_aware(datetime.combine(last, time.min)) + timedelta(days=1)
    return (
        Order.objects.filter(state__in=ENDED_STATES, ended_at__lt=until, forgotten_at=None)
        .exclude(Exists(owed))
        .order_by("pk")
    )
