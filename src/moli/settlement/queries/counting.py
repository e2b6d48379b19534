"""Counting twice: sums of rows and of entries, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractYear


def differing(one: Mapping[Any, int], other: Mapping[Any, int]) -> list[Any]:
    """Keys under which two counts differ; what is missing counts nothing."""
    return [key for key in {**one, **other} if one.get(key, 0) != other.get(key, 0)]


def sums_by(rows: QuerySet[Any], key: str, of: str) -> dict[str, int]:
    """Sums of a column by a key, as text."""
    sums = rows.order_by().values(key).annotate(total=Sum(of))
    return {str(row[key]): row["total"] for row in sums}


def sums_by_year(
    rows: QuerySet[Any], key: str, day: str, of: str
) -> Iterable[tuple[str, int, int]]:
    """Sums of a column by a key and the year of a day."""
    sums = rows.order_by().values(key, year=ExtractYear(day)).annotate(total=Sum(of))
    return [(row[key], row["year"], row["total"]) for row in sums]
