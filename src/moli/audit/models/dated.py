"""The base of rows that hold for a time and are never overwritten."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    Row = TypeVar("Row", bound="DatedRow")
else:
    Row = TypeVar("Row")


class DatedQuerySet(models.QuerySet[Row], Generic[Row]):
    """Questions that every dated row answers."""

    def in_force(self, *, on: date) -> Self:
        """Rows that hold on a day."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on)


class DatedRow(models.Model):
    """Something that holds from a day until another: [from_on, to_on).

    To change it, end the row and write a new one; the old row stays as history.
    """

    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        """No table of its own; the end comes after the beginning."""

        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            )
        ]
