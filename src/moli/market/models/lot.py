"""Lots: produce that a village offers."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.catalogue.models import Grade, Product
from moli.market.rules.offers import OfferState, terms_mark
from moli.places.models import Division


class Lot(models.Model):
    """One lot (一批货): a village's produce of one grade, with a floor price and a window.

    `committed_grams` is what introductions and contracts have taken of it; the database refuses
    more than there is.

    Personal data: `posted_by_name`, the name of who posted it. `words` may hold the message as
    pasted: phone numbers were taken out before it was stored, a name in it may have stayed.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Made by the form that posts, so that a second tap or a resent page posts once.
    request_key = models.UUIDField(unique=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    grams = models.BigIntegerField()
    committed_grams = models.BigIntegerField(default=0)
    floor_fen_per_kg = models.PositiveIntegerField()
    # First and last day of harvest, both included.
    ready_from_on = models.DateField()
    ready_to_on = models.DateField()
    # How many households grew it, as the poster says; the registry takes over later.
    households = models.PositiveIntegerField()
    poor_households = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, default=OfferState.OPEN, choices=[(state, state) for state in OfferState]
    )
    words = models.CharField(max_length=2000, blank=True, default="")
    posted_by_key = models.CharField(max_length=60)
    posted_by_name = models.CharField(max_length=60)
    posted_at = models.DateTimeField()

    class Meta:
        """Never more committed than there is; a window that runs forward."""

        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "product"], name="market_lot_open_by_product"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(grams__gt=0), name="market_lot_has_weight"),
            models.CheckConstraint(
                condition=Q(committed_grams__gte=0) & Q(committed_grams__lte=F("grams")),
                name="market_lot_commits_no_more_than_it_has",
            ),
            models.CheckConstraint(
                condition=Q(ready_to_on__gte=F("ready_from_on")),
                name="market_lot_window_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(poor_households__lte=F("households")) & Q(households__gt=0),
                name="market_lot_has_households",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def key(self) -> str:
        """How the trail and addresses name this lot."""
        return str(self.uid)

    @property
    def left_grams(self) -> int:
        """What a round may still match."""
        return self.grams - self.committed_grams

    @property
    def terms_mark(self) -> str:
        """Equal for two lots that offer the same on the same terms."""
        return terms_mark(
            self.village_id,
            self.product_id,
            self.grade_id,
            self.floor_fen_per_kg,
            self.ready_from_on,
            self.ready_to_on,
        )
