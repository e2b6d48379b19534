"""Where a household's money is sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.households.models import Household
from moli.households.models.sealed import BlindIndex, SealedField


class BankAccount(DatedRow):
    """A household's account at a bank (银行账户), from a day on; one at a time.

    Personal data: `number`, sealed, and `number_index`, a keyed hash of it; `holder_name`.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    number = SealedField()
    number_index = models.CharField(max_length=32)
    bank_name = models.CharField(max_length=60)
    holder_name = models.CharField(max_length=40)

    objects = DatedQuerySet["BankAccount"].as_manager()

    blind_indexes: ClassVar[tuple[BlindIndex, ...]] = (BlindIndex("number", "number_index"),)

    class Meta(DatedRow.Meta):
        """One account at a time; those of one card are found."""

        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["number_index"], name="settlement_bank_account_by_nr"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(to_on=None),
                name="settlement_bank_account_one_without_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.from_on}"
