"""Produce that a household brought and a station weighed."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.catalogue.models import Grade, Product
from moli.households.models import Household
from moli.orders.models.quota import Quota
from moli.places.models import Division


class WeighIn(models.Model):
    """One household's produce of one grade on one scale (收货). Its weight is never changed.

    `left_grams` is what productions, deliveries and write-offs have not taken yet, `shrunk_grams`
    what was written off; the database refuses more than there is.

    Personal data: which household brought it; `by_name`, the name of who weighed it.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    station_key = models.CharField(max_length=60)
    # The quota that it was brought for; without one it is stock for whatever comes.
    quota = models.ForeignKey(
        Quota, on_delete=models.PROTECT, null=True, blank=True, related_name="weigh_ins"
    )
    gross_grams = models.BigIntegerField()
    tare_grams = models.BigIntegerField()
    grams = models.BigIntegerField()
    left_grams = models.BigIntegerField()
    shrunk_grams = models.BigIntegerField(default=0)
    harvested_on = models.DateField()
    weighed_on = models.DateField()
    best_before_on = models.DateField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """What spoils first stands first."""

        ordering: ClassVar[list[str]] = ["best_before_on", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["product", "best_before_on"], name="orders_weigh_in_by_shelf"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(tare_grams__gte=0, grams__gt=0)
                & Q(grams=F("gross_grams") - F("tare_grams")),
                name="orders_weigh_in_is_gross_less_tare",
            ),
            models.CheckConstraint(
                condition=Q(left_grams__gte=0, shrunk_grams__gte=0)
                & Q(left_grams__lte=F("grams") - F("shrunk_grams")),
                name="orders_weigh_in_leaves_no_more_than_it_has",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How the trail and addresses name this weigh-in."""
        return str(self.uid)
