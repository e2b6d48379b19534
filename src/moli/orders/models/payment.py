"""Money that came for an order, and money that must go back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.gateways.payment import Channel
from moli.orders.models.order import Order
from moli.orders.rules.paying import RefundReason


class Payment(models.Model):
    """One payment (付款) as its channel tells it, written down once and never changed.

    `reference` is the channel's own number of it.

    Personal data: none; a channel's number names nobody.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    channel = models.CharField(max_length=10, choices=[(each, each) for each in Channel])
    reference = models.CharField(max_length=80)
    total_fen = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """A reference is written down once."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["channel", "reference"], name="orders_payment_told_once"
            ),
            models.CheckConstraint(
                condition=Q(total_fen__gt=0) & ~Q(reference=""),
                name="orders_payment_has_sum_and_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel}:{self.reference}"


class Refund(models.Model):
    """Money that must go back to a buyer (应退款), and why. Settlement pays it.

    Personal data: none.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    # The payment that it gives back whole; none when it is for goods that came back.
    payment = models.OneToOneField(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="refund"
    )
    reason = models.CharField(max_length=14, choices=[(each, each) for each in RefundReason])
    total_fen = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """A refund is of something."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(total_fen__gt=0), name="orders_refund_is_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.reason} {self.total_fen}"
