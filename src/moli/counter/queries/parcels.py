"""Parcels of a station: those that lie there, those of a day, one that somebody asks for."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import F, Q, QuerySet

from moli.counter.models import Parcel
from moli.counter.rules.parcels import normal_code
from moli.counter.rules.states import LYING

FOUND_MAX: Final = 20
_TAIL_SIGNS: Final = 4


def lying_parcels(station_key: str) -> QuerySet[Parcel]:
    """All that lies at a station now and is counted when its day is closed, oldest first."""
    return Parcel.objects.filter(station_key=station_key, state__in=sorted(LYING)).order_by(
        "came_on", "pk"
    )


def parcels_of_day(station_key: str, *, on: date) -> QuerySet[Parcel]:
    """Parcels that came to a station or left it on a day, in key order."""
    return Parcel.objects.filter(Q(came_on=on) | Q(left_on=on), station_key=station_key).order_by(
        "pk"
    )


def find_parcels(station_key: str, words: str) -> list[Parcel]:
    """Parcels of a station by their whole code or the last four digits of a telephone number.

    Those that lie there first, then those that left last; at most twenty, one query.
    """
    wanted = normal_code(words)
    if not wanted:
        return []
    asked = Q(code=wanted)
    if len(wanted) == _TAIL_SIGNS:
        asked |= Q(phone_tail=wanted)
    rows = Parcel.objects.filter(asked, station_key=station_key)
    # What lies there has not left.
    return list(rows.order_by(F("left_on").desc(nulls_first=True), "-pk")[:FOUND_MAX])
