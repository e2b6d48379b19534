"""Places where buyers take delivery: a city, a market, the county seat."""

from __future__ import annotations

from django.db import models


class Destination(models.Model):
    """One place of delivery, inside the county or far from it.

    Personal data: none.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    longitude = models.FloatField()
    latitude = models.FloatField()
    source = models.CharField(max_length=200)

    class Meta:
        """Listed by code."""

        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
