"""The households that a station's devices hold: those that have to do with it, and no others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from moli.counter.models import Bill, BuyFor
from moli.counter.queries.places import village_code_of
from moli.households.models import Consent, Household
from moli.households.queries.at_the_scale import growers
from moli.households.rules.care import ConsentPurpose
from moli.orders.models import Quota, WeighIn
from moli.orders.rules.bulk import BulkState

YEAR: Final = timedelta(days=365)
_TAIL_SIGNS: Final = 4


@dataclass(frozen=True)
class HouseholdPart:
    """A household as a device knows it: enough to be sure who it is, and nothing else.

    `head` is masked, `phone_tail` the last four digits; `may_act` says that it has agreed to the
    station's acting for it. Nothing says who is poor, and the definition does not either.
    """

    uid: UUID
    head: str
    village: str
    group: str
    phone_tail: str
    people: int
    may_act: bool


def households_part(*, station_key: str, on: date) -> list[HouseholdPart]:
    """Households that have to do with a station on a day, by group: four queries.

    They weighed in, ordered or paid there within a year, have a quota of an open order in its
    village, or have given their deputy consent in its village. Withdrawn ones are not in it.
    """
    village = village_code_of(station_key)
    if not village:
        return []
    rows = list(
        Household.objects.filter(
            _concerned(station_key, village, on=on),
            is_in_review=False,
            withdrawn_at=None,
            erased_at=None,
        )
        .select_related("village")
        .order_by("village__code", "group_name", "pk")
    )
    agreed = set(_consents(on).values_list("household_id", flat=True).filter(household__in=rows))
    return [
        HouseholdPart(
            uid=row.uid,
            head=found.head,
            village=row.village.short_name,
            group=row.group_name,
            phone_tail=_tail(row.phone),
            people=found.people,
            may_act=row.pk in agreed,
        )
        for row, found in zip(rows, growers(rows), strict=True)
    ]


def _concerned(station_key: str, village: str, *, on: date) -> Q:
    since = on - YEAR
    here: list[QuerySet[Any]] = [
        WeighIn.objects.filter(station_key=station_key, weighed_on__gt=since),
        BuyFor.objects.filter(station_key=station_key, ordered_on__gt=since),
        Bill.objects.filter(station_key=station_key, taken_on__gt=since),
        open_quotas(village),
        _consents(on).filter(household__village__code=village),
    ]
    concerned = Q(pk__in=[])
    for rows in here:
        named = rows.exclude(household=None).order_by().values("household")
        concerned |= Q(pk__in=named)
    return concerned


def open_quotas(village: str) -> QuerySet[Quota]:
    """Quotas of a village's households of which something is still to be brought."""
    return Quota.objects.filter(
        household__village__code=village,
        part__bulk_order__state=BulkState.OPEN,
        granted_grams__gt=F("brought_grams"),
    )


def _consents(on: date) -> QuerySet[Consent]:
    return Consent.objects.in_force(on=on).filter(purpose=ConsentPurpose.DEPUTY)


def _tail(phone: str) -> str:
    digits = "".join(sign for sign in phone if sign.isdigit())
    return digits[-_TAIL_SIGNS:]
