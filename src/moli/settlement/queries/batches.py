"""Payout batches as a desk shows them: what waits, what came back, what the bank was told."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from moli.settlement.models import Payout, PayoutBatch
from moli.settlement.queries.owed import sent_again
from moli.settlement.queries.reach import MoneyReach
from moli.settlement.rules.payouts import BatchState, PayoutState
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


def waiting_for_check(reach: MoneyReach, *, by_key: str) -> int:
    """How many batches wait for the approval of this person: those that somebody else made."""
    if not reach.pays:
        return 0
    return PayoutBatch.objects.filter(state=BatchState.MADE).exclude(maker_key=by_key).count()


def returned_count(reach: MoneyReach) -> int:
    """How many returned payouts wait for being sent again: one query, none without the right."""
    if not reach.pays:
        return 0
    again = Payout.objects.filter(attempt_of__isnull=False).exclude(state=PayoutState.CANCELLED)
    returned = Payout.objects.filter(state=PayoutState.RETURNED)
    return returned.exclude(pk__in=again.values("attempt_of")).count()
