"""Weight of lots that is taken without a proposal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.market.models.lot import Lot


class Hold(models.Model):
    """Grams of a lot that an accepted quote has taken (占用), until they are released.

    `owner_key` names what holds them; together with the lot it is there once. The market does
    not know what stands behind it.

    Personal data: none.
    """

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="holds")
    owner_key = models.CharField(max_length=60)
    grams = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """One owner holds of a lot once; a released hold is of nothing."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["lot", "owner_key"], name="market_hold_owner_once"),
            models.CheckConstraint(condition=Q(grams__gte=0), name="market_hold_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id}/{self.owner_key} {self.grams}"
