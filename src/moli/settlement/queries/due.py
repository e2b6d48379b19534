"""What of settlement waits for the clock: what to settle, correct, book, state or forget.

Most answers are the oldest so many after a key, so that what is refused again and again does not
keep the rest from their turn: ask on with the last key of the answer before.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce

from moli.orders.models import Delivery, LineFill, Order, Remittance
from moli.orders.queries.repayments import done_repayments
from moli.orders.rules.bulk import ClaimState, DeliveryState
from moli.orders.rules.states import FILLED_STATES
from moli.settlement.models import (
    BankAccount,
    Correction,
    PaidBack,
    Payout,
    Settlement,
    Statement,
)
from moli.settlement.queries.incomes import month_sums
from moli.settlement.queries.refunds import refunds_not_arrived
from moli.settlement.rules.payouts import PayoutState

MOST = 500


def settleable_orders(*, after: int = 0, most: int = MOST) -> list[int]:
    """Orders that are packed and not settled (`settle_order`)."""
    settled = Settlement.objects.filter(line__order=OuterRef("pk"))
    rows = Order.objects.filter(~Exists(settled), pk__gt=after, state__in=FILLED_STATES)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def correctable_orders(*, after: int = 0, most: int = MOST) -> list[int]:
    """Settled orders of which more has come back than was counted (`correct_order`)."""
    fills = LineFill.objects.filter(line=OuterRef("line"))
    corrections = Correction.objects.filter(settlement=OuterRef("pk"))
    rows = Settlement.objects.filter(line__order__gt=after).annotate(
        back=_one(fills, "line", Sum("returned_units")),
        counted=Coalesce(
            _one(corrections, "settlement", Max("returned_units")), F("returned_units")
        ),
    )
    ids = rows.filter(back__gt=F("counted")).order_by("line__order").values_list("line__order")
    return [pk for (pk,) in ids.distinct()[:most]]


def settleable_deliveries(*, after: int = 0, most: int = MOST) -> list[int]:
    """Accepted deliveries of which something is paid and not shared yet (`settle_delivery`).

    Some of them may still lack a part of what is to be paid first; those are refused.
    """
    remitted = Remittance.objects.filter(delivery=OuterRef("pk"))
    stages = Settlement.objects.filter(delivery=OuterRef("pk"))
    paid = _one(remitted, "delivery", Sum("total_fen"))
    shared = Coalesce(_one(stages, "delivery", Sum("total_fen")), 0)
    rows = Delivery.objects.filter(pk__gt=after, state=DeliveryState.ACCEPTED).annotate(
        paid=paid, shared=shared
    )
    is_due = Q(shared=0) | Q(claim__state=ClaimState.SETTLED)
    found = rows.filter(is_due, paid__gt=F("shared")).order_by("pk")
    return list(found.values_list("pk", flat=True)[:most])


def orders_with_refunds_to_take_in(*, after: int = 0, most: int = MOST) -> list[int]:
    """Orders with payments that go back whole and are not in the books (`take_in_refunds`)."""
    rows = refunds_not_arrived().filter(order__gt=after)
    ids = rows.order_by("order").values_list("order", flat=True)
    return list(ids.distinct()[:most])


def refunds_to_note(*, after: int = 0, most: int = MOST) -> list[int]:
    """Refunds that were sent back and do not stand in the books (`pay_back`)."""
    noted = PaidBack.objects.filter(refund=OuterRef("refund"))
    sent = done_repayments().filter(~Exists(noted), refund__gt=after)
    return list(sent.values_list("refund", flat=True)[:most])


def is_month_to_state(month: date) -> bool:
    """Whether the month in which a day lies brought a household something that is not stated."""
    stated = Statement.objects.filter(month=month.replace(day=1))
    return bool(month_sums(month).keys() - set(stated.values_list("household", flat=True)))


def accounts_to_forget() -> list[int]:
    """Households that were erased and have bank accounts to forget, in key order."""
    kept = forgettable_accounts().exclude(household__erased_at=None)
    return sorted(set(kept.values_list("household", flat=True)))


def forgettable_accounts() -> QuerySet[BankAccount]:
    """Accounts that name somebody and are needed for no result that the bank still owes."""
    with_bank = Payout.objects.filter(state=PayoutState.SENT).values("bank_account")
    return BankAccount.objects.exclude(number_index="").exclude(pk__in=with_bank)


def _one(rows: QuerySet[Any], by: str, total: Aggregate) -> Subquery:
    """One number of all the rows that name the outer row; nothing where there is none."""
    sums = rows.order_by().values(by).annotate(found=total).values("found")
    return Subquery(sums, output_field=BigIntegerField())
