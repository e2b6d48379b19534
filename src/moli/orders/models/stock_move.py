"""Every change of stock, so that nothing vanishes unseen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.orders.models.article import Article
from moli.orders.models.order import Order
from moli.orders.models.order_return import Return
from moli.orders.models.production import Production
from moli.orders.models.weigh_in import WeighIn
from moli.orders.rules.stock import MoveKind, ShrinkReason


class StockMove(models.Model):
    """One change of an article's units (库存变动): added to the end, never changed.

    The sums of `on_hand_change` and `reserved_change` are what the article says of itself.

    Personal data: none; the trail knows who did it.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=10, choices=[(each, each) for each in MoveKind])
    on_hand_change = models.BigIntegerField(default=0)
    reserved_change = models.BigIntegerField(default=0)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="moves"
    )
    production = models.ForeignKey(
        Production, on_delete=models.PROTECT, null=True, blank=True, related_name="moves"
    )
    at = models.DateTimeField()

    class Meta:
        """As it happened; a move changes something."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(on_hand_change=0) | ~Q(reserved_change=0),
                name="orders_stock_move_changes_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.kind} {self.on_hand_change} {self.reserved_change}"


class Shrinkage(models.Model):
    """Goods that are gone without being sold (损耗), booked with a reason.

    Either grams of a weigh-in or units of a production.

    Personal data: `by_name`, the name of who wrote it off.
    """

    # None when it is part of a return, which has a key of its own.
    request_key = models.UUIDField(unique=True, null=True, blank=True)
    came_back = models.ForeignKey(
        Return, on_delete=models.PROTECT, null=True, blank=True, related_name="shrinkages"
    )
    weigh_in = models.ForeignKey(
        WeighIn, on_delete=models.PROTECT, null=True, blank=True, related_name="shrinkages"
    )
    production = models.ForeignKey(
        Production, on_delete=models.PROTECT, null=True, blank=True, related_name="shrinkages"
    )
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=10, choices=[(each, each) for each in ShrinkReason])
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """Of one thing, and of more than nothing of it."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(amount__gt=0)
                & (
                    Q(weigh_in__isnull=True, production__isnull=False)
                    | Q(weigh_in__isnull=False, production__isnull=True)
                ),
                name="orders_shrinkage_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(request_key__isnull=True, came_back__isnull=False)
                | Q(request_key__isnull=False, came_back__isnull=True),
                name="orders_shrinkage_has_one_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.amount}"
