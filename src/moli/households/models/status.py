"""Where a household stands, over time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.households.models.household import Household
from moli.households.models.reference import Line
from moli.households.rules.statuses import State, Track


class Status(DatedRow):
    """A time in which a household was in a state on a track. To change it, it is ended.

    The line and the income that it was judged by are frozen here: they stay when lines and
    incomes change. Rows from before this registry come with a roster and have no procedure.

    Personal data: that a household is or was poor; `risk_words`.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="statuses")
    track = models.CharField(max_length=10, choices=[(t, t) for t in Track])
    state = models.CharField(max_length=12, choices=[(s, s) for s in State])
    # By which procedure, by its uid; nothing for what came with a roster.
    procedure_key = models.CharField(max_length=40, blank=True, default="")
    reason = models.CharField(max_length=120, blank=True, default="")
    # Codes of `Risk`, of monitored households only.
    risks = models.JSONField(default=list)
    risk_words = models.CharField(max_length=120, blank=True, default="")
    line = models.ForeignKey(Line, null=True, on_delete=models.PROTECT, related_name="+")
    line_fen = models.PositiveIntegerField(null=True, blank=True)
    income_year = models.PositiveSmallIntegerField(null=True, blank=True)
    per_capita_fen = models.BigIntegerField(null=True, blank=True)

    objects = DatedQuerySet["Status"].as_manager()

    class Meta(DatedRow.Meta):
        """One state on a track at a time, and each on its own track."""

        ordering = ["household", "from_on", "pk"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "track"],
                condition=Q(to_on=None),
                name="households_status_one_on_a_track",
            ),
            models.CheckConstraint(
                condition=Q(
                    track=Track.POVERTY,
                    state__in=[State.REGISTERED, State.EXITED, State.RELAPSED],
                )
                | Q(
                    track=Track.MONITORING,
                    state__in=[
                        State.UNSTABLE,
                        State.MARGINAL,
                        State.HARDSHIP,
                        State.RISK_REMOVED,
                    ],
                ),
                name="households_status_on_its_own_track",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.state} {self.from_on}"
