"""What stations offer, when they are closed for a time, and what stands in them."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.stations.models.station import Station
from moli.stations.rules.offering import EquipmentKind, PauseReason, Service


class Offering(DatedRow):
    """A service that a station offers for a time (服务项目).

    Personal data: none.
    """

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="offerings")
    service = models.CharField(max_length=10, choices=[(each, each) for each in Service])

    objects = DatedQuerySet["Offering"].as_manager()

    class Meta(DatedRow.Meta):
        """A service once at a time."""

        ordering: ClassVar[list[str]] = ["station", "from_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["station", "service"],
                condition=Q(to_on=None),
                name="stations_offering_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.service}"


class Pause(DatedRow):
    """Days on which a station is closed though it has not given up (停业).

    Personal data: none; the reasons say nothing about anybody's health.
    """

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="pauses")
    pause_reason = models.CharField(max_length=12, choices=[(each, each) for each in PauseReason])

    objects = DatedQuerySet["Pause"].as_manager()

    class Meta(DatedRow.Meta):
        """One pause without an end at a time; rules see to it that none overlap."""

        ordering: ClassVar[list[str]] = ["station", "from_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(to_on=None),
                name="stations_pause_one_without_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.from_on}"


class Equipment(DatedRow):
    """So many things of a kind that stand in a station for a time (设备).

    Personal data: none.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="equipment")
    equipment_kind = models.CharField(
        max_length=12, choices=[(each, each) for each in EquipmentKind]
    )
    count = models.PositiveSmallIntegerField(default=1)
    # Maker and model, or who lent it.
    words = models.CharField(max_length=60, blank=True, default="")

    objects = DatedQuerySet["Equipment"].as_manager()

    class Meta(DatedRow.Meta):
        """More than nothing."""

        ordering: ClassVar[list[str]] = ["station", "equipment_kind", "pk"]
        verbose_name_plural = "equipment"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(condition=Q(count__gt=0), name="stations_equipment_is_there"),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.equipment_kind}"

    @property
    def key(self) -> str:
        """How the trail and addresses name it."""
        return str(self.uid)
