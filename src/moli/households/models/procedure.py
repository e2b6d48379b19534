"""Procedures: how a change of status is proposed, checked, made public and decided."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.households.models.household import Household
from moli.households.models.reference import Line, Standard
from moli.households.rules.procedures import (
    ClueSource,
    ProcedureKind,
    ProcedureState,
    StepKind,
    Verdict,
)
from moli.households.rules.statuses import State, Track


class Procedure(models.Model):
    """One proposed change of a household's status, on its lawful way (B6).

    `step` is the one that is owed now and `due_on` until when. What it is judged by (line,
    income, standard) is frozen when the county decides.

    Personal data: that a household is proposed; `words`, `risk_words`.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="procedures")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in ProcedureKind])
    track = models.CharField(max_length=10, choices=[(t, t) for t in Track])
    target = models.CharField(max_length=12, choices=[(s, s) for s in State])
    state = models.CharField(
        max_length=10, default=ProcedureState.OPEN, choices=[(s, s) for s in ProcedureState]
    )
    step = models.CharField(max_length=8, choices=[(s, s) for s in StepKind])
    due_on = models.DateField(null=True, blank=True)
    clue_source = models.CharField(max_length=12, choices=[(s, s) for s in ClueSource])
    words = models.CharField(max_length=300, blank=True, default="")
    risks = models.JSONField(default=list)
    risk_words = models.CharField(max_length=120, blank=True, default="")
    # What the home check found: {item of the exit standard: bool}.
    results = models.JSONField(default=dict)
    has_household_signed = models.BooleanField(default=False)
    standard = models.ForeignKey(Standard, null=True, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, null=True, on_delete=models.PROTECT, related_name="+")
    line_fen = models.PositiveIntegerField(null=True, blank=True)
    income_year = models.PositiveSmallIntegerField(null=True, blank=True)
    per_capita_fen = models.BigIntegerField(null=True, blank=True)
    opened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """One open procedure of a household on a track."""

        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "step"], name="households_procedure_by_step"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "track"],
                condition=Q(state=ProcedureState.OPEN),
                name="households_procedure_one_open_on_a_track",
            ),
            models.CheckConstraint(
                condition=Q(state=ProcedureState.OPEN, ended_on=None)
                | (~Q(state=ProcedureState.OPEN) & Q(ended_on__gte=F("opened_on"))),
                name="households_procedure_ends_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def key(self) -> str:
        """How the trail and addresses name this procedure."""
        return str(self.uid)


class Step(models.Model):
    """What one person did in a procedure. The home check has one row for each of two people.

    Personal data: `by_name`, who did it; `words` may say something of the household.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="steps")
    request_key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=8, choices=[(s, s) for s in StepKind])
    verdict = models.CharField(max_length=8, choices=[(v, v) for v in Verdict])
    words = models.CharField(max_length=300, blank=True, default="")
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Nobody takes the same step twice."""

        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "kind", "by_key"], name="households_step_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.kind}"


class Notice(models.Model):
    """A statutory notice (公示): only what the law lets it show, copied when it was put up.

    No identity number, telephone number, bank account or health: there is no column for them.
    `to_on` is the day on which it comes down. Who closes it takes the step; who put it up is
    named here, for they took part as well.

    Personal data: `head_name` (masked unless the county shows full names), `group_name`;
    `put_up_by_name`, which is not shown on the notice.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    procedure = models.OneToOneField(Procedure, on_delete=models.PROTECT, related_name="notice")
    village_name = models.CharField(max_length=60)
    head_name = models.CharField(max_length=40)
    group_name = models.CharField(max_length=30, blank=True, default="")
    people = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=12, choices=[(s, s) for s in State])
    from_on = models.DateField()
    to_on = models.DateField()
    has_objection = models.BooleanField(default=False)
    put_up_by_key = models.CharField(max_length=60)
    put_up_by_name = models.CharField(max_length=60)

    class Meta:
        """It comes down after it went up."""

        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gt=F("from_on")), name="households_notice_hangs_some_days"
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def key(self) -> str:
        """How addresses name this notice."""
        return str(self.uid)
