"""Codes that a county had before: 450127 until 2021, 450181 since."""

from __future__ import annotations

from django.db import models

from moli.audit.models import DatedQuerySet, DatedRow
from moli.places.models.division import Division


class CodeAlias(DatedRow):
    """An older code of a division, and the time when it was the official one.

    Towns and villages kept their last digits when the county's code changed, so an alias of a
    county translates every code that begins with it.

    Personal data: none.
    """

    old_code = models.CharField(max_length=12)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)

    objects = DatedQuerySet["CodeAlias"].as_manager()

    class Meta(DatedRow.Meta):
        """An old code meant one division from a given day on."""

        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["old_code", "from_on"], name="places_code_alias_means_one_division"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.division_id}"
