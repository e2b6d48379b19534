"""The trail: one row for each thing that somebody did."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One act: who, when, what, on which thing. Written with the act, never changed after.

    Personal data: `actor_name` is the name of the person who acted. `facts` hold codes, sums
    and weights; services never put names, phone numbers or documents into them.
    """

    at = models.DateTimeField()
    actor_key = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_key = models.CharField(max_length=60)
    # The village, town or county that the act concerns, so that an auditor of an area finds it.
    area_code = models.CharField(max_length=12, blank=True, default="")
    facts = models.JSONField(default=dict)

    class Meta:
        """The trail of one thing, and of one area, are read often."""

        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_key"], name="audit_event_by_subject"),
            models.Index(fields=["area_code", "id"], name="audit_event_by_area"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject_key}"
