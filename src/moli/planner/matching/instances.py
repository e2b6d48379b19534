"""Problems to measure and to test with: seeded counties and provinces, and one on paper.

The random ones follow what is known of such markets: few dear products and many cheap ones
(Zipf), weights spread log-normally, villages around towns, a third of a county's demand in the
city beyond its border, and a little less demand than supply.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moli.planner.columns import Floats, Ints
from moli.planner.matching.problem import (
    Demands,
    Freight,
    Lots,
    Problem,
    Weights,
)

PRODUCTS = 40
_GRAMS_PER_KG = 1_000
_FREIGHT = Freight(handling_li_per_kg=60, li_per_kg_km=0.45, circuity=1.3, km_per_day=500.0)


@dataclass(frozen=True)
class Size:
    """How large a random instance is: rows, villages, the side of its square, its towns."""

    lots: int
    demands: int
    villages: int
    side_km: float
    towns: int
    city_beyond_border: bool = False


SIZES = {
    "tiny": Size(60, 20, 30, 60.0, 3, city_beyond_border=True),
    "county": Size(2_000, 300, 340, 80.0, 3, city_beyond_border=True),
    "province": Size(100_000, 10_000, 20_000, 600.0, 25),
}


@dataclass(frozen=True, eq=False)
class _Land:
    """Where towns and villages lie, and what each product costs and how long it keeps."""

    size: Size
    towns: Floats
    town_shares: Floats
    villages: Floats
    village_poor: Floats
    product_shares: Floats
    usual_price: Floats
    shelf_days: Floats


def _land(size: Size, chance: np.random.Generator) -> _Land:
    side = size.side_km
    towns = chance.uniform(0, side, (size.towns, 2))
    town_shares = 1 / np.arange(1, size.towns + 1) ** 0.8
    near_town = towns[chance.choice(size.towns, size.villages)] + chance.normal(
        0, side / (2.5 * np.sqrt(size.towns)), (size.villages, 2)
    )
    anywhere = chance.uniform(0, side, (size.villages, 2))
    in_cluster = chance.random((size.villages, 1)) < 0.7
    product_shares = 1 / np.arange(1, PRODUCTS + 1) ** 0.6
    return _Land(
        size=size,
        towns=towns,
        town_shares=town_shares / town_shares.sum(),
        villages=np.clip(np.where(in_cluster, near_town, anywhere), 0, side),
        village_poor=chance.beta(1.2, 4, size.villages),
        product_shares=product_shares / product_shares.sum(),
        usual_price=np.exp(chance.uniform(np.log(1_500), np.log(24_000), PRODUCTS)),
        shelf_days=np.exp(chance.uniform(np.log(4), np.log(180), PRODUCTS)),
    )


def _lots(land: _Land, chance: np.random.Generator) -> Lots:
    rows = land.size.lots
    village = chance.integers(0, land.size.villages, rows)
    product = chance.choice(PRODUCTS, rows, p=land.product_shares)
    kg = np.clip(np.exp(chance.normal(np.log(800), 0.9, rows)), 50, 30_000).astype(np.int64)
    ready_from = chance.integers(0, 45, rows)
    poor = np.clip(land.village_poor[village] + chance.normal(0, 0.05, rows), 0, 1)
    return Lots(
        product=product,
        grade=chance.choice([1, 2, 3], rows, p=[0.3, 0.5, 0.2]),
        grams=kg * _GRAMS_PER_KG,
        floor=_whole(land.usual_price[product] * chance.uniform(0.65, 1.05, rows)),
        ready_from=ready_from,
        ready_to=ready_from + chance.integers(0, 11, rows),
        shelf_days=np.ceil(land.shelf_days[product] * chance.uniform(0.7, 1.3, rows)).astype(int),
        x_km=land.villages[village, 0],
        y_km=land.villages[village, 1],
        poor_share=_whole(1_000 * poor),
        urgency=_whole(1_000 * chance.random(rows) ** 3),
    )


def _demands(land: _Land, lots: Lots, chance: np.random.Generator) -> Demands:
    size, rows = land.size, land.size.demands
    product = chance.choice(PRODUCTS, rows, p=land.product_shares)
    weight = np.exp(chance.normal(0, 1.1, rows))
    supply_kg = np.bincount(lots.product, lots.grams / _GRAMS_PER_KG, PRODUCTS)
    total = np.bincount(product, weight, PRODUCTS)
    kg = np.clip(0.85 * supply_kg[product] * weight / total[product], 100, 2_000_000)
    town = chance.choice(size.towns, rows, p=land.town_shares)
    place = land.towns[town] + chance.normal(0, size.side_km / (12 * size.towns**0.5), (rows, 2))
    if size.city_beyond_border:
        beyond = chance.random(rows) < 0.33
        city = np.array([size.side_km + 40, size.side_km / 2])
        place[beyond] = city + chance.normal(0, 8, (int(beyond.sum()), 2))
    deliver_from = chance.integers(0, 50, rows)
    return Demands(
        product=product,
        lowest_grade=chance.choice([1, 2, 3], rows, p=[0.25, 0.45, 0.3]),
        grams=kg.astype(np.int64) * _GRAMS_PER_KG,
        ceiling=_whole(land.usual_price[product] * chance.uniform(0.85, 1.35, rows)),
        deliver_from=deliver_from,
        deliver_to=deliver_from + chance.integers(3, 15, rows),
        x_km=place[:, 0],
        y_km=place[:, 1],
    )


def _whole(numbers: Floats) -> Ints:
    return np.rint(numbers).astype(np.int64)


def random_problem(size: str, *, seed: int = 0) -> Problem:
    """A random round of a named size; equal sizes and seeds give equal problems."""
    chance = np.random.default_rng(seed)
    land = _land(SIZES[size], chance)
    lots = _lots(land, chance)
    return Problem(
        lots=lots,
        demands=_demands(land, lots, chance),
        freight=_FREIGHT,
        weights=Weights(poor=500, urgent=100),
    )


def yaobu(*, weights: Weights | None = None) -> Problem:
    """The worked example of docs/matching.md: five lots of passion fruit, three buyers.

    Lots: Yaobu 40 t, Hegui 8 t, Xiaoyi 7 t, Yunbiao 5 t, and a grade-1 orchard with 30 t. Demands:
    Junqiao in Nanning 60 t, a gift shop in the county that takes grade 1 only 10 t, Guangzhou 20 t.
    All lie on one line, so that the kilometres can be read off.
    """
    day = 736_219  # 12 September 2016 as Python counts days
    return Problem(
        lots=Lots(
            product=np.array([7, 7, 7, 7, 7]),
            grade=np.array([2, 2, 2, 2, 1]),
            grams=np.array([40_000_000, 8_000_000, 7_000_000, 5_000_000, 30_000_000]),
            floor=np.array([6_000, 6_100, 6_200, 6_300, 6_640]),
            ready_from=np.array([day] * 5),
            ready_to=np.array([day + 18] * 5),
            shelf_days=np.array([10] * 5),
            x_km=np.array([100.0, 90.0, 80.0, 75.0, 50.0]),
            y_km=np.array([0.0] * 5),
            poor_share=np.array([410, 200, 300, 100, 0]),
            urgency=np.array([0] * 5),
        ),
        demands=Demands(
            product=np.array([7, 7, 7]),
            lowest_grade=np.array([2, 1, 2]),
            grams=np.array([60_000_000, 10_000_000, 20_000_000]),
            ceiling=np.array([7_200, 7_600, 7_400]),
            deliver_from=np.array([day] * 3),
            deliver_to=np.array([day + 20] * 3),
            x_km=np.array([0.0, 95.0, 450.0]),
            y_km=np.array([0.0] * 3),
        ),
        freight=Freight(handling_li_per_kg=200, li_per_kg_km=2.0, circuity=1.3, km_per_day=400.0),
        weights=weights or Weights(),
    )
