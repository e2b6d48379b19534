"""Cash in a station's drawer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.counter.models.at_counter import AtCounter
from moli.counter.rules.states import CashKind


class CashMove(AtCounter):
    """Cash that came into a drawer (above nought) or left it (below). Never changed.

    `on` is the day in whose closing it is counted: the day on which it was done or, when that
    had been closed before the device could tell, the next one that is open. `subject_key` is the
    order, bill or parcel that it was for. The sum of all is what should lie in the drawer.

    Personal data: `by_name`, who took or gave it.
    """

    on = models.DateField()
    cash_kind = models.CharField(max_length=12, choices=[(each, each) for each in CashKind])
    amount_fen = models.BigIntegerField()
    subject_key = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        """As it came; a move moves something."""

        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["station_key", "on"], name="counter_cash_move_by_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(amount_fen=0), name="counter_cash_move_moves_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station_key} {self.on} {self.amount_fen}"
