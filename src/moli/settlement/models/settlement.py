"""What became of the price of an order's line."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.households.models import Household
from moli.ledger.models import Transfer
from moli.orders.models import Delivery, OrderLine
from moli.settlement.models.waterfall_rule import WaterfallRule
from moli.settlement.rules.shares import ShareKind, Taker


class Settlement(models.Model):
    """One line of an order, or the payment of a delivery, shared (结算). Never changed.

    All lines of an order are shared in one transfer, once; goods that come back later: see
    `Correction`. A delivery is shared when what is undisputed of it is paid, stage 1, and what a
    settled claim left to pay of the rest, stage 2. `packaging_fen` is what a unit's packaging cost
    on that day, or all that of a delivery.

    Personal data: none of its own; its shares name households.
    """

    line = models.OneToOneField(
        OrderLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stage = models.PositiveSmallIntegerField(default=1)
    rule = models.ForeignKey(WaterfallRule, on_delete=models.PROTECT, related_name="+")
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="+")
    packaging_fen = models.PositiveIntegerField()
    returned_units = models.PositiveIntegerField()
    total_fen = models.BigIntegerField()
    settled_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """As they were settled; of one thing, and each of its stages once."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["delivery", "stage"], name="settlement_settlement_stage_once"
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=False, delivery=None, stage=1)
                | Q(line=None, delivery__isnull=False, stage__in=(1, 2)),
                name="settlement_settlement_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(total_fen__gt=0), name="settlement_settlement_is_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id or self.delivery_id} {self.total_fen}"


class Correction(models.Model):
    """What goods that came back after settlement changed in it (更正). Its shares sum to zero.

    `returned_units` is how many of the line's units have come back by now, so that each return
    is counted once.

    Personal data: none of its own; its shares name households.
    """

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="corrections")
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="+")
    returned_units = models.PositiveIntegerField()
    corrected_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """A number of units came back once."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["settlement", "returned_units"], name="settlement_correction_made_once"
            ),
            models.CheckConstraint(
                condition=Q(returned_units__gt=0), name="settlement_correction_is_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.returned_units}"


class Share(models.Model):
    """What one taker gets of a line's price (分成), or gives back with a correction.

    The shares of a settlement, with or without those of its corrections, sum to its total.

    Personal data: which household gets how much.
    """

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="shares")
    correction = models.ForeignKey(
        Correction, on_delete=models.PROTECT, null=True, blank=True, related_name="shares"
    )
    kind = models.CharField(max_length=10, choices=[(each, each) for each in ShareKind])
    owner_key = models.CharField(max_length=60)
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    fen = models.BigIntegerField()
    happened_on = models.DateField()

    class Meta:
        """A taker stands once in a settlement, and once in each correction."""

        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["household", "happened_on"], name="settlement_share_by_household"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["settlement", "kind", "owner_key"],
                condition=Q(correction=None),
                name="settlement_share_once_in_a_settlement",
            ),
            models.UniqueConstraint(
                fields=["correction", "kind", "owner_key"],
                name="settlement_share_once_in_a_correction",
            ),
            models.CheckConstraint(
                condition=(Q(correction=None) & Q(fen__gt=0))
                | (Q(correction__isnull=False) & ~Q(fen=0)),
                name="settlement_share_is_of_something",
            ),
            models.CheckConstraint(
                condition=Q(kind=ShareKind.HOUSEHOLD, household__isnull=False)
                | (~Q(kind=ShareKind.HOUSEHOLD) & Q(household=None)),
                name="settlement_share_names_its_household",
            ),
            models.CheckConstraint(
                condition=~Q(owner_key=""), name="settlement_share_has_an_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fen}"

    @property
    def taker(self) -> Taker:
        """Who takes it."""
        return Taker(ShareKind(self.kind), self.owner_key)
