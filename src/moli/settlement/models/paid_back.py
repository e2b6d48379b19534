"""That a buyer has got money back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.gateways.payment import Channel
from moli.ledger.models import Transfer
from moli.orders.models import Refund


class PaidBack(models.Model):
    """A refund that its channel has carried out (已退款), once. Never changed.

    `channel_reference` is the channel's own number of it, or the bank's; nothing when it has none.

    Personal data: `by_name`, who noted it.
    """

    refund = models.OneToOneField(Refund, on_delete=models.PROTECT, related_name="+")
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=[(each, each) for each in Channel])
    channel_reference = models.CharField(max_length=80, blank=True, default="")
    total_fen = models.BigIntegerField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """As they went; a channel's number stands for one of them."""

        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name_plural = "paid back"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["channel", "channel_reference"],
                condition=~Q(channel_reference=""),
                name="settlement_paid_back_told_once",
            ),
            models.CheckConstraint(
                condition=Q(total_fen__gt=0), name="settlement_paid_back_is_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.refund_id} {self.total_fen}"
