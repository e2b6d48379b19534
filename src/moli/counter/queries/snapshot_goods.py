"""What a station's devices hold of goods: products, quotas, weigh-ins, parcels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from moli.catalogue.queries import products
from moli.catalogue.rules import Storage
from moli.counter.models import DeputyAct, Parcel
from moli.counter.queries.days import last_closed_on
from moli.counter.queries.places import village_code_of
from moli.counter.queries.snapshot_households import open_quotas
from moli.counter.rules.states import LYING, ActKind, Direction, ParcelState
from moli.market.queries.farm_gate import current_prices
from moli.orders.models import WeighIn
from moli.orders.queries.taken_back import not_taken_back

# Long enough for a parcel to turn up again.
MISSING_KEPT: Final = timedelta(days=30)
# A station that has closed no day yet shows what is new, not its whole past.
OPEN_DAYS_MAX: Final = timedelta(days=31)
_COUNTY_SIGNS: Final = 6
_TOLD: Final = ("subject_key", "receipt_no", "is_own")


@dataclass(frozen=True)
class GradePart:
    """A grade and the county's farm-gate price of it, where enough people told one."""

    rank: int
    name: str
    name_en: str
    price_fen_per_kg: int | None


@dataclass(frozen=True)
class ProductPart:
    """A product, how it may be stored, and its grades, the best first."""

    code: str
    name: str
    name_en: str
    storages: tuple[Storage, ...]
    grades: tuple[GradePart, ...]


@dataclass(frozen=True)
class QuotaPart:
    """What a household may still bring for an order; `uid` is what a weigh-in names it by."""

    uid: str
    household: UUID
    product: str
    lowest_rank: int
    left_grams: int
    price_fen_per_kg: int
    buyer: str


@dataclass(frozen=True)
class WeighInPart:
    """A weigh-in of a day that is not closed. `is_own`: of a household of the station's team."""

    ref: UUID
    household: UUID
    product: str
    grade_rank: int
    grams: int
    receipt_no: str
    at: datetime
    is_own: bool


@dataclass(frozen=True)
class ParcelPart:
    """A parcel that lies at the station, or is missing and may turn up."""

    ref: UUID
    version: int
    direction: Direction
    state: ParcelState
    code: str
    carrier: str
    person: str
    phone_tail: str
    shelf: str
    came_on: date


def products_part(*, station_key: str, on: date) -> list[ProductPart]:
    """All products with their grades and the county's prices near a day: seven queries."""
    county_code = village_code_of(station_key)[:_COUNTY_SIGNS]
    prices = {
        each.grade.pk: each.price.fen_per_kg
        for each in (current_prices(county_code=county_code, on=on) if county_code else ())
    }
    return [
        ProductPart(
            code=product.code,
            name=product.name,
            name_en=product.name_en,
            storages=tuple(
                storage
                for storage in Storage
                if storage in {life.storage for life in product.shelf_lives.all()}
            ),
            grades=tuple(
                GradePart(grade.rank, grade.name, grade.name_en, prices.get(grade.pk))
                for grade in product.grades.all()
            ),
        )
        for product in products()
    ]


def quotas_part(*, station_key: str, on: date) -> list[QuotaPart]:
    """What households of the station's village may still bring, oldest first: two queries."""
    rows = open_quotas(village_code_of(station_key)).filter(household__withdrawn_at=None)
    found = rows.select_related(
        "household",
        "part__bulk_order__product",
        "part__bulk_order__lowest_grade",
        "part__bulk_order__enterprise",
    )
    return [
        QuotaPart(
            uid=str(row.pk),
            household=row.household.uid,
            product=row.part.bulk_order.product.code,
            lowest_rank=row.part.bulk_order.lowest_grade.rank,
            left_grams=row.granted_grams - row.brought_grams,
            price_fen_per_kg=row.part.price_fen_per_kg,
            buyer=row.part.bulk_order.enterprise.short_name,
        )
        for row in found.order_by("pk")
    ]


def weigh_ins_part(*, station_key: str, on: date) -> list[WeighInPart]:
    """What was weighed in on days that are not closed, newest first: three queries."""
    rows = list(
        _of_open_days(station_key, on=on)
        .select_related("household", "product", "grade")
        .order_by("-at", "-pk")
    )
    acts = DeputyAct.objects.filter(
        act_kind=ActKind.WEIGH_IN, subject_key__in=[row.key for row in rows]
    )
    told = {key: (number, own) for key, number, own in acts.values_list(*_TOLD)}
    return [
        WeighInPart(
            ref=row.request_key,
            household=row.household.uid,
            product=row.product.code,
            grade_rank=row.grade.rank,
            grams=row.grams,
            receipt_no=told.get(row.key, ("", False))[0],
            at=row.at,
            is_own=told.get(row.key, ("", False))[1],
        )
        for row in rows
    ]


def parcels_part(*, station_key: str, on: date) -> list[ParcelPart]:
    """What lies at the station, and what is missing since some weeks, oldest first: one query."""
    lately = Q(state=ParcelState.MISSING, left_on__gt=on - MISSING_KEPT)
    rows = Parcel.objects.filter(Q(state__in=sorted(LYING)) | lately, station_key=station_key)
    return [
        ParcelPart(
            ref=row.request_key,
            version=row.version,
            direction=Direction(row.direction),
            state=ParcelState(row.state),
            code=row.code,
            carrier=row.carrier,
            person=row.person_name,
            phone_tail=row.phone_tail,
            shelf=row.shelf,
            came_on=row.came_on,
        )
        for row in rows.order_by("came_on", "pk")
    ]


def _of_open_days(station_key: str, *, on: date) -> QuerySet[WeighIn]:
    closed_on = last_closed_on(station_key)
    since = max(closed_on or date.min, on - OPEN_DAYS_MAX)
    rows = WeighIn.objects.filter(station_key=station_key, weighed_on__gt=since)
    return not_taken_back(rows)
