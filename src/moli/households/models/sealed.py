"""A column whose values are sealed: opened for whoever reads the row, sealed in the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from moli.households.models.keys import key_ring

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class SealedField(_Text):
    """A text that is sealed on its way into the table and opened on its way out.

    It cannot be searched or sorted; a blind index in a column of its own finds exact values
    (`blind_index`). Empty stays empty. A value that does not open raises SealBroken.
    """

    def get_prep_value(self, value: Any) -> Any:
        """The sealed form."""
        text = super().get_prep_value(value)
        return key_ring().seal(text, place=self.place) if text else text

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """The text itself."""
        return key_ring().open(value, place=self.place) if value else value

    @property
    def place(self) -> str:
        """What the sealed values are bound to: this column and no other."""
        return f"{self.model._meta.label_lower}.{self.name}"  # noqa: SLF001 - Django names it so


@dataclass(frozen=True)
class BlindIndex:
    """The column by which a sealed one is searched; of its first `signs`, or of all.

    A model lists its own as `blind_indexes`: so they are found when the index key changes.
    """

    sealed: str
    column: str
    signs: int | None = None

    def value(self, model: type[models.Model], text: str) -> str:
        """The index to store for a value; nothing for nothing."""
        return blind_index(model, self.sealed, text[: self.signs])

    def values(self, model: type[models.Model], text: str) -> tuple[str, ...]:
        """The indexes by which a value is found: more than one only while keys change."""
        place = _sealed_field(model, self.sealed).place
        return key_ring().indexes_of(text[: self.signs], place=place) if text else ()


def blind_index(model: type[models.Model], column: str, text: str) -> str:
    """The blind index of a value of a sealed column; nothing for nothing."""
    field = _sealed_field(model, column)
    return key_ring().index_of(text, place=field.place) if text else ""


def sealed_fields(model: type[models.Model]) -> list[SealedField]:
    """The sealed columns of a model."""
    fields = model._meta.get_fields()  # noqa: SLF001 - Django names it so
    return [field for field in fields if isinstance(field, SealedField)]


def _sealed_field(model: type[models.Model], column: str) -> SealedField:
    field = model._meta.get_field(column)  # noqa: SLF001 - Django names it so
    if not isinstance(field, SealedField):
        raise TypeError(f"{column} is not sealed")
    return field
