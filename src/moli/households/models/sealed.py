"""A column whose values are sealed: opened for whoever reads the row, sealed in the table."""

from __future__ import annotations

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


def blind_index(model: type[models.Model], column: str, text: str) -> str:
    """The blind index of a value of a sealed column; nothing for nothing."""
    field = model._meta.get_field(column)  # noqa: SLF001 - Django names it so
    if not isinstance(field, SealedField):
        raise TypeError(f"{column} is not sealed")
    return key_ring().index_of(text, place=field.place) if text else ""
