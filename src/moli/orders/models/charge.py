"""What payment channels were asked for: to take money for an order, and to send it back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.gateways.payment import Channel, RefundState
from moli.orders.models.order import Order
from moli.orders.models.payment import Refund


class Charge(models.Model):
    """A channel that may take money for an order (收款), under the order's own number.

    Written down before the channel is asked, so that one that was asked by a machine that fell
    over is closed all the same. Until it has ended, money may come, and the order keeps its
    units. `value` is what its payer was given: whoever holds it can pay this order, nothing else.

    Personal data: none.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="charges")
    channel = models.CharField(max_length=10, choices=[(each, each) for each in Channel])
    value = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    # After this the channel takes no money for it.
    expires_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    # Paid, closed, or given up: no money comes any more.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A channel is asked once for an order."""

        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["asked_at"], condition=Q(ended_at=None), name="orders_charge_not_ended"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["order", "channel"], name="orders_charge_once_at_a_channel"
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.OFFLINE), name="orders_charge_is_at_a_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.channel}"


class Repayment(models.Model):
    """How a refund is sent back (退回): by the channel under `number`, or by the office.

    `fault` is the channel's own code when it said no; `slip_no` the bank's number of what the
    office sent by hand.

    Personal data: `by_name`, who sent it by hand.
    """

    refund = models.OneToOneField(Refund, on_delete=models.PROTECT, related_name="repayment")
    number = models.CharField(max_length=32, unique=True)
    channel = models.CharField(max_length=10, choices=[(each, each) for each in Channel])
    state = models.CharField(max_length=10, choices=[(each, each) for each in RefundState])
    fault = models.CharField(max_length=64, blank=True, default="")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    slip_no = models.CharField(max_length=80, blank=True, default="")
    by_key = models.CharField(max_length=60, blank=True, default="")
    by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        """What is done has its moment; a slip stands for one repayment."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state=RefundState.DONE, done_at__isnull=False)
                | (~Q(state=RefundState.DONE) & Q(done_at=None)),
                name="orders_repayment_done_has_its_moment",
            ),
            models.UniqueConstraint(
                fields=["slip_no"],
                condition=~Q(slip_no=""),
                name="orders_repayment_slip_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number
