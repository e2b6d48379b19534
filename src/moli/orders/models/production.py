"""Batches in which units are packed from what was weighed in."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.orders.models.article import Article
from moli.orders.models.stock_transfer import StockTransferLoad
from moli.orders.models.weigh_in import WeighIn


class Production(models.Model):
    """One batch of an article (生产批次): its inputs weigh what its units and its loss weigh.

    `left_units` stand on the shelf; `shrunk_units` were written off. `trace_code` is what a
    parcel's code leads to.

    Personal data: `by_name`, the name of who packed it.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="productions")
    units = models.BigIntegerField()
    left_units = models.BigIntegerField()
    shrunk_units = models.BigIntegerField(default=0)
    loss_grams = models.BigIntegerField()
    trace_code = models.CharField(max_length=12)
    produced_on = models.DateField()
    best_before_on = models.DateField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """What spoils first stands first."""

        ordering: ClassVar[list[str]] = ["best_before_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["trace_code"], name="orders_production_trace_code_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(units__gt=0, left_units__gte=0, shrunk_units__gte=0, loss_grams__gte=0)
                & Q(left_units__lte=F("units") - F("shrunk_units")),
                name="orders_production_leaves_no_more_than_it_made",
            ),
        ]

    def __str__(self) -> str:
        return self.trace_code

    @property
    def key(self) -> str:
        """How the trail and addresses name this production."""
        return str(self.uid)


class ProductionInput(models.Model):
    """So much of one weigh-in went into a production.

    `load` names how it came there when another station had weighed it in.

    Personal data: none of its own; the weigh-in names a household.
    """

    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="inputs")
    weigh_in = models.ForeignKey(WeighIn, on_delete=models.PROTECT, related_name="inputs")
    load = models.ForeignKey(
        StockTransferLoad, on_delete=models.PROTECT, null=True, blank=True, related_name="inputs"
    )
    grams = models.BigIntegerField()

    class Meta:
        """A weigh-in, or a load of one, is named once in a production."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["production", "weigh_in"],
                condition=Q(load=None),
                name="orders_production_input_named_once",
            ),
            models.UniqueConstraint(
                fields=["production", "load"], name="orders_production_input_load_named_once"
            ),
            models.CheckConstraint(
                condition=Q(grams__gt=0), name="orders_production_input_has_weight"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.production_id}/{self.weigh_in_id} {self.grams} g"
