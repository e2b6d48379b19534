"""What lists of stock show: no full name, weights and days in words at the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from moli.households.queries.at_the_scale import Grower
from moli.interfaces.web.naming import name_of, village_name
from moli.kernel.identifiers import masked_name


@dataclass(frozen=True)
class WeighInRow:
    """One weigh-in of a list, the household masked."""

    url: str
    number: str
    head: str
    village: str
    goods: str
    station: str
    grams: int
    left_grams: int
    harvested_on: date
    best_before_on: date
    at: datetime


def weigh_in_rows(
    rows: Iterable[Any], *, heads: Mapping[int, str], stations: Mapping[str, str]
) -> list[WeighInRow]:
    """Weigh-ins with households, villages, products and grades loaded."""
    return [
        WeighInRow(
            url=reverse("web:weigh_in", args=[row.uid]),
            number=short_number(row.key),
            head=masked_name(heads.get(row.household_id, "")),
            village=village_name(row.village),
            goods=f"{name_of(row.product)} {name_of(row.grade)}",
            station=stations.get(row.station_key, ""),
            grams=row.grams,
            left_grams=row.left_grams,
            harvested_on=row.harvested_on,
            best_before_on=row.best_before_on,
            at=row.at,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class GrowerRow:
    """A household at a scale, in the reader's words."""

    uid: UUID
    head: str
    place: str
    phone: str
    people: int
    is_generated: bool


def grower_rows(found: Iterable[Grower]) -> list[GrowerRow]:
    """Households as the pages of a scale show them, masked already."""
    return [
        GrowerRow(
            uid=one.uid,
            head=one.head,
            place=f"{village_name(one.village)} {one.group_name}".strip(),
            phone=one.phone,
            people=one.people,
            is_generated=one.is_generated,
        )
        for one in found
    ]


def short_number(key: str) -> str:
    """The beginning of a key, to read aloud and to compare two slips."""
    return key[:8].upper()
