"""What a station's commission gave the people of its team."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.ledger.models import Transfer


class TeamEarning(models.Model):
    """What one day's commission of a station gave one person, or the station itself (团队提成).

    Written with the transfer that moved it, never changed. `person_key` is empty for the station's
    own part. `per_mille` is what the plan of that day said; below nought is what was corrected.

    Personal data: `person_name`, and how much of the money is whose.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="+")
    station_key = models.CharField(max_length=60)
    earned_on = models.DateField()
    person_key = models.CharField(max_length=60, blank=True, default="")
    person_name = models.CharField(max_length=60, blank=True, default="")
    per_mille = models.PositiveSmallIntegerField()
    fen = models.BigIntegerField()

    class Meta:
        """As they were moved; a day gives a person one part at a time."""

        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["station_key", "earned_on"], name="settlement_team_by_station"),
            models.Index(fields=["person_key", "earned_on"], name="settlement_team_by_person"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["transfer", "earned_on", "person_key"],
                name="settlement_team_earning_given_once",
            ),
            models.CheckConstraint(
                condition=Q(per_mille__gt=0, per_mille__lte=1_000) & ~Q(station_key=""),
                name="settlement_team_earning_in_range",
            ),
            models.CheckConstraint(
                condition=~Q(person_key="") | Q(person_name="", per_mille=1_000),
                name="settlement_team_earning_of_the_station_is_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earned_on} {self.fen}"
