"""Venues of villages, and which stations stand in them."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.places.models import Division
from moli.stations.models.station import Station


class Venue(DatedRow):
    """One venue of a village (村级活动场所): the house in which its public life takes place.

    Personal data: none.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    village = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")

    objects = DatedQuerySet["Venue"].as_manager()

    class Meta(DatedRow.Meta):
        """A village has a venue of a name once at a time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["village", "name"],
                condition=Q(to_on=None),
                name="stations_venue_once_in_a_village",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How the trail and addresses name this venue."""
        return str(self.uid)


class Hosting(DatedRow):
    """A station standing in a venue for a time (进驻).

    Personal data: none.
    """

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="hostings")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="hostings")

    objects = DatedQuerySet["Hosting"].as_manager()

    class Meta(DatedRow.Meta):
        """A station stands in one venue at a time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(to_on=None),
                name="stations_hosting_in_one_venue_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id} {self.station_id}"
