"""Goods that one station gets from another's stock, and every step on their way."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.catalogue.models import Grade, Product
from moli.orders.models.article import Article
from moli.orders.models.weigh_in import WeighIn
from moli.orders.rules.stock import ShrinkReason
from moli.orders.rules.transferring import MILLE, TransferDecline, TransferState


class StockTransfer(models.Model):
    """One station's request for goods of another, and what became of it (调货).

    `seller_per_mille` of the station commission on these goods is the asking station's, which
    packs and sells them; the rest is of the giving one, which weighed them in. `article` is what
    they are for, where that is known.

    Personal data: `by_name`, who asked; `words` are free.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    asking_station_key = models.CharField(max_length=60)
    giving_station_key = models.CharField(max_length=60)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    lowest_grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    grams = models.BigIntegerField()
    seller_per_mille = models.PositiveSmallIntegerField()
    needed_by_on = models.DateField()
    words = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(
        max_length=10, default=TransferState.ASKED, choices=[(each, each) for each in TransferState]
    )
    version = models.PositiveIntegerField(default=1)
    agreed_grams = models.BigIntegerField(null=True, blank=True)
    sent_grams = models.BigIntegerField(null=True, blank=True)
    received_grams = models.BigIntegerField(null=True, blank=True)
    loss_reason = models.CharField(
        max_length=10, blank=True, default="", choices=[(each, each) for each in ShrinkReason]
    )
    decline_reason = models.CharField(
        max_length=10, blank=True, default="", choices=[(each, each) for each in TransferDecline]
    )
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """The newest first; nothing comes from nowhere on the way."""

        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["asking_station_key"], name="orders_stock_transfer_asking"),
            models.Index(fields=["giving_station_key"], name="orders_stock_transfer_giving"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(grams__gt=0, seller_per_mille__lte=MILLE)
                & ~Q(asking_station_key="")
                & ~Q(giving_station_key="")
                & ~Q(asking_station_key=F("giving_station_key")),
                name="orders_stock_transfer_is_of_two_stations",
            ),
            models.CheckConstraint(
                condition=(
                    Q(agreed_grams=None) | Q(agreed_grams__gt=0, agreed_grams__lte=F("grams"))
                )
                & (Q(sent_grams=None) | Q(sent_grams__gt=0, sent_grams__lte=F("agreed_grams")))
                & (
                    Q(received_grams=None)
                    | Q(received_grams__gte=0, received_grams__lte=F("sent_grams"))
                ),
                name="orders_stock_transfer_never_grows",
            ),
            models.CheckConstraint(
                condition=Q(state=TransferState.ASKED, agreed_grams=None)
                | Q(state=TransferState.AGREED, agreed_grams__isnull=False, sent_grams=None)
                | Q(state=TransferState.SENT, sent_grams__isnull=False, received_grams=None)
                | Q(state=TransferState.RECEIVED, received_grams__isnull=False)
                | (Q(state=TransferState.DECLINED, agreed_grams=None) & ~Q(decline_reason=""))
                | Q(state=TransferState.CANCELLED, sent_grams=None),
                name="orders_stock_transfer_state_has_its_weight",
            ),
            models.CheckConstraint(
                condition=(Q(received_grams__lt=F("sent_grams")) & ~Q(loss_reason=""))
                | (
                    Q(loss_reason="") & (Q(received_grams=None) | Q(received_grams=F("sent_grams")))
                ),
                name="orders_stock_transfer_loss_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def key(self) -> str:
        """How the trail and addresses name it."""
        return str(self.uid)


class StockTransferLoad(models.Model):
    """So much of one weigh-in that is kept for, or was given to, another station (调货批次).

    `left_grams` is what the asking station can still pack, or will be able to; `freed_grams` went
    back to the giving station's stock; `shrunk_grams` was written off, on the way or later.

    Personal data: none of its own; the weigh-in names a household.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    transfer = models.ForeignKey(StockTransfer, on_delete=models.PROTECT, related_name="loads")
    weigh_in = models.ForeignKey(WeighIn, on_delete=models.PROTECT, related_name="+")
    grams = models.BigIntegerField()
    left_grams = models.BigIntegerField()
    shrunk_grams = models.BigIntegerField(default=0)
    freed_grams = models.BigIntegerField(default=0)

    class Meta:
        """A weigh-in is named once; no more leaves than there is."""

        ordering: ClassVar[list[str]] = ["transfer", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["transfer", "weigh_in"], name="orders_stock_transfer_load_named_once"
            ),
            models.CheckConstraint(
                condition=Q(grams__gt=0, left_grams__gte=0, shrunk_grams__gte=0, freed_grams__gte=0)
                & Q(left_grams__lte=F("grams") - F("shrunk_grams") - F("freed_grams")),
                name="orders_stock_transfer_load_leaves_no_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id}/{self.weigh_in_id} {self.grams}"

    @property
    def key(self) -> str:
        """How productions and forms name it."""
        return str(self.uid)


class StockTransferStep(models.Model):
    """One step of a transfer, by whom and when (调货经过): added to the end, never changed.

    SENT and RECEIVED are the two sides of the hand-over, each with the weight on its own scale.

    Personal data: `by_name`, who took the step.
    """

    request_key = models.UUIDField(unique=True)
    transfer = models.ForeignKey(StockTransfer, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=[(each, each) for each in TransferState])
    grams = models.BigIntegerField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """As they were taken, each once."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["transfer", "step"], name="orders_stock_transfer_step_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(grams__gte=0), name="orders_stock_transfer_step_has_no_debt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id} {self.step}"
