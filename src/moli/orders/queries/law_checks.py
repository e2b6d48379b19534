"""How this room counts its laws: sums over other rows, and what breaks a law."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from moli.audit.queries import written_once_law
from moli.kernel.law import EXAMPLES_MAX, LawCheck


def law_of(law: str, rows: QuerySet[Any], broken: QuerySet[Any], *, name: str) -> LawCheck:
    """How a law stands that is a query: of which rows it speaks, and which of them break it."""
    found = broken.order_by("pk").values_list(name, flat=True)
    return LawCheck(law=law, checked=rows.count(), broken=broken.count(), examples=_texts(found))


def once_law(law: str, *, verb: str, rows: QuerySet[Any]) -> LawCheck:
    """The law that each row was written once, by its line of the trail."""
    keys: Iterable[object] = rows.order_by("pk").values_list("uid", flat=True)
    return written_once_law(law, verb=verb, keys=map(str, keys))


def _texts(found: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(each) for each in list(found)[:EXAMPLES_MAX])
