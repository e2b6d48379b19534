"""Giving places their points: approximate ones by rule, surveyed ones over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.places.models import Division, Outline
from moli.places.rules.divisions import Level, PositionSource
from moli.places.rules.layout import Point, place_seats, place_villages


class OutlineMissing(Refusal):
    """A county has no outline, so nothing can be placed inside it."""


class PlaceUnknown(Refusal):
    """A code that names no division was given a point."""


class PointOutOfRange(Refusal):
    """A longitude or latitude is not on the earth."""


@transaction.atomic
def draw_outline(
    *, county_code: str, rings: Sequence[object], source: str, by: Actor, at: datetime
) -> Outline:
    """Keep the outline of a county. A second call replaces it, and the trail tells."""
    county = Division.objects.filter(code=county_code).first()
    if county is None:
        raise PlaceUnknown(field="county_code", value=county_code)
    outline, _ = Outline.objects.update_or_create(
        division=county, defaults={"rings": rings, "source": source}
    )
    record(
        verb="places.draw_outline",
        on=Subject("division", county_code, county_code),
        by=by,
        at=at,
        source=source,
    )
    return outline


@transaction.atomic
def place_approximately(
    *, county_code: str, town_seats: Mapping[str, Point], by: Actor, at: datetime
) -> int:
    """Give every town and village that has no surveyed point an approximate one.

    `town_seats` may name some, all or no towns. Returns how many were placed; running it again
    gives the same points. Surveyed points are left alone. Refuses a county without an outline.
    """
    outline = Outline.objects.filter(division__code=county_code).first()
    if outline is None:
        raise OutlineMissing(field="county_code", value=county_code)
    ring = outline.rings[0]
    inside = list(
        Division.objects.select_for_update(of=("self",))
        .filter(code__startswith=county_code)
        .exclude(position_source=PositionSource.SURVEYED)
        .order_by("pk")
    )
    towns = [row.code for row in inside if row.level == Level.TOWN]
    seats = {**place_seats(ring, towns=towns), **town_seats}
    by_town: dict[str, list[str]] = {town: [] for town in seats}
    for row in inside:
        if row.level == Level.VILLAGE:
            by_town.setdefault(row.code[:9], []).append(row.code)
    points = {**place_villages(ring, seats=seats, villages=by_town), **seats}
    placed = [row for row in inside if row.code in points]
    for row in placed:
        row.longitude, row.latitude = points[row.code]
        row.position_source = PositionSource.APPROXIMATE
    Division.objects.bulk_update(placed, ["longitude", "latitude", "position_source"])
    record(
        verb="places.place_approximately",
        on=Subject("division", county_code, county_code),
        by=by,
        at=at,
        placed=len(placed),
    )
    return len(placed)


@transaction.atomic
def survey(*, points: Mapping[str, Point], source: str, by: Actor, at: datetime) -> int:
    """Put measured points over the approximate ones, all of them or none.

    Refuses a code that names no division and a point that is not on the earth.
    """
    rows = {
        row.code: row
        for row in Division.objects.select_for_update(of=("self",))
        .filter(code__in=list(points))
        .order_by("pk")
    }
    for code, (longitude, latitude) in points.items():
        if code not in rows:
            raise PlaceUnknown(field="code", value=code)
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise PointOutOfRange(field="longitude, latitude", value=code)
        row = rows[code]
        row.longitude, row.latitude = longitude, latitude
        row.position_source = PositionSource.SURVEYED
    Division.objects.bulk_update(rows.values(), ["longitude", "latitude", "position_source"])
    for code in points:
        record(
            verb="places.survey", on=Subject("division", code, code), by=by, at=at, source=source
        )
    return len(rows)
