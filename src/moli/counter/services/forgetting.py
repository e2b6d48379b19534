"""Forgetting for whom something was, when nobody needs to know any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.counter.models import Bill, BuyFor, Parcel, WeighPhoto
from moli.counter.queries.retention import (
    bills_due,
    buy_fors_due,
    named_of,
    parcels_due,
    photos_due,
)
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal

# What goes; sums, days, codes and slips stay. Of a parcel its household goes too: nothing else of
# it is of any use to anybody.
_EMPTIED: Final[Mapping[type[Any], Mapping[str, object]]] = {
    Parcel: {"person_name": "", "phone_tail": "", "left_name": "", "household": None},
    BuyFor: {"person_name": "", "phone_tail": ""},
    Bill: {"person_name": "", "account_number": "", "account_tail": ""},
}


class CounterStillKept(Refusal):
    """What a counter keeps of a household is forgotten with it, not before."""


@transaction.atomic
def forget_people(*, by: Actor, at: datetime, most: int = 1_000) -> int:
    """Empty names and numbers of what ended long enough ago, delete photos; how many things.

    The oldest `most` of each kind go in one transaction, which the trail tells with their number;
    a second call finds none of them.
    """
    on = timezone.localdate(at)
    forgotten = sum(_empty(rows, at=at, most=most) for rows in (parcels_due(on), buy_fors_due(on)))
    forgotten += _empty(bills_due(on), at=at, most=most)
    forgotten += _delete_photos(photos_due(on), most=most)
    if forgotten:
        subject = Subject("retention", on.isoformat())
        record(verb="counter.forget_people", on=subject, by=by, at=at, things=forgotten)
    return forgotten


@transaction.atomic
def forget_household(*, household_id: int, by: Actor, at: datetime) -> int:
    """Empty what the counters keep of an erased household's people; how many things.

    A second call finds nothing to do. Refuses a household that was not erased.
    """
    # Erased stays erased, so it is not held: whoever hands out holds a parcel first, then it.
    household = Household.objects.select_related("village").get(pk=household_id)
    if household.erased_at is None:
        raise CounterStillKept(field="household")
    forgotten = 0
    for rows, _ in named_of(Household.objects.filter(pk=household_id)):
        if rows.model is WeighPhoto:
            forgotten += _delete_photos(rows)
        else:
            forgotten += _empty(rows, at=at)
    if forgotten:
        subject = Subject("household", household.key, household.village.code)
        record(verb="counter.forget_household", on=subject, by=by, at=at, things=forgotten)
    return forgotten


def _empty(rows: QuerySet[Any], *, at: datetime, most: int | None = None) -> int:
    keys = _locked(rows, most)
    changes = {**_EMPTIED[rows.model], "forgotten_at": at}
    emptied: int = rows.model.objects.filter(pk__in=keys).update(**changes)
    return emptied


def _delete_photos(rows: QuerySet[WeighPhoto], *, most: int | None = None) -> int:
    return WeighPhoto.objects.filter(pk__in=_locked(rows, most)).delete()[0]


def _locked(rows: QuerySet[Any], most: int | None) -> list[int]:
    held = rows.order_by("pk").select_for_update(of=("self",))
    return list(held.values_list("pk", flat=True)[:most])
