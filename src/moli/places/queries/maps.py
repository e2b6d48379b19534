"""What a map of a county needs."""

from __future__ import annotations

from moli.places.models import Outline


def outline_of(*, county_code: str) -> Outline | None:
    """The outline of a county, when one was imported."""
    return Outline.objects.filter(division__code=county_code).select_related("division").first()
