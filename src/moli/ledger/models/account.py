"""Accounts: what somebody has, owes or is owed, of one kind."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.ledger.rules.chart import LIMITED, AccountKey, AccountKind, on_its_side


class Account(models.Model):
    """One account (账户): an owner and a kind. Whose it is never changes.

    Owners stand above the books, so they are named by keys: "household" and its uid. `left_fen`
    is what may still be taken from an account that can run out; it is kept by the transfer that
    changes it, under a lock, and the database refuses less than nothing. Other kinds keep no
    sum, so that many may post to them at once: their balance is the sum of their entries.

    Personal data: none; an owner's key means something only to who may see the owner.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner_kind = models.CharField(max_length=20)
    owner_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in AccountKind])
    left_fen = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """One account for each owner and kind; nothing below nought."""

        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_key", "kind"],
                name="ledger_account_one_for_each_owner_and_kind",
            ),
            models.CheckConstraint(
                condition=~Q(owner_kind="") & ~Q(owner_key=""),
                name="ledger_account_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(LIMITED), left_fen__isnull=False)
                | Q(kind__in=sorted(set(AccountKind) - LIMITED), left_fen__isnull=True),
                name="ledger_account_kind_says_whether_it_can_run_out",
            ),
            models.CheckConstraint(
                condition=Q(left_fen=None) | Q(left_fen__gte=0),
                name="ledger_account_never_below_nought",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_kind}:{self.owner_key}"

    @property
    def key(self) -> AccountKey:
        """Whose account, and of which kind."""
        return AccountKey(self.owner_kind, self.owner_key, AccountKind(self.kind))

    def on_its_side(self, amount_fen: int) -> int:
        """A signed sum as this account counts it: growth is positive."""
        return on_its_side(AccountKind(self.kind), amount_fen)
