"""Parcels of a station."""

from __future__ import annotations

from django.db.models import QuerySet

from moli.counter.models import Parcel
from moli.counter.rules.states import LYING


def lying_parcels(station_key: str) -> QuerySet[Parcel]:
    """All that lies at a station now and is counted when its day is closed, oldest first."""
    return Parcel.objects.filter(station_key=station_key, state__in=sorted(LYING)).order_by(
        "came_on", "pk"
    )
