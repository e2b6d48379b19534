"""Money on its way to households, and what the bank said of it."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.households.models import Household
from moli.ledger.models import Transfer
from moli.settlement.models.bank_account import BankAccount
from moli.settlement.rules.payouts import BatchState, PayoutState, ReturnReason


class PayoutBatch(models.Model):
    """Payouts that one person put together and another approved (打款批次).

    `file_hash` is of the list that the bank got, so that a second list cannot say otherwise.

    Personal data: `maker_name` and `checker_name`, who made and approved it.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=[(each, each) for each in BatchState])
    total_fen = models.BigIntegerField()
    payouts_count = models.PositiveIntegerField()
    maker_key = models.CharField(max_length=60)
    maker_name = models.CharField(max_length=60)
    checker_key = models.CharField(max_length=60, blank=True, default="")
    checker_name = models.CharField(max_length=60, blank=True, default="")
    transfer = models.OneToOneField(
        Transfer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_hash = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Nobody approves what they made; what is approved is in the books."""

        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name_plural = "payout batches"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(checker_key=F("maker_key")),
                name="settlement_payout_batch_checked_by_another",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=BatchState.APPROVED, transfer__isnull=False, approved_at__isnull=False)
                    & ~Q(checker_key="")
                )
                | (~Q(state=BatchState.APPROVED) & Q(transfer=None, approved_at=None)),
                name="settlement_payout_batch_approved_is_in_the_books",
            ),
            models.CheckConstraint(
                condition=Q(total_fen__gt=0, payouts_count__gt=0),
                name="settlement_payout_batch_is_of_something",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How the trail and addresses name this batch."""
        return str(self.uid)


class Payout(models.Model):
    """What one household gets with a batch (打款): a sum to one account at a bank.

    `netted_fen` is what the household owed and is kept back for. One that the bank returned is
    sent again by another, which names it as `attempt_of`: once, unless that batch is cancelled.

    Personal data: which household is paid how much, to which account.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="payouts")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    attempt_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="attempts"
    )
    total_fen = models.BigIntegerField()
    netted_fen = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(each, each) for each in PayoutState])
    return_reason = models.CharField(
        max_length=16, blank=True, default="", choices=[(each, each) for each in ReturnReason]
    )
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A household waits for one batch at a time; a returned payout is sent again once."""

        ordering: ClassVar[list[str]] = ["batch", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state=PayoutState.WAITING),
                name="settlement_payout_one_waits_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["attempt_of"],
                condition=~Q(state=PayoutState.CANCELLED),
                name="settlement_payout_sent_again_once",
            ),
            models.CheckConstraint(
                condition=Q(total_fen__gt=0, netted_fen__gte=0),
                name="settlement_payout_is_of_something",
            ),
            models.CheckConstraint(
                condition=(Q(state=PayoutState.RETURNED) & ~Q(return_reason=""))
                | (~Q(state=PayoutState.RETURNED) & Q(return_reason="")),
                name="settlement_payout_returned_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.total_fen}"

    @property
    def key(self) -> str:
        """How the trail and the bank's lists name this payout."""
        return str(self.uid)


class BankResult(models.Model):
    """One list of results from the bank (银行回单), taken once.

    Personal data: `by_name`, who brought it.
    """

    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="results")
    file_hash = models.CharField(max_length=64)
    paid_count = models.PositiveIntegerField()
    returned_count = models.PositiveIntegerField()
    # Rows that say nothing new, or what a row before them rules out.
    unchanged_count = models.PositiveIntegerField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """One file is taken once."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["file_hash"], name="settlement_bank_result_taken_once"),
        ]

    def __str__(self) -> str:
        return self.file_hash[:12]
