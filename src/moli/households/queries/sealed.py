"""Reading sealed columns as they lie in the table, whichever room they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Cast

from moli.households.models.sealed import BlindIndex, SealedField, sealed_fields


@dataclass(frozen=True)
class SealedModel:
    """A model with sealed columns, and the indexes by which they are found."""

    model: type[models.Model]
    fields: tuple[SealedField, ...]
    indexes: tuple[BlindIndex, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the sealed columns."""
        return tuple(field.name for field in self.fields)


def sealed_models() -> list[SealedModel]:
    """Every model of every room that has a sealed column."""
    return [
        SealedModel(model, tuple(fields), tuple(getattr(model, "blind_indexes", ())))
        for model in apps.get_models()
        if (fields := sealed_fields(model))
    ]


def raw_name(column: str) -> str:
    """Under which name the sealed text of a column is read."""
    return f"raw_{column}"


def raw_rows(kind: SealedModel) -> QuerySet[Any]:
    """Rows with the sealed texts beside them, by key; nothing is opened."""
    # A cast leaves the column's own reader, which opens, aside.
    raw = {raw_name(name): Cast(F(name), models.TextField()) for name in kind.columns}
    rows: QuerySet[Any] = QuerySet(kind.model).annotate(**raw).order_by("pk")
    return rows


def not_sealed_by(kind: SealedModel, key_name: str) -> Q:
    """Rows of which another key sealed a value."""
    found = Q(pk__in=[])
    for name in kind.columns:
        raw = raw_name(name)
        found |= ~Q(**{raw: ""}) & ~Q(**{f"{raw}__startswith": f"{key_name}:"})
    return found


def raw_chunks(
    kind: SealedModel, extra: Sequence[str] = (), *, size: int
) -> Iterator[list[dict[str, Any]]]:
    """All rows in pieces: primary key, sealed texts, index columns and what else is asked for.

    Each piece is a query of its own from the key after the last, so nothing is held open.
    """
    names = ["pk", *map(raw_name, kind.columns), *(index.column for index in kind.indexes), *extra]
    last = 0
    while piece := list(raw_rows(kind).filter(pk__gt=last).values(*names)[:size]):
        yield piece
        last = piece[-1]["pk"]


def rows_with_seals() -> int:
    """How many rows have sealed columns, whether filled or not: one query a model."""
    return sum(QuerySet(kind.model).count() for kind in sealed_models())
