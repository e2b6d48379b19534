"""What stations buy for villagers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.counter.rules.states import WareKind


class Ware(DatedRow):
    """Something that stations order for villagers (代买目录), of one station or of all.

    `supplier` is where it is ordered: a shop, a wholesaler, a platform.

    Personal data: none.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    ware_kind = models.CharField(max_length=12, choices=[(each, each) for each in WareKind])
    unit_name = models.CharField(max_length=20)
    unit_name_en = models.CharField(max_length=40)
    supplier = models.CharField(max_length=60)
    # Nothing: every station may order it.
    station_key = models.CharField(max_length=60, blank=True, default="")

    objects = DatedQuerySet["Ware"].as_manager()

    class Meta(DatedRow.Meta):
        """By kind."""

        ordering: ClassVar[list[str]] = ["ware_kind", "pk"]

    def __str__(self) -> str:
        return self.code


class WarePrice(DatedRow):
    """What a unit of a ware costs its buyer from a day on, and the station's fee within it.

    Personal data: none.
    """

    ware = models.ForeignKey(Ware, on_delete=models.PROTECT, related_name="prices")
    price_fen = models.PositiveIntegerField()
    # What of the price stays with the station; the rest goes to the supplier.
    fee_fen = models.PositiveIntegerField(default=0)

    objects = DatedQuerySet["WarePrice"].as_manager()

    class Meta(DatedRow.Meta):
        """One price begins on a day; a fee is part of its price."""

        ordering: ClassVar[list[str]] = ["ware", "from_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["ware", "from_on"], name="counter_ware_price_begins_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["ware"], condition=Q(to_on=None), name="counter_ware_price_one_without_end"
            ),
            models.CheckConstraint(
                condition=Q(price_fen__gt=0) & Q(fee_fen__lt=models.F("price_fen")),
                name="counter_ware_price_is_more_than_its_fee",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ware_id} {self.from_on} {self.price_fen}"
