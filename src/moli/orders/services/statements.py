"""Rows stored by statements that are put together once: what the busiest write needs.

The ORM builds the same statement anew for every row, which costs several times what the database
needs to carry it out (docs/orders.md has the figures).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper


@dataclass(frozen=True)
class Shape:
    """How rows of a model are stored: its table, its columns, and a mark for each value.

    The key is left out: the database gives it. `casts` name each column's type, which PostgreSQL
    must be told where a value stands in a SELECT.
    """

    table: str
    fields: tuple[models.Field[Any, Any], ...]

    @property
    def columns(self) -> str:
        """The columns, as a statement lists them."""
        return ", ".join(f'"{field.column}"' for field in self.fields)

    @property
    def marks(self) -> str:
        """A mark for each column."""
        return ", ".join("%s" for _ in self.fields)

    @property
    def casts(self) -> str:
        """A mark with its type for each column."""
        return ", ".join(f"%s::{field.db_type(connection)}" for field in self.fields)


@lru_cache(maxsize=32)
def shape_of(model: type[models.Model], *, without: str = "") -> Shape:
    """The shape of a model, without one column that a statement fills itself."""
    meta = model._meta  # noqa: SLF001 - Django names it so
    fields = [each for each in meta.concrete_fields if not each.primary_key]
    return Shape(meta.db_table, tuple(each for each in fields if each.attname != without))


@lru_cache(maxsize=32)
def insert_sql(model: type[models.Model]) -> str:
    """The statement that stores one row of a model and answers its key."""
    shape = shape_of(model)
    # Names come from our own models; every value travels beside the statement.
    return (
        f'INSERT INTO "{shape.table}" ({shape.columns}) VALUES ({shape.marks})'  # noqa: S608
        ' RETURNING "id"'
    )


def values_of(row: models.Model, shape: Shape) -> list[Any]:
    """The values of a row as the database takes them, sealed where its column seals."""
    return [
        field.get_db_prep_save(getattr(row, field.attname), connection) for field in shape.fields
    ]


def insert(cursor: CursorWrapper, row: models.Model) -> None:
    """Store a row that is not stored yet; it gets its key."""
    model = type(row)
    cursor.execute(insert_sql(model), values_of(row, shape_of(model)))
    row.pk = cursor.fetchone()[0]
