"""Loads that leave a village, and what the buyer says of them."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.orders.models.bulk_order import BulkPart
from moli.orders.models.weigh_in import WeighIn
from moli.orders.rules.bulk import ClaimReason, ClaimSide, ClaimState, DeliveryState


class Delivery(models.Model):
    """One load of a village's part on its way to the buyer (送货单).

    `received_grams` is what the buyer's scale says: what is paid for. What is missing on it was
    lost on the way. `freight_fen` and `packaging_fen` are what this load cost; they are taken
    from its first payment.

    Personal data: `by_name`, who sent it; `accepted_by_name`, who took it in.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    request_key = models.UUIDField(unique=True)
    part = models.ForeignKey(BulkPart, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(
        max_length=10, default=DeliveryState.SENT, choices=[(each, each) for each in DeliveryState]
    )
    sent_grams = models.BigIntegerField()
    freight_fen = models.BigIntegerField(default=0)
    packaging_fen = models.BigIntegerField(default=0)
    sent_on = models.DateField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    received_grams = models.BigIntegerField(null=True, blank=True)
    total_fen = models.BigIntegerField(null=True, blank=True)
    accepted_by_key = models.CharField(max_length=60, blank=True, default="")
    accepted_by_name = models.CharField(max_length=60, blank=True, default="")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; what is accepted has a weight and a price."""

        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sent_grams__gt=0, freight_fen__gte=0, packaging_fen__gte=0),
                name="orders_delivery_is_of_something",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=DeliveryState.SENT,
                    received_grams=None,
                    total_fen=None,
                    accepted_at=None,
                )
                | Q(
                    state=DeliveryState.ACCEPTED,
                    received_grams__gt=0,
                    received_grams__lte=F("sent_grams"),
                    total_fen__gt=0,
                    accepted_at__isnull=False,
                ),
                name="orders_delivery_accepted_has_weight_and_price",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def key(self) -> str:
        """How the trail and addresses name this delivery."""
        return str(self.uid)


class Load(models.Model):
    """So much of one weigh-in is on a delivery.

    Personal data: none of its own; the weigh-in names a household.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="loads")
    weigh_in = models.ForeignKey(WeighIn, on_delete=models.PROTECT, related_name="loads")
    grams = models.BigIntegerField()

    class Meta:
        """A weigh-in stands once on a delivery."""

        ordering: ClassVar[list[str]] = ["delivery", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["delivery", "weigh_in"], name="orders_load_weigh_in_once"
            ),
            models.CheckConstraint(condition=Q(grams__gt=0), name="orders_load_has_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.weigh_in_id} {self.grams}"


class Remittance(models.Model):
    """Money of a buyer that arrived at the office's bank for a delivery (回款).

    Written down once by the bank's own number, never changed.

    Personal data: `by_name`, who saw it arrive.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="remittances")
    bank_reference = models.CharField(max_length=80, unique=True)
    total_fen = models.BigIntegerField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """As they came."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(total_fen__gt=0) & ~Q(bank_reference=""),
                name="orders_remittance_is_of_something",
            ),
        ]

    def __str__(self) -> str:
        return self.bank_reference


class Claim(models.Model):
    """What a buyer says is wrong with part of a delivery (质量异议), once for a delivery.

    Only the price of `grams` is held, `held_fen`; the rest is paid. The outcome is
    `upheld_grams`, which the buyer need not pay: one side names it, the other agrees.

    Personal data: names of who claimed, named the outcome and agreed; `words` is free text.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="claim")
    grams = models.BigIntegerField()
    held_fen = models.BigIntegerField()
    reason = models.CharField(max_length=10, choices=[(each, each) for each in ClaimReason])
    words = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(
        max_length=10, default=ClaimState.OPEN, choices=[(each, each) for each in ClaimState]
    )
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    proposed_side = models.CharField(
        max_length=6, blank=True, default="", choices=[(each, each) for each in ClaimSide]
    )
    upheld_grams = models.BigIntegerField(null=True, blank=True)
    proposed_by_key = models.CharField(max_length=60, blank=True, default="")
    proposed_by_name = models.CharField(max_length=60, blank=True, default="")
    agreed_by_key = models.CharField(max_length=60, blank=True, default="")
    agreed_by_name = models.CharField(max_length=60, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """An outcome is no more than what was claimed; it is settled by two."""

        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(grams__gt=0, held_fen__gt=0)
                & (Q(upheld_grams=None) | Q(upheld_grams__gte=0, upheld_grams__lte=F("grams"))),
                name="orders_claim_upholds_no_more_than_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.OPEN, upheld_grams=None, settled_at=None)
                | (
                    Q(state=ClaimState.PROPOSED, upheld_grams__isnull=False, settled_at=None)
                    & ~Q(proposed_by_key="")
                )
                | (
                    Q(
                        state=ClaimState.SETTLED,
                        upheld_grams__isnull=False,
                        settled_at__isnull=False,
                    )
                    & ~Q(agreed_by_key="")
                    & ~Q(agreed_by_key=F("proposed_by_key"))
                ),
                name="orders_claim_settled_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.grams}"

    @property
    def key(self) -> str:
        """How the trail and addresses name this claim."""
        return str(self.uid)


class ClaimPhoto(models.Model):
    """A photo of what is claimed, made small, without the place where it was taken.

    Personal data: what is in the picture.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="photos")
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        """A photo stands once in a claim."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["claim", "digest"], name="orders_claim_photo_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:12]
