"""Contracts that follow an agreement."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.market.models.proposal import Proposal


class Contract(models.Model):
    """One contract between a village's growers and an enterprise, drawn up after both agreed.

    Price and weight are those agreed for the first season; the floor price holds in every
    season that the contract covers.

    Personal data: the name of who drew it up.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="contract")
    grams = models.BigIntegerField()
    price_fen_per_kg = models.PositiveIntegerField()
    floor_fen_per_kg = models.PositiveIntegerField()
    seasons = models.PositiveSmallIntegerField()
    first_season = models.CharField(max_length=9)
    has_variety_clause = models.BooleanField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """A floor is no higher than the price; a contract covers at least a season."""

        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(floor_fen_per_kg__lte=F("price_fen_per_kg")),
                name="market_contract_floor_is_no_higher_than_price",
            ),
            models.CheckConstraint(
                condition=Q(seasons__gte=1) & Q(seasons__lte=10),
                name="market_contract_covers_one_to_ten_seasons",
            ),
            models.CheckConstraint(condition=Q(grams__gt=0), name="market_contract_has_weight"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def key(self) -> str:
        """How the trail and addresses name this contract."""
        return str(self.uid)
