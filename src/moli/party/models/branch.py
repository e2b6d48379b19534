"""Party branches."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.party.rules.branches import BranchKind
from moli.party.rules.organisation import Form
from moli.places.models import Division


class Branch(models.Model):
    """One Party organisation, from a committee to a group. What it stands under is dated.

    `host_units` are the units it was founded in: one, or those that a joint branch joins. `area`
    is where it is; a branch of a village is elected for longer than others.

    Personal data: none.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60, unique=True)
    name_en = models.CharField(max_length=100, blank=True, default="")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in BranchKind])
    form = models.CharField(
        max_length=16, default=Form.BRANCH, choices=[(form, form) for form in Form]
    )
    host_units = models.JSONField(default=list, blank=True)
    area = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    founded_on = models.DateField()
    disbanded_on = models.DateField(null=True, blank=True)

    class Meta:
        """In the order of their founding rows."""

        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(disbanded_on=None) | Q(disbanded_on__gt=F("founded_on")),
                name="party_branch_disbanded_after_its_founding",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How the trail and addresses name this branch."""
        return str(self.uid)
