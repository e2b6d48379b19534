"""Parcels that lie at a station."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.counter.models.at_counter import AtCounter
from moli.counter.rules.states import LYING, Direction, ParcelState
from moli.households.models import Household


class Parcel(AtCounter):
    """One parcel at a station (包裹): came for a villager, or to be sent by one.

    `code` is the carrier's own number. `version` grows with each change, so that a device that
    knew less is told. Names are forgotten some time after it has left.

    Personal data: `person_name` and `phone_tail`, for whom it came or who sends it; `left_name`,
    who fetched it; `household`; `by_name`.
    """

    direction = models.CharField(max_length=3, choices=[(each, each) for each in Direction])
    code = models.CharField(max_length=40)
    carrier = models.CharField(max_length=20, blank=True, default="")
    person_name = models.CharField(max_length=40, blank=True, default="")
    # The last four digits: enough to ask for when it is fetched.
    phone_tail = models.CharField(max_length=4, blank=True, default="")
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shelf = models.CharField(max_length=10, blank=True, default="")
    weight_grams = models.PositiveIntegerField(null=True, blank=True)
    fee_fen = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, choices=[(each, each) for each in ParcelState])
    version = models.PositiveIntegerField(default=1)
    came_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_name = models.CharField(max_length=40, blank=True, default="")
    left_by_key = models.CharField(max_length=60, blank=True, default="")
    left_by_name = models.CharField(max_length=60, blank=True, default="")
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A number lies at a station once at a time; what has left has its day."""

        ordering: ClassVar[list[str]] = ["station_key", "came_on", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["station_key", "came_on"], name="counter_parcel_by_day"),
            models.Index(fields=["station_key", "left_on"], name="counter_parcel_by_left_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["station_key", "code"],
                condition=Q(state__in=sorted(LYING)),
                name="counter_parcel_lies_once_at_a_station",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=sorted(LYING), left_on=None, left_at=None))
                | (~Q(state__in=sorted(LYING)) & Q(left_on__isnull=False, left_at__isnull=False)),
                name="counter_parcel_that_left_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(
                    direction=Direction.IN,
                    state__in=["ON_SHELF", "HANDED", "GIVEN_BACK", "MISSING"],
                )
                | Q(direction=Direction.OUT, state__in=["TO_COLLECT", "COLLECTED", "MISSING"]),
                name="counter_parcel_state_fits_its_way",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="counter_parcel_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.key
