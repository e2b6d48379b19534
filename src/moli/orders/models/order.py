"""Orders with their lines, and the batches from which they were filled."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.households.models.sealed import BlindIndex, SealedField
from moli.orders.models.article import Article
from moli.orders.models.production import Production
from moli.orders.rules.states import OrderKind, OrderState


class Order(models.Model):
    """One buyer's order (订单). Its lines and its sum are never changed.

    Its units are reserved until `pay_until_at`; from then on it may expire. `buyer_key` finds the
    orders of one telephone number without opening any, for the limit of a flash sale.

    Personal data: `buyer_name`; `phone` and `address`, sealed; `buyer_key`, a keyed hash of the
    phone.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20)
    # Made by the page that orders, so that a second tap orders once.
    request_key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in OrderKind])
    state = models.CharField(max_length=10, choices=[(state, state) for state in OrderState])
    buyer_name = models.CharField(max_length=40)
    phone = SealedField()
    address = SealedField()
    buyer_key = models.CharField(max_length=32)
    total_fen = models.BigIntegerField()
    placed_at = models.DateTimeField()
    pay_until_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    packed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # Arrived, cancelled, expired or returned.
    ended_at = models.DateTimeField(null=True, blank=True)
    # When name, phone and address were forgotten, because nobody needs them any more.
    forgotten_at = models.DateTimeField(null=True, blank=True)

    blind_indexes: ClassVar[tuple[BlindIndex, ...]] = (BlindIndex("phone", "buyer_key"),)

    class Meta:
        """The newest first; what waits for its payment is found by the end of its time."""

        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["buyer_key"], name="orders_order_by_buyer"),
            models.Index(
                fields=["pay_until_at"],
                condition=Q(state=OrderState.PLACED),
                name="orders_order_waiting",
            ),
            # What waits at a desk is counted on every page of who works there. By its moments and
            # not by its state: a database takes a partial index only where it reads its words.
            models.Index(
                fields=["paid_at"],
                condition=Q(paid_at__isnull=False, sent_at=None, ended_at=None),
                name="orders_order_at_desk",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Not `unique=True`: that would give PostgreSQL a second index, for LIKE.
            models.UniqueConstraint(fields=["number"], name="orders_order_number_is_taken_once"),
            models.CheckConstraint(
                condition=Q(total_fen__gt=0), name="orders_order_costs_something"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def key(self) -> str:
        """How the trail and addresses name this order."""
        return str(self.uid)


class OrderLine(models.Model):
    """So many units of one article in an order, at the price of its day.

    Personal data: none.
    """

    # The constraint of its place in the order is an index already.
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines", db_index=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="lines")
    units = models.PositiveIntegerField()
    unit_price_fen = models.PositiveIntegerField()
    total_fen = models.BigIntegerField()

    class Meta:
        """An article stands once in an order; a line costs its units."""

        ordering: ClassVar[list[str]] = ["order", "article"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["order", "article"], name="orders_order_line_article_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(units__gt=0) & Q(total_fen=F("units") * F("unit_price_fen")),
                name="orders_order_line_costs_its_units",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.article_id} {self.units}"


class LineFill(models.Model):
    """So many units of a line came from one production; `returned_units` of them came back.

    Personal data: none.
    """

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="fills")
    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="fills")
    units = models.PositiveIntegerField()
    returned_units = models.PositiveIntegerField(default=0)

    class Meta:
        """A production is named once in a line; no more comes back than went out."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["line", "production"], name="orders_line_fill_named_once"
            ),
            models.CheckConstraint(
                condition=Q(units__gt=0) & Q(returned_units__lte=F("units")),
                name="orders_line_fill_returns_no_more_than_went_out",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}/{self.production_id} {self.units}"
