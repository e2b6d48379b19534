"""Visits within a pairing: why, whom, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.models import Visit
from moli.pairing.rules.kinds import PairingState, VisitReason, VisitResult
from moli.pairing.rules.points import rounded_point
from moli.pairing.services.locking import locked_pairing, must_be, refuse_day, tell_of, words_of


class VisitPointUnfit(Refusal):
    """A point has a longitude and a latitude on the earth, or there is none."""


class NextVisitTooEarly(Refusal):
    """The next visit comes after this one."""


@dataclass(frozen=True)
class Seen:
    """A visit as whoever made it tells it. The point is in degrees and kept only rounded."""

    on: date
    visit_reason: VisitReason
    visit_result: VisitResult
    words: str
    met: str = ""
    next_on: date | None = None
    longitude: float | Decimal | None = None
    latitude: float | Decimal | None = None


@transaction.atomic
def log_visit(
    *, pairing_uid: UUID, seen: Seen, request_key: UUID, by: Actor, at: datetime
) -> Visit:
    """Write down a visit of a pairing that is in force. The same key again returns the first.

    Of a point only hundredths of a degree are kept, about a kilometre. Refuses no words, a day
    before the pairing or to come, a next visit that is not later, a point that is none, and a
    pairing that has ended.
    """
    words = words_of(seen.words)
    longitude_centi, latitude_centi = _point(seen)
    pairing = locked_pairing(pairing_uid)
    known = Visit.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    must_be(pairing, PairingState.IN_FORCE)
    refuse_day(pairing, seen.on, today=timezone.localdate(at))
    if seen.next_on is not None and seen.next_on <= seen.on:
        raise NextVisitTooEarly(field="next_on", value_on=seen.on.isoformat())
    row = Visit.objects.create(
        request_key=request_key,
        pairing=pairing,
        on=seen.on,
        visit_reason=seen.visit_reason,
        visit_result=seen.visit_result,
        met=seen.met.strip(),
        words=words,
        next_on=seen.next_on,
        longitude_centi=longitude_centi,
        latitude_centi=latitude_centi,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    tell_of(
        "pairing.log_visit",
        ("visit", str(row.uid)),
        pairing,
        by=by,
        at=at,
        visit_reason=seen.visit_reason,
        visit_result=seen.visit_result,
    )
    return row


def _point(seen: Seen) -> tuple[int | None, int | None]:
    if seen.longitude is None and seen.latitude is None:
        return None, None
    if seen.longitude is None or seen.latitude is None:
        raise VisitPointUnfit(field="point")
    try:
        return rounded_point(longitude=seen.longitude, latitude=seen.latitude)
    except ValueError as error:
        raise VisitPointUnfit(field="point") from error
