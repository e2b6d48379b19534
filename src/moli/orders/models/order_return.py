"""Goods that came back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.orders.models.order import OrderLine
from moli.orders.models.payment import Refund


class Return(models.Model):
    """Units of an order's line that came back (退货): to the shelf again, or written off.

    Personal data: `by_name`, the name of who took them in.
    """

    request_key = models.UUIDField(unique=True)
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="returns")
    units = models.PositiveIntegerField()
    is_restocked = models.BooleanField()
    refund = models.OneToOneField(Refund, on_delete=models.PROTECT, related_name="goods")
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """Something came back."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(units__gt=0), name="orders_return_is_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.units}"
