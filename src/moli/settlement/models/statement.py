"""What a household was told that it earned in a month."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.households.models import Household


class Statement(models.Model):
    """What a household earned from sales in a month (结算单); later rows say what has changed.

    The first row of a month holds its sum, each further one, a correction, the difference. Rows
    are added, never changed; together they are what the month is worth now.

    Personal data: which household earned how much.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    sequence = models.PositiveSmallIntegerField()
    total_fen = models.BigIntegerField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """In the order in which they were drawn up."""

        ordering: ClassVar[list[str]] = ["month", "household", "sequence"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["household", "month", "sequence"],
                name="settlement_statement_one_for_each_place",
            ),
            models.CheckConstraint(
                condition=Q(sequence__gte=1) & ~Q(total_fen=0),
                name="settlement_statement_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.month} {self.total_fen}"
