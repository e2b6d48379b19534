"""Transfers and their entries: written once, never changed, never deleted."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.ledger.models.account import Account
from moli.ledger.rules.transfers import AMOUNT_FEN_MAX, ENTRIES_MAX, ENTRIES_MIN, TransferKind


class Transfer(models.Model):
    """One transfer (一笔账): entries that were posted together and sum to zero.

    `reference` says what it was posted for ("sale:<uid>"); one reference is one transfer.
    `entry_count` is how many entries it has: at the end of the transaction the database refuses a
    transfer that has fewer, or whose sum is not zero, and later it takes no more (`guards`).
    A mistake is put right by a transfer that `reverses` it, never by a change.

    Personal data: `by_name`, the name of who posted it.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in TransferKind])
    happened_on = models.DateField()
    entry_count = models.PositiveSmallIntegerField()
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """By the day on which it happened, then as it was posted."""

        ordering = ["happened_on", "pk"]
        indexes = [models.Index(fields=["happened_on"], name="ledger_transfer_by_day")]
        constraints = [
            # Not `unique=True`: that would give PostgreSQL a second index, for LIKE.
            models.UniqueConstraint(
                fields=["reference"], name="ledger_transfer_one_for_each_reference"
            ),
            models.CheckConstraint(
                condition=~Q(reference=""), name="ledger_transfer_has_a_reference"
            ),
            models.CheckConstraint(
                condition=Q(entry_count__gte=ENTRIES_MIN, entry_count__lte=ENTRIES_MAX),
                name="ledger_transfer_has_two_entries_or_more",
            ),
            models.CheckConstraint(
                condition=Q(kind=TransferKind.REVERSAL, reverses__isnull=False)
                | (~Q(kind=TransferKind.REVERSAL) & Q(reverses__isnull=True)),
                name="ledger_transfer_reversal_names_what_it_reverses",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def key(self) -> str:
        """How the trail and addresses name this transfer."""
        return str(self.uid)


class Entry(models.Model):
    """One entry (分录): an amount on an account, debit positive, credit negative.

    Personal data: none.
    """

    # The constraint of its place in the transfer is an index already.
    transfer = models.ForeignKey(
        Transfer, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    sequence = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    amount_fen = models.BigIntegerField()

    class Meta:
        """In the order in which they were said."""

        ordering = ["transfer", "sequence"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "sequence"], name="ledger_entry_one_for_each_place"
            ),
            models.CheckConstraint(
                condition=Q(sequence__gte=1), name="ledger_entry_counted_from_one"
            ),
            models.CheckConstraint(
                condition=~Q(amount_fen=0)
                & Q(amount_fen__gte=-AMOUNT_FEN_MAX, amount_fen__lte=AMOUNT_FEN_MAX),
                name="ledger_entry_amount_in_range_and_not_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id}/{self.sequence} {self.amount_fen}"
