"""Laws of the data about places, each a query."""

from __future__ import annotations

from django.db.models import F, Q
from django.db.models.functions import Left, Length

from moli.audit.queries import overlap_law
from moli.kernel.law import EXAMPLES_MAX, LawCheck
from moli.places.models import CodeAlias, Division, PoorDesignation
from moli.places.rules.divisions import Level


def place_laws() -> list[LawCheck]:
    """What holds of divisions, poor villages and old codes."""
    return [
        _codes_are_paths(),
        overlap_law(
            "places.poor_designation_once_at_a_time",
            PoorDesignation.objects.all(),
            same=("village",),
        ),
        overlap_law(
            "places.old_code_means_one_division", CodeAlias.objects.all(), same=("old_code",)
        ),
    ]


def _codes_are_paths() -> LawCheck:
    """A code begins with that of the division around it, and its length is that of its level."""
    rows = Division.objects.annotate(length=Length("code"))
    inner = rows.exclude(level=Level.COUNTY)
    strayed = inner.annotate(
        beginning=Left("code", Length("parent__code")),
    ).exclude(beginning=F("parent__code"))
    digits = Q(level=Level.COUNTY, length=6) | Q(level=Level.TOWN, length=9)
    digits |= Q(level=Level.VILLAGE, length=12)
    broken = rows.filter(Q(pk__in=strayed.values("pk")) | ~digits).order_by("code")
    return LawCheck(
        law="places.code_begins_with_that_of_its_parent",
        checked=rows.count(),
        broken=broken.count(),
        examples=tuple(broken.values_list("code", flat=True)[:EXAMPLES_MAX]),
    )
