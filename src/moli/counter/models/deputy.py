"""What a station did in a household's name, and photos of what it weighed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.counter.models.at_counter import AtCounter
from moli.counter.rules.states import ActKind
from moli.households.models import Consent, Household
from moli.orders.models import WeighIn


class DeputyAct(AtCounter):
    """One thing that a station did in a household's name (代办), with its consent.

    It was read back to the household, which got a receipt of this number, and may have it undone.
    A weigh-in of one that stood at the scale itself needs no `consent`. `is_own`: the household
    is of the station's own team.

    Personal data: which household did what; `by_name` and `undone_by_name`.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    act_kind = models.CharField(max_length=10, choices=[(each, each) for each in ActKind])
    # The weigh-in, order, bill or parcel.
    subject_key = models.CharField(max_length=60)
    receipt_no = models.CharField(max_length=30)
    is_own = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_key = models.CharField(max_length=60, blank=True, default="")
    undone_by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        """A thing is done in a household's name once; undone by somebody."""

        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["act_kind", "subject_key"], name="counter_deputy_act_of_a_thing_once"
            ),
            models.CheckConstraint(
                condition=~Q(receipt_no=""), name="counter_deputy_act_has_a_receipt"
            ),
            models.CheckConstraint(
                condition=Q(consent__isnull=False) | Q(act_kind=ActKind.WEIGH_IN),
                name="counter_deputy_act_has_consent",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by_key="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by_key="")),
                name="counter_deputy_act_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class WeighPhoto(models.Model):
    """A photo of what was weighed, made small, without the place where it was taken.

    Personal data: what is in the picture.
    """

    request_key = models.UUIDField(unique=True)
    weigh_in = models.ForeignKey(WeighIn, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        """A photo stands once with its weigh-in."""

        ordering: ClassVar[list[str]] = ["weigh_in", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["weigh_in", "digest"], name="counter_weigh_photo_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:12]
