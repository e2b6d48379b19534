"""Weighing in: a household's produce becomes stock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.audit.services.series import made_before
from moli.catalogue.models import Grade, ShelfLife
from moli.catalogue.rules import Storage
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.kernel.remembering import remembered
from moli.orders.models import BulkPart, Quota, WeighIn
from moli.orders.rules.stock import best_before
from moli.orders.rules.weighing import HarvestOver, ShelfLifeUnknown, Weighed, judge_weighed
from moli.orders.services.bulk_locking import locked_part


class GradeUnfit(Refusal):
    """Produce for a bulk order is of its product, and of its lowest grade or better."""


class MoreThanQuota(Refusal):
    """A household brings no more than it was granted."""


@dataclass(frozen=True)
class Brought:
    """Who brought what, of which grade, to which station."""

    household: Household
    grade: Grade
    station_key: str
    storage: Storage = Storage.AMBIENT


def weigh_in(
    *, brought: Brought, weighed: Weighed, request_key: UUID, by: Actor, at: datetime
) -> WeighIn:
    """Write down what the scale said; its grams are stock from now on.

    The same key again answers with the first weigh-in. Refuses weights out of range, a harvest
    still to come or so long ago that it has spoiled, and produce of which nobody knows how long
    it keeps where it is stored.
    """
    known = made_before(WeighIn.objects.all(), request_key)
    if known is not None:
        return known
    row = _row(brought, weighed, request_key=request_key, by=by, at=at)
    try:
        return _store(row, by=by, at=at)
    except IntegrityError:
        return WeighIn.objects.get(request_key=request_key)


def weigh_in_for_quota(  # noqa: PLR0913 - what a scale's form asks
    *,
    quota_id: int,
    weighed: Weighed,
    grade: Grade,
    station_key: str,
    storage: Storage,
    request_key: UUID,
    by: Actor,
    at: datetime,
) -> WeighIn:
    """Write down what a household brought for its quota of a bulk order.

    The same key again answers with the first weigh-in. Refuses what weighing in refuses, another
    product or a grade below the order's lowest, more than the household was granted and has not
    brought, and an order that has ended.
    """
    known = WeighIn.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    quota = Quota.objects.select_related("household", "part").get(pk=quota_id)
    brought = Brought(quota.household, grade, station_key, storage)
    row = _row(brought, weighed, request_key=request_key, by=by, at=at)
    try:
        with transaction.atomic():
            part = locked_part(quota.part.uid)
            _judge_grade(part, grade)
            row.quota = _bring(part, quota_id, grams=row.grams)
            return _store(row, by=by, at=at)
    except IntegrityError:
        known = WeighIn.objects.filter(request_key=request_key).first()
        if known is None:
            raise
        return known


def _judge_grade(part: BulkPart, grade: Grade) -> None:
    order = part.bulk_order
    if grade.product_id != order.product_id or grade.rank > order.lowest_grade.rank:
        raise GradeUnfit(field="grade", grade=order.lowest_grade.name)


def _bring(part: BulkPart, quota_id: int, *, grams: int) -> Quota:
    """Count grams as brought, on the quota and on its part, which is locked."""
    quota = Quota.objects.select_for_update(of=("self",)).get(pk=quota_id)
    left = quota.granted_grams - quota.brought_grams
    if grams > left:
        raise MoreThanQuota(field="gross_grams", value_grams=grams, left_grams=left)
    quota.brought_grams += grams
    quota.save(update_fields=["brought_grams"])
    part.brought_grams += grams
    part.save(update_fields=["brought_grams"])
    return quota


def _row(
    brought: Brought, weighed: Weighed, *, request_key: UUID, by: Actor, at: datetime
) -> WeighIn:
    today = timezone.localdate(at)
    judge_weighed(weighed, today=today)
    return WeighIn(
        request_key=request_key,
        household=brought.household,
        product_id=brought.grade.product_id,
        grade=brought.grade,
        village=brought.household.village,
        station_key=brought.station_key,
        gross_grams=weighed.gross_grams,
        tare_grams=weighed.tare_grams,
        grams=weighed.grams,
        left_grams=weighed.grams,
        harvested_on=weighed.harvested_on,
        weighed_on=today,
        best_before_on=_best_before(brought, harvested_on=weighed.harvested_on, today=today),
        by_key=by.key,
        by_name=by.name,
        at=at,
    )


def _best_before(brought: Brought, *, harvested_on: date, today: date) -> date:
    life = _shelf_life(brought.grade.product_id, brought.storage)
    if life is None:
        raise ShelfLifeUnknown(field="storage", storage=brought.storage)
    best_before_on = best_before(harvested_on=harvested_on, shelf_days=life.days)
    if best_before_on < today:
        raise HarvestOver(
            field="harvested_on",
            first_on=(today - timedelta(days=life.days)).isoformat(),
            shelf_days=life.days,
        )
    return best_before_on


@remembered
def _shelf_life(product_id: int, storage: Storage) -> ShelfLife | None:
    return ShelfLife.objects.filter(product_id=product_id, storage=storage).first()


@transaction.atomic
def _store(row: WeighIn, *, by: Actor, at: datetime) -> WeighIn:
    row.save(force_insert=True)
    record(
        verb="orders.weigh_in",
        on=Subject("weigh_in", row.key, row.village.code),
        by=by,
        at=at,
        grams=row.grams,
        station=row.station_key,
    )
    return row
