"""What a station ordered for a villager."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from moli.counter.models.at_counter import AtCounter
from moli.counter.models.ware import Ware
from moli.counter.rules.states import BuyForState
from moli.households.models import Household


class BuyFor(AtCounter):
    """One order for a villager (代买单), paid in cash when it is made; its sum is never changed.

    Of `total_fen`, `fee_fen` stays with the station. `version` grows with each change of state.

    Personal data: `person_name` and `phone_tail`, for whom; `household`; `by_name` and
    `ended_by_name`.
    """

    receipt_no = models.CharField(max_length=30)
    person_name = models.CharField(max_length=40, blank=True, default="")
    phone_tail = models.CharField(max_length=4, blank=True, default="")
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    total_fen = models.BigIntegerField()
    fee_fen = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=[(each, each) for each in BuyForState])
    version = models.PositiveIntegerField(default=1)
    ordered_on = models.DateField()
    arrived_at = models.DateTimeField(null=True, blank=True)
    # Handed out, or undone. `ended_on` is the day in whose closing that is counted.
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_key = models.CharField(max_length=60, blank=True, default="")
    ended_by_name = models.CharField(max_length=60, blank=True, default="")
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """It costs more than its fee; what has ended has its moment."""

        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name_plural = "orders for villagers"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["station_key", "ordered_on"], name="counter_buy_for_by_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(total_fen__gt=0, fee_fen__gte=0) & Q(fee_fen__lt=F("total_fen")),
                name="counter_buy_for_costs_more_than_its_fee",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ORDERED", "ARRIVED"], ended_at=None)
                | Q(state__in=["HANDED", "UNDONE"], ended_at__isnull=False),
                name="counter_buy_for_ended_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class BuyForLine(models.Model):
    """So many units of a ware, at the price of their day.

    Personal data: none of its own.
    """

    buy_for = models.ForeignKey(BuyFor, on_delete=models.PROTECT, related_name="lines")
    ware = models.ForeignKey(Ware, on_delete=models.PROTECT, related_name="+")
    units = models.PositiveIntegerField()
    unit_price_fen = models.PositiveIntegerField()
    total_fen = models.BigIntegerField()

    class Meta:
        """A ware stands once in an order; a line costs its units."""

        ordering: ClassVar[list[str]] = ["buy_for", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["buy_for", "ware"], name="counter_buy_for_line_ware_once"
            ),
            models.CheckConstraint(
                condition=Q(units__gt=0) & Q(total_fen=F("units") * F("unit_price_fen")),
                name="counter_buy_for_line_costs_its_units",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.buy_for_id}/{self.ware_id} {self.units}"
