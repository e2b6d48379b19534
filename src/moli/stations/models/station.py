"""Rows about stations."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from moli.audit.models import DatedQuerySet, DatedRow
from moli.places.models import Division
from moli.stations.rules.platforms import Platform


class Station(DatedRow):
    """One service station in one village, open from a day until it closes.

    Its operator is appointed in accounts.

    Personal data: none.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    platform = models.CharField(max_length=20, choices=[(kind, kind) for kind in Platform])
    village = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")

    objects = DatedQuerySet["Station"].as_manager()

    class Meta(DatedRow.Meta):
        """A platform has a station of one name in a village once at a time."""

        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["village", "platform", "name"],
                condition=models.Q(to_on=None),
                name="stations_station_once_per_village_and_platform",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How appointments and branches name this station."""
        return str(self.uid)
