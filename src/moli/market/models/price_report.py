"""What somebody saw paid for a product at the farm gate."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.catalogue.models import Grade, Product
from moli.places.models import Division


class PriceReport(models.Model):
    """A farm-gate price as somebody saw it paid in a village (地头价报告). Never changed.

    What sales bring beyond it is reckoned only where enough people have reported.

    Personal data: `by_name`, who reported.
    """

    request_key = models.UUIDField(unique=True)
    village = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    fen_per_kg = models.PositiveIntegerField()
    seen_on = models.DateField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """The newest first; a price is more than nothing."""

        ordering: ClassVar[list[str]] = ["-seen_on", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["product", "seen_on"], name="market_price_report_by_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(fen_per_kg__gt=0), name="market_price_report_is_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.seen_on} {self.fen_per_kg}"
