"""Reading the trail."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from moli.audit.models import Event


def trail_of(*, kind: str, key: str) -> QuerySet[Event]:
    """Everything that happened to one thing, oldest first."""
    return Event.objects.filter(subject_kind=kind, subject_key=key).order_by("id")


def trail_in_areas(*, area_codes: Sequence[str]) -> QuerySet[Event]:
    """Everything that happened in some areas, newest first; no area, no rows."""
    inside = Q(pk__in=[])
    for code in area_codes:
        inside |= Q(area_code__startswith=code)
    return Event.objects.filter(inside).order_by("-id")
