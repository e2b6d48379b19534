"""How organisations stand under one another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.party.models.branch import Branch


class Subordination(DatedRow):
    """One organisation standing under another for a time (隶属).

    Personal data: none.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")

    objects = DatedQuerySet["Subordination"].as_manager()

    class Meta(DatedRow.Meta):
        """Under one other at a time, and never under itself."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["branch"], condition=Q(to_on=None), name="party_subordination_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(branch=F("parent")), name="party_subordination_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} < {self.parent_id}"
