"""Plans: one kind of pairing laid out as a whole by the planner."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.pairing.rules.kinds import PairingKind
from moli.places.models import Division


class PairPlan(models.Model):
    """One run of the planner over a kind of pairing (结对方案), with its proof. Never changed.

    `cost_points` is what the plan costs, `bound_points` what every plan costs at least: equal
    when it is proved best. `changed` counts ties that it changes, of `ties`.

    Personal data: `by_name`, who ran it.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    pairing_kind = models.CharField(max_length=12, choices=[(k, k) for k in PairingKind])
    on = models.DateField()
    changes_max = models.PositiveIntegerField(null=True, blank=True)
    helpers = models.PositiveIntegerField()
    helped = models.PositiveIntegerField()
    ties = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    cost_points = models.BigIntegerField()
    bound_points = models.BigIntegerField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """The newest first; no plan costs less than the bound."""

        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(bound_points__lte=F("cost_points")) & Q(changed__lte=F("ties")),
                name="pairing_pair_plan_costs_no_less_than_its_bound",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How the trail and addresses name this plan."""
        return str(self.uid)


class PlannedPair(models.Model):
    """One pair of a plan, and why, as the planner said it. Never changed.

    Keys are as in `Pairing`. `fit_per_mille` is the share of what is grown that the helper deals
    in, None when nobody knows what is grown; `need_per_mille` how pressing it is. `tie_key` is
    the helper that the helped had, "" without one. `instead_key` is whom the helped would turn
    to otherwise, "" for nobody, and `loss_points` what all would lose by that at least.

    Personal data: of practitioners' pairs, which household is poor.
    """

    plan = models.ForeignKey(PairPlan, on_delete=models.PROTECT, related_name="planned")
    helper_key = models.CharField(max_length=60)
    helped_key = models.CharField(max_length=60)
    village = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    tie_key = models.CharField(max_length=60, blank=True, default="")
    road_metres = models.PositiveIntegerField()
    fit_per_mille = models.PositiveSmallIntegerField(null=True, blank=True)
    need_per_mille = models.PositiveSmallIntegerField()
    cost_points = models.BigIntegerField()
    instead_key = models.CharField(max_length=60, blank=True, default="")
    loss_points = models.BigIntegerField()

    class Meta:
        """In the order of villages; each helped once in a plan."""

        ordering: ClassVar[list[str]] = ["plan", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["plan", "helped_key"], name="pairing_planned_pair_helped_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.helped_key}"
