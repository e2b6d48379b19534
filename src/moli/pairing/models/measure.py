"""What a pairing promises, sets out to do, and has brought."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.catalogue.models import Product
from moli.pairing.models.pairing import Pairing
from moli.pairing.rules.kinds import MeasureKind, PairSide, PromiseKind, ResultKind


class Promise(models.Model):
    """Something promised by a day (承诺): an amount of sales, jobs, people trained or visits.

    `amount` is in grams for sales (of `product`, or of anything), else a count. It begins to
    count on `from_on`. What was delivered is never written here: it is counted. Never changed.

    Personal data: `by_name`.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="promises")
    promise_kind = models.CharField(max_length=8, choices=[(k, k) for k in PromiseKind])
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    amount = models.BigIntegerField()
    from_on = models.DateField()
    by_on = models.DateField()
    words = models.CharField(max_length=200, blank=True, default="")
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """The next due first; of something, and in time."""

        ordering: ClassVar[list[str]] = ["by_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & Q(by_on__gte=F("from_on")),
                name="pairing_promise_is_of_something_in_time",
            ),
            models.CheckConstraint(
                condition=Q(promise_kind=PromiseKind.SALES) | Q(product=None),
                name="pairing_promise_product_of_sales_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.promise_kind}"


class Measure(models.Model):
    """One thing that a pairing sets out to do (帮扶措施), until it is done or dropped.

    Personal data: `by_name`.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="measures")
    measure_kind = models.CharField(max_length=8, choices=[(k, k) for k in MeasureKind])
    words = models.CharField(max_length=200)
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    is_done = models.BooleanField(default=False)
    close_words = models.CharField(max_length=200, blank=True, default="")
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """The next due first; closed with words."""

        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_on=None, is_done=False, close_words="")
                | (Q(closed_on__isnull=False) & ~Q(close_words="")),
                name="pairing_measure_closed_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.measure_kind}"


class Result(models.Model):
    """A job or a training that a pairing brought (成效): reported by one side, then confirmed.

    It counts once the other side has confirmed it. Sales are not reported: they are counted from
    orders.

    Personal data: names of who acted; `words`.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="results")
    result_kind = models.CharField(
        max_length=8, choices=[(k, k) for k in ResultKind if k is not ResultKind.SALE]
    )
    on = models.DateField()
    people = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    pair_side = models.CharField(max_length=6, choices=[(s, s) for s in PairSide])
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    # None while the other side has said nothing.
    is_confirmed = models.BooleanField(null=True, blank=True)
    answered_words = models.CharField(max_length=200, blank=True, default="")
    answered_by_key = models.CharField(max_length=60, blank=True, default="")
    answered_by_name = models.CharField(max_length=60, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; nobody confirms what he reported."""

        ordering: ClassVar[list[str]] = ["-on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(people__gt=0)
                & (
                    Q(is_confirmed=None, answered_at=None, answered_by_key="")
                    | (
                        Q(is_confirmed__isnull=False, answered_at__isnull=False)
                        & ~Q(answered_by_key="")
                        & ~Q(answered_by_key=F("by_key"))
                    )
                ),
                name="pairing_result_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.result_kind}"
