"""The outline of a county, for maps that carry its source."""

from __future__ import annotations

from django.db import models

from moli.places.models.division import Division


class Outline(models.Model):
    """The border of one county as rings of longitude and latitude.

    Personal data: none.
    """

    division = models.OneToOneField(Division, on_delete=models.PROTECT, related_name="+")
    rings = models.JSONField()
    source = models.TextField()
    # 审图号. A public map in China needs one; without it the map says that it is a sketch.
    review_number = models.CharField(max_length=60, blank=True, default="")

    def __str__(self) -> str:
        return str(self.division_id)
