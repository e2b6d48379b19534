"""Bills that villagers pay at the counter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.counter.models.at_counter import AtCounter
from moli.counter.rules.states import BillKind, BillState
from moli.households.models import Household
from moli.households.models.sealed import SealedField


class Bill(AtCounter):
    """One bill (代缴): its sum was taken in cash, and is passed on to whoever sent it.

    `fee_fen` is what the station takes beside it. `slip_no` is the number of the payment that
    passed it on. `version` grows with each change of state.

    Personal data: `account_number`, sealed, and its last signs `account_tail`; `person_name`;
    `household`; `by_name` and `ended_by_name`.
    """

    receipt_no = models.CharField(max_length=30)
    bill_kind = models.CharField(max_length=12, choices=[(each, each) for each in BillKind])
    account_number = SealedField()
    account_tail = models.CharField(max_length=4)
    person_name = models.CharField(max_length=40, blank=True, default="")
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    amount_fen = models.BigIntegerField()
    fee_fen = models.BigIntegerField(default=0)
    state = models.CharField(max_length=8, choices=[(each, each) for each in BillState])
    version = models.PositiveIntegerField(default=1)
    taken_on = models.DateField()
    slip_no = models.CharField(max_length=40, blank=True, default="")
    # Passed on, or undone. `ended_on` is the day in whose closing that is counted.
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_key = models.CharField(max_length=60, blank=True, default="")
    ended_by_name = models.CharField(max_length=60, blank=True, default="")
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Of something; passed on with the number of the payment."""

        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["station_key", "taken_on"], name="counter_bill_by_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, fee_fen__gte=0), name="counter_bill_is_of_something"
            ),
            models.CheckConstraint(
                condition=Q(state=BillState.TAKEN, ended_at=None, slip_no="")
                | (Q(state=BillState.PAID, ended_at__isnull=False) & ~Q(slip_no=""))
                | Q(state=BillState.UNDONE, ended_at__isnull=False, slip_no=""),
                name="counter_bill_paid_has_its_slip",
            ),
        ]

    def __str__(self) -> str:
        return self.key
