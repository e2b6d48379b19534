"""Who looked where it is closed, and why: for auditors and for the household itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from moli.households.models import Opening
from moli.households.rules.care import OpeningKind
from moli.places.queries.directory import inside_areas


def openings_in_areas(area_codes: Iterable[str]) -> QuerySet[Opening]:
    """All openings of households that live in some areas, the newest first; no area, none.

    Lists for the bank are left out: one holds thousands of households, and is a line of the trail.
    """
    return (
        Opening.objects.filter(inside_areas(area_codes, field="household__village__code"))
        .exclude(kind=OpeningKind.BANK_LIST)
        .select_related("household__village__parent")
        .order_by("-pk")
    )
