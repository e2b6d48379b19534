"""Party branches."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from moli.party.rules.branches import BranchKind


class Branch(models.Model):
    """One Party branch. Its members are sensitive data and come with the room's later part.

    Personal data: none.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60, unique=True)
    name_en = models.CharField(max_length=100, blank=True, default="")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in BranchKind])
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    founded_on = models.DateField()

    class Meta:
        """In the order of their founding rows."""

        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
