"""Payout batches as a desk shows them: what waits, what came back, what the bank was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from moli.households.models import Household
from moli.settlement.models import BankAccount, Payout, PayoutBatch
from moli.settlement.queries.owed import sent_again
from moli.settlement.queries.reach import MoneyReach
from moli.settlement.rules.payouts import PayoutState
from moli.settlement.rules.result_sheets import Expected


def batches_in_reach(reach: MoneyReach) -> QuerySet[PayoutBatch]:
    """All batches, the newest first, with how many of their payouts stand where; or none.

    Each has `sent_count`, `paid_count` and `back_count`.
    """
    batches = PayoutBatch.objects.all() if reach.reads_payouts else PayoutBatch.objects.none()
    counts = {
        name: Count("payouts", filter=Q(payouts__state=state))
        for name, state in (
            ("sent_count", PayoutState.SENT),
            ("paid_count", PayoutState.PAID),
            ("back_count", PayoutState.RETURNED),
        )
    }
    return batches.annotate(**counts).order_by("-pk")


def batch_in_reach(reach: MoneyReach, uid: UUID) -> PayoutBatch | None:
    """One batch, if it may be read."""
    return batches_in_reach(reach).filter(uid=uid).first()


def payouts_of(batch: PayoutBatch) -> QuerySet[Payout]:
    """A batch's payouts in their order, which is that of the bank's list."""
    return batch.payouts.select_related("household", "bank_account", "attempt_of").order_by("pk")


def expected_of(batch: PayoutBatch) -> Mapping[int, Expected]:
    """A batch's payouts as the bank was told them, by their place in its list from 1 on."""
    payouts = batch.payouts.select_related("bank_account").order_by("pk")
    return {
        place: Expected(payout.key, payout.total_fen, payout.bank_account.number)
        for place, payout in enumerate(payouts, start=1)
    }


def returned_payouts(reach: MoneyReach) -> QuerySet[Payout]:
    """What the bank returned and nobody has sent again, the longest waiting first; or none."""
    payouts = Payout.objects.all() if reach.reads_payouts else Payout.objects.none()
    return (
        payouts.filter(state=PayoutState.RETURNED)
        .exclude(pk__in=sent_again())
        .select_related("household", "bank_account", "batch")
        .order_by("told_at", "pk")
    )


def payout_ids(reach: MoneyReach, uids: Iterable[str]) -> list[int]:
    """Primary keys of some payouts, whatever became of them; none without the right."""
    if not reach.pays:
        return []
    rows = Payout.objects.filter(uid__in=list(uids)).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def accounts_now(households: Iterable[Household], *, on: date) -> Mapping[int, BankAccount]:
    """The account at a bank that each of some households has on a day, by its primary key."""
    rows = BankAccount.objects.in_force(on=on).filter(household__in=list(households))
    return {row.household_id: row for row in rows.exclude(number_index="")}


@dataclass(frozen=True)
class PayoutWork:
    """What waits for somebody who pays: batches that others made, and payouts that came back."""

    to_check: int = 0
    returned: int = 0


def payout_work(reach: MoneyReach, *, by_key: str) -> PayoutWork:
    """How much waits for this person: one query, none without the right."""
    if not reach.pays:
        return PayoutWork()
    again = Payout.objects.filter(attempt_of__isnull=False).exclude(state=PayoutState.CANCELLED)
    counts = (
        Payout.objects.filter(state__in=(PayoutState.WAITING, PayoutState.RETURNED))
        .order_by()
        .aggregate(
            to_check=Count(
                "batch",
                filter=Q(state=PayoutState.WAITING) & ~Q(batch__maker_key=by_key),
                distinct=True,
            ),
            returned=Count(
                "pk",
                filter=Q(state=PayoutState.RETURNED) & ~Q(pk__in=again.values("attempt_of")),
            ),
        )
    )
    return PayoutWork(**counts)
