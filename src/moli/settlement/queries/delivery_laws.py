"""Laws of deliveries that were shared."""

from __future__ import annotations

from django.db.models import Q, Sum

from moli.audit.queries import written_once_law
from moli.kernel.law import EXAMPLES_MAX, LawCheck, found_law
from moli.orders.models import Delivery
from moli.orders.queries.bulk_money import money_of
from moli.settlement.models import Settlement

# The acts with which a stage was shared, by its number.
VERBS = {1: "settlement.settle_delivery", 2: "settlement.settle_rest"}


def deliveries_share_what_was_paid() -> LawCheck:
    """Of a delivery is shared no more than was paid for it and is due, the second stage last."""
    stages = Settlement.objects.filter(delivery__isnull=False)
    shared = {
        row["delivery"]: row["fen"]
        for row in stages.order_by().values("delivery").annotate(fen=Sum("total_fen"))
    }
    deliveries = Delivery.objects.filter(pk__in=shared).order_by("pk")
    money = money_of(deliveries)
    firsts = stages.filter(stage=1).values("delivery")
    alone = set(stages.filter(~Q(delivery__in=firsts)).values_list("delivery", flat=True))
    wrong = [
        row.number
        for row in deliveries
        if row.pk not in money
        or row.pk in alone
        or shared[row.pk] > min(money[row.pk].remitted_fen, money[row.pk].due_fen)
    ]
    return found_law("settlement.delivery_shares_what_was_paid", checked=len(shared), broken=wrong)


def deliveries_were_settled_once() -> LawCheck:
    """Twice is once: each stage of a delivery has exactly one line of the trail."""
    name = "settlement.delivery_settled_once"
    checks = []
    for stage, verb in VERBS.items():
        rows = Settlement.objects.filter(delivery__isnull=False, stage=stage).order_by()
        keys = rows.values_list("delivery__uid", flat=True)
        checks.append(written_once_law(name, verb=verb, keys=map(str, keys)))
    return LawCheck(
        law=name,
        checked=sum(check.checked for check in checks),
        broken=sum(check.broken for check in checks),
        examples=tuple(each for check in checks for each in check.examples)[:EXAMPLES_MAX],
    )
