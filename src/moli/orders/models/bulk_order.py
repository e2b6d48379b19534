"""Orders of whole loads: quotes, the orders themselves, and each village's part."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.catalogue.models import Grade, Product
from moli.enterprises.models import Enterprise
from moli.market.models import Contract, Lot
from moli.orders.rules.bulk import BulkState, QuoteState
from moli.places.models import Destination


class Quote(models.Model):
    """What the office offers an enterprise without a contract (报价单): a price for a load.

    Its parts hold nothing; accepting it makes a bulk order of them, which does.

    Personal data: `by_name`, who offered; `answered_by_name`, who accepted or declined.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    request_key = models.UUIDField(unique=True)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    lowest_grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="+")
    grams = models.BigIntegerField()
    price_fen_per_kg = models.PositiveIntegerField()
    deliver_by_on = models.DateField()
    valid_until_on = models.DateField()
    state = models.CharField(
        max_length=10, default=QuoteState.OFFERED, choices=[(each, each) for each in QuoteState]
    )
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    answered_by_key = models.CharField(max_length=60, blank=True, default="")
    answered_by_name = models.CharField(max_length=60, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(grams__gt=0, price_fen_per_kg__gt=0),
                name="orders_quote_is_of_something",
            ),
            models.CheckConstraint(
                condition=Q(state=QuoteState.OFFERED, answered_at=None)
                | (~Q(state=QuoteState.OFFERED) & Q(answered_at__isnull=False)),
                name="orders_quote_answered_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def key(self) -> str:
        """How the trail and addresses name this quote."""
        return str(self.uid)


class QuotePart(models.Model):
    """So much of a quote would come from one lot.

    Personal data: none.
    """

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="parts")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    grams = models.BigIntegerField()

    class Meta:
        """A lot stands once in a quote."""

        ordering: ClassVar[list[str]] = ["quote", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["quote", "lot"], name="orders_quote_part_lot_once"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="orders_quote_part_has_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id}/{self.lot_id} {self.grams}"


class BulkOrder(models.Model):
    """A load that an enterprise ordered (大宗订单), from contracts or an accepted quote.

    At least `poor_per_mille` of each part is offered to poor households first, and none gets
    more than `cap_grams`. Its goods come in deliveries.

    Personal data: `by_name`, who ordered.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    request_key = models.UUIDField(unique=True)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    lowest_grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="+")
    quote = models.OneToOneField(
        Quote, on_delete=models.PROTECT, null=True, blank=True, related_name="bulk_order"
    )
    deliver_by_on = models.DateField()
    poor_per_mille = models.PositiveSmallIntegerField()
    cap_grams = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=10, default=BulkState.OPEN, choices=[(each, each) for each in BulkState]
    )
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(poor_per_mille__lte=1_000) & (Q(cap_grams=None) | Q(cap_grams__gt=0)),
                name="orders_bulk_order_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def key(self) -> str:
        """How the trail and addresses name this order."""
        return str(self.uid)


class BulkPart(models.Model):
    """One village's part of a bulk order (分单): so much of a lot, at a farm-gate price.

    With a contract it is called off from that, in one of its seasons; without, the market holds
    the lot's weight for it. `granted_grams` is what households were granted of it,
    `brought_grams` what they brought, `sent_grams` what left for the buyer.

    Personal data: none.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    bulk_order = models.ForeignKey(BulkOrder, on_delete=models.PROTECT, related_name="parts")
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    season = models.PositiveSmallIntegerField(default=1)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    grams = models.BigIntegerField()
    price_fen_per_kg = models.PositiveIntegerField()
    granted_grams = models.BigIntegerField(default=0)
    brought_grams = models.BigIntegerField(default=0)
    sent_grams = models.BigIntegerField(default=0)

    class Meta:
        """A lot stands once in a bulk order; nothing is granted, brought or sent beyond it."""

        ordering: ClassVar[list[str]] = ["bulk_order", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bulk_order", "lot"], name="orders_bulk_part_lot_once"),
            models.CheckConstraint(
                condition=Q(grams__gte=0, price_fen_per_kg__gt=0, season__gte=1)
                & Q(granted_grams__gte=0, granted_grams__lte=F("grams"))
                & Q(brought_grams__gte=0, brought_grams__lte=F("granted_grams"))
                & Q(sent_grams__gte=0, sent_grams__lte=F("brought_grams")),
                name="orders_bulk_part_gives_no_more_than_it_has",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bulk_order_id}/{self.lot_id} {self.grams}"

    @property
    def key(self) -> str:
        """How the trail and addresses name this part."""
        return str(self.uid)
