"""Kinds of produce, how it is kept, and its season."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class ProductKind(StrEnum):
    """Broad kinds, for lists and icons."""

    FRUIT = "FRUIT"
    FLOWER = "FLOWER"
    VEGETABLE = "VEGETABLE"
    GRAIN = "GRAIN"
    SUGAR = "SUGAR"
    ANIMAL = "ANIMAL"
    PROCESSED = "PROCESSED"


class Storage(StrEnum):
    """The temperature at which produce is kept."""

    AMBIENT = "AMBIENT"  # about 25 °C
    COOL = "COOL"  # 2–8 °C
    FROZEN = "FROZEN"  # −18 °C


def is_in_season(*, from_month: int, to_month: int, on: date) -> bool:
    """Whether a product is harvested in the month of a day; 11 to 2 runs over the new year."""
    if from_month <= to_month:
        return from_month <= on.month <= to_month
    return on.month >= from_month or on.month <= to_month


def season_of(*, from_month: int, to_month: int, on: date) -> str:
    """The name of the season that a day belongs to: the year in which it began.

    A season that runs over the new year keeps the name of its first year: for 11 to 2, both
    December 2016 and January 2017 are season 2016.
    """
    began_last_year = from_month > to_month and on.month <= to_month
    return str(on.year - 1 if began_last_year else on.year)
