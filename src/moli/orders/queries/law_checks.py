"""How this room counts its laws: sums over other rows, and what breaks a law."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from moli.audit.queries import written_once_law
from moli.kernel.law import EXAMPLES_MAX, LawCheck


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


def law_of(law: str, rows: QuerySet[Any], broken: QuerySet[Any], *, name: str) -> LawCheck:
    """How a law stands that is a query: of which rows it speaks, and which of them break it."""
    found = broken.order_by("pk").values_list(name, flat=True)
    return LawCheck(law=law, checked=rows.count(), broken=broken.count(), examples=_texts(found))


def once_law(law: str, *, verb: str, rows: QuerySet[Any]) -> LawCheck:
    """The law that each row was written once, by its line of the trail."""
    keys: Iterable[object] = rows.order_by("pk").values_list("uid", flat=True)
    return written_once_law(law, verb=verb, keys=map(str, keys))


def found_law(law: str, *, checked: int, broken: Iterable[object]) -> LawCheck:
    """How a law stands whose breaks were found one by one, named by keys or numbers."""
    names = [str(each) for each in broken]
    return LawCheck(
        law=law, checked=checked, broken=len(names), examples=tuple(names[:EXAMPLES_MAX])
    )


def _texts(found: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(each) for each in list(found)[:EXAMPLES_MAX])
