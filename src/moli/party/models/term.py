"""Terms: for how long a branch's committee or secretary was elected."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.party.models.activity import Activity
from moli.party.models.branch import Branch


class Term(DatedRow):
    """The time for which a branch's committee or secretary was elected (届).

    `assembly` is the meeting that elected. `ends_on` is when the next election is due; `to_on` when
    it was held.

    Personal data: none.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    assembly = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="term")

    objects = DatedQuerySet["Term"].as_manager()

    class Meta(DatedRow.Meta):
        """A branch's terms are counted, one at a time."""

        ordering: ClassVar[list[str]] = ["branch", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(fields=["branch", "number"], name="party_term_counted_once"),
            models.UniqueConstraint(
                fields=["branch"], condition=Q(to_on=None), name="party_term_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("from_on")), name="party_term_next_election_comes_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.number}"
