"""Finding divisions: by code, old or new, inside an area, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from moli.places.models import CodeAlias, Destination, Division, PoorDesignation
from moli.places.rules.divisions import Level


def inside_areas(area_codes: Iterable[str], *, field: str = "code") -> Q:
    """A condition that holds for codes inside any of some areas; no area, nothing.

    `field` is the path to the code, such as `village__code`. This is the one place where the
    reach of an appointment becomes a condition of a query.
    """
    condition = Q(pk__in=[])
    for code in area_codes:
        condition |= Q(**{f"{field}__startswith": code})
    return condition


def villages_inside(*, area_codes: Iterable[str]) -> QuerySet[Division]:
    """Village-level divisions of some areas, by code, with their towns."""
    return (
        Division.objects.filter(inside_areas(area_codes), level=Level.VILLAGE)
        .select_related("parent")
        .order_by("code")
    )


def towns_inside(*, area_codes: Iterable[str]) -> QuerySet[Division]:
    """Towns that lie in some areas, by code."""
    return Division.objects.filter(inside_areas(area_codes), level=Level.TOWN).order_by("code")


def counties() -> QuerySet[Division]:
    """The counties that this installation serves."""
    return Division.objects.filter(level=Level.COUNTY).order_by("code")


def divisions_of_codes(codes: Iterable[str]) -> QuerySet[Division]:
    """The divisions of exactly these codes, by code."""
    return Division.objects.filter(code__in=list(codes)).select_related("parent").order_by("code")


def division_by_code(code: str) -> Division | None:
    """The division that a code means, be it today's code or one that it had before.

    An old county code translates all codes that begin with it; the longest alias wins.
    """
    found = Division.objects.select_related("parent").filter(code=code).first()
    if found is not None:
        return found
    prefixes = [code[:length] for length in (12, 9, 6) if len(code) >= length]
    aliases = CodeAlias.objects.filter(old_code__in=prefixes).select_related("division")
    for alias in sorted(aliases, key=lambda row: (-len(row.old_code), row.from_on)):
        today = alias.division.code + code[len(alias.old_code) :]
        found = Division.objects.select_related("parent").filter(code=today).first()
        if found is not None:
            return found
    return None


def villages_named(name: str, *, town_name: str = "") -> QuerySet[Division]:
    """All villages of a name. More than one answer means: ask for the town, never guess."""
    named = Division.objects.filter(Q(short_name=name) | Q(name=name), level=Level.VILLAGE)
    if town_name:
        named = named.filter(parent__name=town_name)
    return named.select_related("parent").order_by("code")


def poor_village_ids(*, on: date) -> set[int]:
    """Primary keys of the villages designated poor on a day."""
    return set(PoorDesignation.objects.in_force(on=on).values_list("village_id", flat=True))


def destinations() -> QuerySet[Destination]:
    """Places of delivery, in the order of their codes."""
    return Destination.objects.order_by("code")
