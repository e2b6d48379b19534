"""What of settlement waits for the clock: orders to settle or correct, months to state."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Max, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from moli.ledger.models import Transfer
from moli.orders.models import LineFill, Order
from moli.orders.queries.repayments import done_repayments
from moli.orders.rules.states import FILLED_STATES
from moli.settlement.models import BankAccount, Settlement, Statement
from moli.settlement.queries.incomes import month_sums


def settleable_orders() -> list[int]:
    """Orders that are packed and not settled, the oldest first."""
    settled = Settlement.objects.filter(line__isnull=False).values("line__order")
    due = Order.objects.filter(state__in=FILLED_STATES).exclude(pk__in=settled)
    return list(due.order_by("pk").values_list("pk", flat=True))


def correctable_orders() -> list[int]:
    """Settled orders of which more has come back than was counted, the oldest first."""
    back = (
        LineFill.objects.filter(line=OuterRef("line"))
        .order_by()
        .values("line")
        .annotate(units=Sum("returned_units"))
        .values("units")
    )
    rows = (
        Settlement.objects.filter(line__fills__returned_units__gt=0)
        .annotate(counted=Coalesce(Max("corrections__returned_units"), F("returned_units")))
        .annotate(back=Subquery(back))
        .filter(back__gt=F("counted"))
    )
    return sorted(set(rows.values_list("line__order", flat=True)))


def refunds_to_note() -> list[int]:
    """Refunds that were sent back and do not stand in the books, the oldest first."""
    sent = list(done_repayments().values_list("refund", flat=True))
    references = Transfer.objects.filter(reference__in=[f"refund:{pk}" for pk in sent])
    noted = set(references.values_list("reference", flat=True))
    return [pk for pk in sent if f"refund:{pk}" not in noted]


def is_month_to_state(month: date) -> bool:
    """Whether the month in which a day lies brought a household something that is not stated."""
    stated = Statement.objects.filter(month=month.replace(day=1))
    return bool(month_sums(month).keys() - set(stated.values_list("household", flat=True)))


def accounts_to_forget() -> list[int]:
    """Households that were erased and whose bank accounts still name somebody, in key order."""
    kept = BankAccount.objects.exclude(number_index="").exclude(household__erased_at=None)
    return sorted(set(kept.values_list("household", flat=True)))
