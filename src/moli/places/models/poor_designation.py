"""Poor villages: which village was designated, from when, until its exit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.places.models.division import Division


class PoorDesignation(DatedRow):
    """A time during which a village was a designated poor village (贫困村).

    The end is the day of its exit. A village that is designated again gets a new row.

    Personal data: none.
    """

    village = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)

    objects = DatedQuerySet["PoorDesignation"].as_manager()

    class Meta(DatedRow.Meta):
        """A village is designated at most once at a time."""

        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(to_on=None),
                name="places_poor_designation_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.from_on}"
