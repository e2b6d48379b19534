"""Visits within a pairing."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.pairing.models.pairing import Pairing
from moli.pairing.rules.kinds import VisitReason, VisitResult


class Visit(models.Model):
    """One visit (走访): why, whom, and what came of it. Never changed, but for words of the erased.

    There is no track of where somebody went: at most a point, rounded to hundredths of a degree
    (about a kilometre), and only when whoever visited gave it.

    Personal data: `by_name`; `met` and `words` may name people.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    visit_reason = models.CharField(max_length=8, choices=[(r, r) for r in VisitReason])
    visit_result = models.CharField(max_length=12, choices=[(r, r) for r in VisitResult])
    met = models.CharField(max_length=60, blank=True, default="")
    words = models.CharField(max_length=500)
    next_on = models.DateField(null=True, blank=True)
    # In hundredths of a degree.
    longitude_centi = models.IntegerField(null=True, blank=True)
    latitude_centi = models.IntegerField(null=True, blank=True)
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """The newest first; a point has both its numbers."""

        ordering: ClassVar[list[str]] = ["-on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(longitude_centi=None, latitude_centi=None)
                | (
                    Q(longitude_centi__gte=-18_000, longitude_centi__lte=18_000)
                    & Q(latitude_centi__gte=-9_000, latitude_centi__lte=9_000)
                ),
                name="pairing_visit_point_has_both_numbers",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="pairing_visit_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.on}"
