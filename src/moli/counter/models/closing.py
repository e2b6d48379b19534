"""How a station's day was closed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from moli.counter.models.at_counter import AtCounter
from moli.counter.models.parcel import Parcel
from moli.ledger.models import Transfer


class DayClosing(AtCounter):
    """A station's day, counted and closed (日结). Never changed.

    Cash: what lay in the drawer in the morning and moved since, `expected_fen`, beside what was
    counted. Parcels: those that should lie there beside those that did. Weights: what was weighed
    in. Commission: the station's own fees of the day. `transfer` is how the books know; a day on
    which no cash moved has none.

    Personal data: `by_name`, who counted.
    """

    on = models.DateField()
    opening_fen = models.BigIntegerField()
    expected_fen = models.BigIntegerField()
    counted_fen = models.BigIntegerField()
    difference_fen = models.BigIntegerField()
    parcels_expected = models.PositiveIntegerField()
    parcels_counted = models.PositiveIntegerField()
    weigh_ins = models.PositiveIntegerField()
    weighed_grams = models.BigIntegerField()
    commission_fen = models.BigIntegerField()
    transfer = models.OneToOneField(
        Transfer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """A station closes a day once; what was counted differs by the difference."""

        ordering: ClassVar[list[str]] = ["station_key", "on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["station_key", "on"], name="counter_day_closing_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(difference_fen=F("counted_fen") - F("expected_fen"))
                & Q(counted_fen__gte=0, weighed_grams__gte=0),
                name="counter_day_closing_says_its_difference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station_key} {self.on}"

    @property
    def parcels_missing(self) -> int:
        """How many parcels were not there."""
        return self.parcels_expected - self.parcels_counted


class ClosingShare(models.Model):
    """What of a day's commission is whose, by the share plan of that day. Never changed.

    Personal data: `person_name`, and what they earned.
    """

    closing = models.ForeignKey(DayClosing, on_delete=models.PROTECT, related_name="shares")
    # Nothing: the station itself, which has no plan.
    person_key = models.CharField(max_length=60, blank=True, default="")
    person_name = models.CharField(max_length=60, blank=True, default="")
    fen = models.BigIntegerField()

    class Meta:
        """A person stands once in a closing."""

        ordering: ClassVar[list[str]] = ["closing", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["closing", "person_key"], name="counter_closing_share_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closing_id} {self.fen}"


class ClosingParcel(models.Model):
    """A parcel that should have lain at the station when its day was closed, and did not.

    Personal data: none of its own; the parcel names a villager.
    """

    closing = models.ForeignKey(DayClosing, on_delete=models.PROTECT, related_name="missing")
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """A parcel is missed once in a closing."""

        ordering: ClassVar[list[str]] = ["closing", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["closing", "parcel"], name="counter_closing_parcel_missed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closing_id} {self.parcel_id}"
