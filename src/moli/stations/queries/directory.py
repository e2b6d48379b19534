"""Finding stations: by key, by village, open on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from moli.places.queries.directory import inside_areas
from moli.stations.models import Station


def station_by_key(key: str) -> Station | None:
    """The station of a uid, open or closed."""
    return Station.objects.select_related("village__parent").filter(uid=key).first()


def open_stations(*, on: date) -> QuerySet[Station]:
    """Stations open on a day, by village."""
    return (
        Station.objects.in_force(on=on)
        .select_related("village__parent")
        .order_by("village__code", "pk")
    )


def villages_of_stations(keys: Iterable[str], *, on: date) -> tuple[str, ...]:
    """Codes of the villages in which some stations stand, for their operators' reach."""
    rows = Station.objects.in_force(on=on).filter(uid__in=list(keys))
    return tuple(rows.order_by("village__code").values_list("village__code", flat=True))


def keys_of_stations_inside(area_codes: Iterable[str]) -> tuple[str, ...]:
    """Keys of all stations of some areas, closed ones too: what they kept is still there."""
    rows = Station.objects.filter(inside_areas(area_codes, field="village__code"))
    return tuple(str(uid) for uid in rows.order_by("pk").values_list("uid", flat=True))


def stations_of_keys(keys: Iterable[str]) -> QuerySet[Station]:
    """The stations of some uids, open or closed, by village; words that are no uid find none."""
    return (
        Station.objects.filter(uid__in=[key for key in keys if _is_uid(key)])
        .select_related("village__parent")
        .order_by("village__code", "pk")
    )


def open_stations_of(keys: Iterable[str], *, on: date) -> QuerySet[Station]:
    """Those of some stations that are open on a day, by village."""
    return open_stations(on=on).filter(pk__in=stations_of_keys(keys).order_by().values("pk"))


def _is_uid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
