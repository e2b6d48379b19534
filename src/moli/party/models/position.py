"""Positions of members in their branches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.party.models.branch import Branch
from moli.party.models.member import Member
from moli.party.rules.organisation import PositionKind


class Position(DatedRow):
    """A member in a position of a branch for a time (党内职务).

    Personal data: sensitive, as for a member.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="positions")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="positions")
    kind = models.CharField(max_length=16, choices=[(each, each) for each in PositionKind])

    objects = DatedQuerySet["Position"].as_manager()

    class Meta(DatedRow.Meta):
        """One secretary at a time, and a member once in a position."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["branch"],
                condition=Q(to_on=None, kind=PositionKind.SECRETARY),
                name="party_position_one_secretary_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["branch", "member", "kind"],
                condition=Q(to_on=None),
                name="party_position_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.kind}"
