"""Reporting a farm-gate price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.catalogue.models import Grade
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import PriceReport
from moli.market.rules.farm_gate import judge_seen_on
from moli.market.rules.offers import judge_price
from moli.market.services.posting_lots import GradeOfAnotherProduct, RequestKeyTaken
from moli.places.models import Division
from moli.places.rules.divisions import Level


class PriceNeedsVillage(Refusal):
    """A farm-gate price is of a village, and the place named is none."""


@dataclass(frozen=True)
class PriceSeen:
    """What was seen paid: primary keys of village and grade, the price, the day."""

    village_id: int
    grade_id: int
    fen_per_kg: int
    seen_on: date


@transaction.atomic
def report_price(*, report: PriceSeen, request_key: UUID, by: Actor, at: datetime) -> PriceReport:
    """Write down a price that somebody saw paid. The same key again returns the first row.

    Refuses a price that nobody can mean, a day to come, one too long ago, a place that is no
    village, and a key that somebody else used.
    """
    known = PriceReport.objects.filter(request_key=request_key).first()
    if known is None:
        grade, village = _judged(report, at=at)
        known, is_new = PriceReport.objects.get_or_create(
            request_key=request_key,
            defaults={
                "village": village,
                "product": grade.product,
                "grade": grade,
                "fen_per_kg": report.fen_per_kg,
                "seen_on": report.seen_on,
                "by_key": by.key,
                "by_name": by.name,
                "at": at,
            },
        )
        if is_new:
            _record(known, by=by, at=at)
    if known.by_key != by.key:
        raise RequestKeyTaken(field="request_key")
    return known


def _judged(report: PriceSeen, *, at: datetime) -> tuple[Grade, Division]:
    judge_price(report.fen_per_kg, field="fen_per_kg")
    judge_seen_on(report.seen_on, today=timezone.localdate(at))
    grade = Grade.objects.select_related("product").filter(pk=report.grade_id).first()
    if grade is None:
        raise GradeOfAnotherProduct(field="grade_id")
    village = Division.objects.filter(pk=report.village_id, level=Level.VILLAGE).first()
    if village is None:
        raise PriceNeedsVillage(field="village_id")
    return grade, village


def _record(row: PriceReport, *, by: Actor, at: datetime) -> None:
    record(
        verb="market.report_price",
        on=Subject("price_report", str(row.request_key), area_code=row.village.code),
        by=by,
        at=at,
        product=row.product.code,
        price_fen_per_kg=row.fen_per_kg,
    )
