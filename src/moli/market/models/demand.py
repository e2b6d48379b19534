"""Demands: produce that an enterprise wants."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.catalogue.models import Grade, Product
from moli.enterprises.models import Enterprise
from moli.market.rules.offers import OfferState, terms_mark
from moli.places.models import Destination


class Demand(models.Model):
    """One demand (需求): an enterprise wants a product, this grade or better, at a place.

    `committed_grams` is what introductions and contracts have promised it.

    Personal data: `posted_by_name`, the name of who posted it. `words` as for a lot.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    lowest_grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    grams = models.BigIntegerField()
    committed_grams = models.BigIntegerField(default=0)
    # What the buyer pays at most for a kilogram delivered to the destination.
    ceiling_fen_per_kg = models.PositiveIntegerField()
    deliver_from_on = models.DateField()
    deliver_to_on = models.DateField()
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, default=OfferState.OPEN, choices=[(state, state) for state in OfferState]
    )
    words = models.CharField(max_length=2000, blank=True, default="")
    posted_by_key = models.CharField(max_length=60)
    posted_by_name = models.CharField(max_length=60)
    posted_at = models.DateTimeField()

    class Meta:
        """Never more promised than wanted; a window that runs forward."""

        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "product"], name="market_demand_open_by_product"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(grams__gt=0), name="market_demand_has_weight"),
            models.CheckConstraint(
                condition=Q(committed_grams__gte=0) & Q(committed_grams__lte=F("grams")),
                name="market_demand_takes_no_more_than_it_wants",
            ),
            models.CheckConstraint(
                condition=Q(deliver_to_on__gte=F("deliver_from_on")),
                name="market_demand_window_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def key(self) -> str:
        """How the trail and addresses name this demand."""
        return str(self.uid)

    @property
    def left_grams(self) -> int:
        """What a round may still match."""
        return self.grams - self.committed_grams

    @property
    def terms_mark(self) -> str:
        """Equal for two demands that ask for the same on the same terms."""
        return terms_mark(
            self.enterprise_id,
            self.product_id,
            self.lowest_grade_id,
            self.ceiling_fen_per_kg,
            self.destination_id,
            self.deliver_from_on,
            self.deliver_to_on,
        )
