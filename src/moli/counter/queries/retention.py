"""What a counter no longer needs to remember of people."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from moli.counter.models import Bill, BuyFor, Parcel, WeighPhoto
from moli.counter.rules.retention import Kept, counter_retention
from moli.households.models import Household


def parcels_due(on: date) -> QuerySet[Parcel]:
    """Parcels that left so long ago that on a day nobody needs to know for whom they were."""
    return Parcel.objects.filter(
        left_on__lte=_last_day(Kept.PARCELS, on), forgotten_at=None
    ).order_by("pk")


def buy_fors_due(on: date) -> QuerySet[BuyFor]:
    """Orders for villagers that ended so long ago, in key order."""
    return BuyFor.objects.filter(ended_at__lt=_until(Kept.BUY_FOR, on), forgotten_at=None).order_by(
        "pk"
    )


def bills_due(on: date) -> QuerySet[Bill]:
    """Bills that were passed on, or undone, so long ago, in key order."""
    return Bill.objects.filter(ended_at__lt=_until(Kept.BILLS, on), forgotten_at=None).order_by(
        "pk"
    )


def photos_due(on: date) -> QuerySet[WeighPhoto]:
    """Photos of what was weighed in so long ago, in key order."""
    last_on = _last_day(Kept.PHOTOS, on)
    return WeighPhoto.objects.filter(weigh_in__weighed_on__lte=last_on).order_by("pk")


def households_to_forget() -> list[int]:
    """Erased households of which a counter keeps a name, number or photo: four queries."""
    erased = Household.objects.exclude(erased_at=None)
    found: set[int] = set()
    for rows, path in named_of(erased):
        found |= set(rows.order_by().values_list(path, flat=True))
    return sorted(found)


def named_of(households: QuerySet[Household]) -> list[tuple[QuerySet[Any], str]]:
    """What is still kept of the people of some households, and how each names its household."""
    keys = households.order_by().values("pk")
    named = ~Q(person_name="") | ~Q(phone_tail="")
    return [
        (Parcel.objects.filter(named | ~Q(left_name=""), household__in=keys), "household"),
        (BuyFor.objects.filter(named, household__in=keys), "household"),
        (
            Bill.objects.filter(~Q(person_name="") | ~Q(account_tail=""), household__in=keys),
            "household",
        ),
        (WeighPhoto.objects.filter(weigh_in__household__in=keys), "weigh_in__household"),
    ]


def _last_day(kind: Kept, on: date) -> date:
    return on - timedelta(days=counter_retention()[kind].days)


def _until(kind: Kept, on: date) -> datetime:
    """The moment before which something ended that is no longer remembered."""
    return timezone.make_aware(datetime.combine(_last_day(kind, on) + timedelta(days=1), time.min))
