"""Reading the trail, and the laws that every dated, recorded or guarded row keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import (
    BigIntegerField,
    DateField,
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from moli.audit.models import Event
from moli.audit.models.guards import Guards
from moli.kernel.law import EXAMPLES_MAX, LawCheck

COUNTY_CODE_DIGITS = 6


def trail_of(*, kind: str, key: str) -> QuerySet[Event]:
    """Everything that happened to one thing, oldest first."""
    return Event.objects.filter(subject_kind=kind, subject_key=key).order_by("id")


def trail_in_areas(*, area_codes: Sequence[str]) -> QuerySet[Event]:
    """Everything that happened in some areas, newest first; no area, no rows.

    Acts that concern no single place, such as a round or an appointment, are the county's.
    """
    inside = Q(pk__in=[])
    for code in area_codes:
        inside |= Q(area_code__startswith=code)
        if len(code) == COUNTY_CODE_DIGITS:
            inside |= Q(area_code="")
    return Event.objects.filter(inside).order_by("-id")


def overlapping(rows: QuerySet[Model], *, same: Sequence[str]) -> QuerySet[Model]:
    """Dated rows that share a day with a later row of the same things, named by `same`.

    History is dated rows that are ended before the next begins; two that overlap would give two
    answers for one day. Rows in which one of the fields is empty are compared with none.
    """
    others: QuerySet[Model] = QuerySet(rows.model).filter(
        Q(to_on=None) | Q(to_on__gt=OuterRef("from_on")),
        pk__gt=OuterRef("pk"),
        from_on__lt=Coalesce(OuterRef("to_on"), Value(date.max, output_field=DateField())),
        **{name: OuterRef(name) for name in same},
    )
    return rows.filter(Exists(others)).order_by("pk")


def overlap_law(law: str, rows: QuerySet[Model], *, same: Sequence[str]) -> LawCheck:
    """The law that dated rows of the same things never overlap: one count and one look."""
    broken = overlapping(rows, same=same)
    return LawCheck(
        law=law,
        checked=rows.count(),
        broken=broken.count(),
        examples=tuple(str(pk) for pk in broken.values_list("pk", flat=True)[:EXAMPLES_MAX]),
    )


def written_once_law(law: str, *, verb: str, keys: Iterable[str]) -> LawCheck:
    """The law that a row was made once: it has exactly one line of the trail with this verb.

    A line without its row, a row without its line, and a second line of one row all break it.
    """
    lines = Counter(Event.objects.filter(verb=verb).values_list("subject_key", flat=True))
    wanted = set(keys)
    wrong = {key for key in wanted | set(lines) if key not in wanted or lines[key] != 1}
    return LawCheck(
        law=law,
        checked=len(wanted),
        broken=len(wrong),
        examples=tuple(sorted(wrong)[:EXAMPLES_MAX]),
    )


def guards_law(law: str, guards: Guards) -> LawCheck:
    """The law that a database still refuses what it should.

    A table that was restored or built anew may have lost its triggers.
    """
    wanted = guards.names(connection)
    missing = sorted(wanted - guards.standing(connection))
    return LawCheck(
        law=law,
        checked=len(wanted),
        broken=len(missing),
        examples=tuple(missing[:EXAMPLES_MAX]),
    )


def sum_of(rows: QuerySet[Any], *, by: str, of: str) -> Combinable:
    """The sum of a column over the rows that name the outer row; 0 where there is none."""
    totals = (
        rows.filter(**{by: OuterRef("pk")})
        .order_by()
        .values(by)
        .annotate(total=Sum(of))
        .values("total")
    )
    return Coalesce(Subquery(totals), 0, output_field=BigIntegerField())
