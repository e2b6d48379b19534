"""Where the goods on the shelf come from: villages, days of harvest, how long they keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Min, Sum

from moli.kernel.money import split_fen
from moli.orders.models import ProductionInput
from moli.places.models import Division


@dataclass(frozen=True)
class VillageWeight:
    """How much of what stands on the shelf a village brought. The village has its town loaded."""

    village: Division
    grams: int


@dataclass(frozen=True)
class Origin:
    """Whence the units of an article on the shelf come; the village that brought most is first.

    The weights are those of the units, not of the raw goods: together they weigh what stands on
    the shelf.
    """

    villages: tuple[VillageWeight, ...]
    harvested_from_on: date
    harvested_to_on: date
    best_before_on: date

    @property
    def grams(self) -> int:
        """What stands on the shelf."""
        return sum(each.grams for each in self.villages)


class _Brought(NamedTuple):
    """What one village brought into one batch that still has units on the shelf."""

    article_id: int
    production_id: int
    left_units: int
    grams_per_unit: int
    best_before_on: date
    village_id: int
    grams: int
    first_on: date
    last_on: date


def origins(article_ids: Collection[int]) -> dict[int, Origin]:
    """The origin of each article that has units on the shelf: two queries.

    The units left of a batch are shared among its villages by the weight that each brought into
    it; odd grams go to the largest remainders.
    """
    rows = _brought(article_ids)
    villages = Division.objects.select_related("parent").in_bulk({row.village_id for row in rows})
    by_article: dict[int, list[_Brought]] = defaultdict(list)
    for row in rows:
        by_article[row.article_id].append(row)
    return {key: _origin(found, villages) for key, found in by_article.items()}


def _brought(article_ids: Collection[int]) -> list[_Brought]:
    inputs = ProductionInput.objects.filter(
        production__article__in=list(article_ids), production__left_units__gt=0
    )
    rows = (
        inputs.values_list(
            "production__article",
            "production",
            "production__left_units",
            "production__article__grams_per_unit",
            "production__best_before_on",
            "weigh_in__village",
        )
        .annotate(Sum("grams"), Min("weigh_in__harvested_on"), Max("weigh_in__harvested_on"))
        .order_by("production", "weigh_in__village")
    )
    return [_Brought(*row) for row in rows]


def _origin(rows: list[_Brought], villages: dict[int, Division]) -> Origin:
    grams: dict[int, int] = defaultdict(int)
    batches: dict[int, list[_Brought]] = defaultdict(list)
    for row in rows:
        batches[row.production_id].append(row)
    for batch in batches.values():
        weight = batch[0].left_units * batch[0].grams_per_unit
        parts = split_fen(total_fen=weight, weights=[row.grams for row in batch])
        for row, part in zip(batch, parts, strict=True):
            grams[row.village_id] += part
    ordered = sorted(grams, key=lambda key: (-grams[key], key))
    return Origin(
        villages=tuple(VillageWeight(villages[key], grams[key]) for key in ordered),
        harvested_from_on=min(row.first_on for row in rows),
        harvested_to_on=max(row.last_on for row in rows),
        best_before_on=min(row.best_before_on for row in rows),
    )
