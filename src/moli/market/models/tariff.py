"""What freight costs, by date and with its source."""

from __future__ import annotations

from django.db import models

from moli.audit.models import DatedQuerySet, DatedRow


class FreightTariff(DatedRow):
    """What it costs to bring a kilogram from a village to a buyer, for a time.

    Freight = handling + rate × road kilometres, road = straight × circuity. Rates are in li
    (0.001 yuan) because a kilogram travels a kilometre for a fraction of a fen.

    Personal data: none.
    """

    handling_li_per_kg = models.PositiveIntegerField()
    rate_micro_yuan_per_kg_km = models.PositiveIntegerField()
    circuity_percent = models.PositiveSmallIntegerField()
    km_per_day = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    objects = DatedQuerySet["FreightTariff"].as_manager()

    def __str__(self) -> str:
        return f"{self.from_on}"
