"""Answers about venues of villages and the stations in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from moli.places.queries.directory import inside_areas
from moli.stations.models import Hosting, Venue


def venues_in_force(*, area_codes: Iterable[str], on: date) -> QuerySet[Venue]:
    """Venues of some areas that are open on a day, by village."""
    return (
        Venue.objects.in_force(on=on)
        .filter(inside_areas(area_codes, field="village__code"))
        .select_related("village__parent")
        .order_by("village__code", "pk")
    )


def hostings_in_force(*, area_codes: Iterable[str], on: date) -> QuerySet[Hosting]:
    """Which station stands in which venue of some areas on a day, by village."""
    return (
        Hosting.objects.in_force(on=on)
        .filter(inside_areas(area_codes, field="venue__village__code"))
        .select_related("venue__village__parent", "station")
        .order_by("venue__village__code", "venue", "pk")
    )


def venue_by_key(key: str) -> Venue | None:
    """The venue of a uid, open or closed."""
    return Venue.objects.select_related("village__parent").filter(uid=key).first()


def stays_of_venue(venue: Venue) -> QuerySet[Hosting]:
    """Every stay in a venue, the newest first."""
    return venue.hostings.select_related("station").order_by("-from_on", "-pk")
