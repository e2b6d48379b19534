"""Weighing in: a household's produce becomes stock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.catalogue.models import Grade, ShelfLife
from moli.catalogue.rules import Storage
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.orders.models import WeighIn
from moli.orders.rules.stock import best_before
from moli.orders.rules.weighing import ShelfLifeUnknown, Weighed, judge_weighed


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
    still to come, and produce of which nobody knows how long it keeps where it is stored.
    """
    known = WeighIn.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    today = timezone.localdate(at)
    judge_weighed(weighed, today=today)
    row = WeighIn(
        request_key=request_key,
        household=brought.household,
        product_id=brought.grade.product_id,
        grade=brought.grade,
        village_id=brought.household.village_id,
        station_key=brought.station_key,
        gross_grams=weighed.gross_grams,
        tare_grams=weighed.tare_grams,
        grams=weighed.grams,
        left_grams=weighed.grams,
        harvested_on=weighed.harvested_on,
        weighed_on=today,
        best_before_on=_best_before(brought, harvested_on=weighed.harvested_on),
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    try:
        return _store(row, by=by, at=at)
    except IntegrityError:
        return WeighIn.objects.get(request_key=request_key)


def _best_before(brought: Brought, *, harvested_on: date) -> date:
    life = ShelfLife.objects.filter(
        product_id=brought.grade.product_id, storage=brought.storage
    ).first()
    if life is None:
        raise ShelfLifeUnknown(field="storage", storage=brought.storage)
    return best_before(harvested_on=harvested_on, shelf_days=life.days)


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
