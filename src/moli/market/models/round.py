"""Rounds: one run of the planner over everything open."""

from __future__ import annotations

from django.db import models


class Round(models.Model):
    """One matching round: when it ran, over what, and the proof that came with its plan.

    Values are in fen, rounded from the planner's micro-yuan; `value_micro_yuan` and
    `bound_micro_yuan` are exact, and equal when the plan is proved to be the best there is.
    A round is never changed; a later one replaces those of its proposals that nobody took up.

    Personal data: `run_by_name`, the name of who ran it.
    """

    number = models.PositiveIntegerField(unique=True)
    request_key = models.UUIDField(unique=True)
    on = models.DateField()
    run_at = models.DateTimeField()
    run_by_key = models.CharField(max_length=60)
    run_by_name = models.CharField(max_length=60)
    milliseconds = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    lots = models.PositiveIntegerField()
    demands = models.PositiveIntegerField()
    matched_grams = models.BigIntegerField()
    value_micro_yuan = models.BigIntegerField()
    bound_micro_yuan = models.BigIntegerField()
    greedy_micro_yuan = models.BigIntegerField()
    first_come_micro_yuan = models.BigIntegerField()
    # Per product: value, bound and baselines, and why lots and demands stayed without a match.
    products = models.JSONField(default=dict)
    unmatched = models.JSONField(default=dict)

    class Meta:
        """The newest first."""

        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def gap(self) -> float:
        """How far the plan may be from the best, as a share of the bound; 0 is proved best."""
        if not self.bound_micro_yuan:
            return 0.0
        return (self.bound_micro_yuan - self.value_micro_yuan) / self.bound_micro_yuan
