"""Divisions: county, town, village, as the statistics bureau lists them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from moli.places.rules.divisions import Kind, Level, PositionSource


class Division(models.Model):
    """One county, town or village-level division.

    The code is a path: a village's 12 digits begin with its town's 9, and those with its
    county's 6, so "everything inside" is one prefix and one index. The name alone is never a
    key: two towns of Heng County each have a 泮塘村.

    Personal data: none.
    """

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True, default="")
    level = models.CharField(max_length=10, choices=[(level, level) for level in Level])
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in Kind])
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    # APPROXIMATE until somebody imports a surveyed point; every map and list says which.
    position_source = models.CharField(
        max_length=12,
        blank=True,
        default="",
        choices=[(source, source) for source in PositionSource],
    )

    class Meta:
        """A place has both coordinates and their source, or none of the three."""

        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None, position_source="")
                | (Q(longitude__isnull=False, latitude__isnull=False) & ~Q(position_source="")),
                name="places_division_position_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.COUNTY, parent=None)
                | (~Q(level=Level.COUNTY) & Q(parent__isnull=False)),
                name="places_division_only_counties_stand_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short_name}"
