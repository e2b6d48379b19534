"""Proposals: one lot to one demand, as the planner suggests it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.market.models.demand import Demand
from moli.market.models.lot import Lot
from moli.market.models.round import Round
from moli.market.rules.negotiation import HOLDING_STATES, ProposalState


class Proposal(models.Model):
    """One suggestion (对接方案) of a round: so many grams of a lot to a demand, at a fair price.

    What the planner said of it (freight, distance, runner-up) is kept as it was said, because
    a village that asks "why not us?" must be shown the same answer twice. States are listed in
    `rules.negotiation.ProposalState`.

    Personal data: none.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="proposals")
    # Counts from 1 within a round, the most valuable first: people say "37-1".
    place = models.PositiveIntegerField()
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="+")
    grams = models.BigIntegerField()
    fair_fen_per_kg = models.PositiveIntegerField()
    # Between these farm-gate prices neither side would rather switch.
    low_fen_per_kg = models.PositiveIntegerField()
    high_fen_per_kg = models.PositiveIntegerField()
    freight_fen_per_kg = models.PositiveIntegerField()
    road_km = models.PositiveIntegerField()
    transit_days = models.PositiveSmallIntegerField()
    # Days until the lot's last day of harvest, and of shelf life left on arrival.
    days_left = models.PositiveSmallIntegerField()
    shelf_days_left = models.PositiveSmallIntegerField(default=0)
    value_micro_yuan = models.BigIntegerField()
    # What all would lose without this link, and who would get how much instead.
    runner_up_loss_micro_yuan = models.BigIntegerField(default=0)
    runner_up = models.JSONField(default=list)
    state = models.CharField(
        max_length=10,
        default=ProposalState.PROPOSED,
        choices=[(state, state) for state in ProposalState],
    )
    # What the two sides are held to: set by the introduction, less when they agree on less.
    held_grams = models.BigIntegerField(default=0)
    agreed_fen_per_kg = models.PositiveIntegerField(null=True)
    # Both sides' terms at the time. A declined pair whose terms are still the same is not
    # suggested again; the terms hold the days, so the next season's lot is another offer.
    lot_mark = models.CharField(max_length=120)
    demand_mark = models.CharField(max_length=120)

    class Meta:
        """One place, and one pair, once in a round."""

        ordering = ["-round__number", "place"]
        indexes = [models.Index(fields=["state"], name="market_proposal_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "place"], name="market_proposal_place_is_taken_once"
            ),
            models.UniqueConstraint(
                fields=["round", "lot", "demand"], name="market_proposal_pair_once_in_a_round"
            ),
            models.CheckConstraint(condition=Q(grams__gt=0), name="market_proposal_has_weight"),
            models.CheckConstraint(
                condition=Q(state__in=HOLDING_STATES, held_grams__gt=0)
                | (~Q(state__in=HOLDING_STATES) & Q(held_grams=0)),
                name="market_proposal_holds_weight_while_it_lives",
            ),
            models.CheckConstraint(
                condition=Q(low_fen_per_kg__lte=F("fair_fen_per_kg"))
                & Q(fair_fen_per_kg__lte=F("high_fen_per_kg")),
                name="market_proposal_fair_price_lies_between",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}-{self.place}"

    @property
    def key(self) -> str:
        """How the trail and addresses name this proposal."""
        return str(self.uid)
