"""Names of places and goods in the reader's language."""

from __future__ import annotations

from typing import Any, Protocol

from django.conf import settings

from moli.interfaces.words.amounts import is_english


class Named(Protocol):
    """A row with a Chinese name and, mostly, an English one."""

    @property
    def name(self) -> str:
        """The Chinese name."""
        ...

    @property
    def name_en(self) -> str:
        """The English name, empty where nobody gave one."""
        ...


class Counted(Protocol):
    """Something that is sold by the unit, whose unit has a Chinese name and perhaps another."""

    @property
    def unit_name(self) -> str:
        """The Chinese name of one unit: 250 克盒."""
        ...

    @property
    def unit_name_en(self) -> str:
        """Its English name, empty where nobody gave one."""
        ...


class Village(Protocol):
    """A village-level division with its town loaded."""

    @property
    def short_name(self) -> str:
        """The name as people say it."""
        ...

    @property
    def name_en(self) -> str:
        """The Latin name."""
        ...

    @property
    def parent(self) -> Named | None:
        """The town."""
        ...


def spoken(name: str, name_en: str) -> str:
    """Of two names that of the reader's language; the Chinese one where no other was given."""
    return (name_en if is_english() else "") or name


def name_of(row: Named) -> str:
    """The name in the reader's language."""
    return spoken(row.name, row.name_en)


def unit_name(row: Counted) -> str:
    """What one unit is called in the reader's language: "250 克盒"."""
    return spoken(row.unit_name, row.unit_name_en)


def village_name(village: Village) -> str:
    """A village always with its town: 泮塘村 alone could be either of two."""
    own = (village.name_en if is_english() else "") or village.short_name
    if village.parent is None:
        return own
    return f"{own}, {name_of(village.parent)}" if is_english() else f"{village.parent.name} {own}"


def enterprise_name(enterprise: Any) -> str:
    """An enterprise as people call it, in the reader's language."""
    return (enterprise.name_en if is_english() else "") or str(enterprise.short_name)


def county_name() -> str:
    """What people call the county that this installation serves."""
    return str(settings.MOLI_COUNTY_NAME_EN if is_english() else settings.MOLI_COUNTY_NAME)
