"""Reviews of a pairing by those it concerns."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.households.models import Household
from moli.pairing.models.pairing import Pairing
from moli.pairing.rules.kinds import Rating, Voice


class Review(models.Model):
    """One voice on one period of a pairing (评议). Never changed, but for words of the erased.

    A household speaks for itself: `household` says which, `given_by_key` who of it (a family
    member, by uid); what was written down was read back. Of a practitioner's pairing it is the
    household that is helped.

    Personal data: `household`; `words`; `by_name`, who wrote it down.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="reviews")
    voice = models.CharField(max_length=10, choices=[(v, v) for v in Voice])
    # The period that it speaks of: the last day is the first one that no longer counts.
    period_from_on = models.DateField()
    period_to_on = models.DateField()
    rating = models.CharField(max_length=6, choices=[(r, r) for r in Rating])
    words = models.CharField(max_length=500)
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_by_key = models.CharField(max_length=60, blank=True, default="")
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """The newest period first; each voice once in it, and each household once."""

        ordering: ClassVar[list[str]] = ["-period_from_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["pairing", "period_from_on", "voice"],
                condition=Q(household=None),
                name="pairing_review_each_side_once",
            ),
            models.UniqueConstraint(
                fields=["pairing", "period_from_on", "household"],
                condition=Q(household__isnull=False),
                name="pairing_review_each_household_once",
            ),
            models.CheckConstraint(
                condition=(Q(voice=Voice.HOUSEHOLD, household__isnull=False) & ~Q(given_by_key=""))
                | (~Q(voice=Voice.HOUSEHOLD) & Q(household=None, given_by_key="")),
                name="pairing_review_household_speaks_for_itself",
            ),
            models.CheckConstraint(
                condition=Q(period_to_on__gt=F("period_from_on")) & ~Q(words=""),
                name="pairing_review_of_a_period_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.voice}"
