"""The figures of a plan, product by product."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moli.planner.columns import Ints
from moli.planner.matching.plan import Plan
from moli.planner.matching.problem import Problem


@dataclass(frozen=True)
class ProductFigures:
    """One product's share of a round; value and bound in micro-yuan, and the bounds add up."""

    product: int
    lots: int
    demands: int
    offered_grams: int
    wanted_grams: int
    matched_grams: int
    value: int
    bound: int


def by_product(problem: Problem, plan: Plan) -> list[ProductFigures]:
    """Figures of each product of the round, by product number."""
    lots, demands = problem.lots, problem.demands
    products = np.unique(np.concatenate([lots.product, demands.product]))
    lot_at = np.searchsorted(products, lots.product)
    demand_at = np.searchsorted(products, demands.product)
    flow_at = lot_at[plan.lot]

    def total(at: Ints, amounts: Ints) -> list[int]:
        sums = np.zeros(len(products), dtype=np.int64)
        np.add.at(sums, at, amounts)
        return [int(amount) for amount in sums]

    bound = zip(
        total(lot_at, lots.grams * plan.lot_prices),
        total(demand_at, demands.grams * plan.demand_prices),
        strict=True,
    )
    columns = zip(
        products.tolist(),
        total(lot_at, np.ones_like(lots.grams)),
        total(demand_at, np.ones_like(demands.grams)),
        total(lot_at, lots.grams),
        total(demand_at, demands.grams),
        total(flow_at, plan.grams),
        total(flow_at, plan.grams * plan.value),
        (of_lots + of_demands for of_lots, of_demands in bound),
        strict=True,
    )
    return [ProductFigures(*row) for row in columns]
