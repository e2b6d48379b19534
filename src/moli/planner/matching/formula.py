"""What a kilogram of a lot is worth at a demand: the one place where this is written.

The same lines run on NumPy columns and, compiled, on single numbers. They use only operations
that IEEE 754 rounds correctly (no fused multiply-add, no reordering), so both give the same bits;
a second copy of the formula would sooner or later round one pair in a million differently, and a
plan would then contradict its own proof.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from moli.planner.columns import Floats
from moli.planner.matching.problem import PER_MILLE, Problem

# Ranks that no demand accepts and no lot reaches: rows lighter than any load get them.
TOO_LIGHT_LOT = 1e9
TOO_LIGHT_DEMAND = 0.0


class LotSide(NamedTuple):
    """What the formula reads of a lot: columns, or one row of them."""

    x_km: Any
    y_km: Any
    floor: Any
    grade: Any
    ready_from: Any
    keeps_to: Any
    shelf_days: Any
    poor: Any
    urgent: Any


class DemandSide(NamedTuple):
    """What the formula reads of a demand: columns, or one row of them."""

    x_km: Any
    y_km: Any
    ceiling: Any
    lowest_grade: Any
    deliver_from: Any
    deliver_to: Any


class Terms(NamedTuple):
    """What the formula reads of freight."""

    handling: float
    rate: float
    circuity: float
    km_per_day: float


def link_value(lot: LotSide, demand: DemandSide, terms: Terms) -> Any:
    """Value in li per kg, whether the link exists, margin, freight, nights and km on the road.

    Halves are rounded to the even neighbour. `poor` times margin stays below 2^53, so the division
    rounds as exact fractions would. Value means nothing where the link does not exist.
    """
    east = demand.x_km - lot.x_km
    north = demand.y_km - lot.y_km
    road = terms.circuity * np.sqrt(east * east + north * north)
    freight = terms.handling + np.rint(terms.rate * road)
    nights = np.floor(road / terms.km_per_day)
    margin = demand.ceiling - lot.floor - freight
    value = margin + np.rint(lot.poor * margin / 1e6) + lot.urgent
    exists = (
        (margin >= 0.0)
        & (lot.grade <= demand.lowest_grade)
        & (lot.ready_from + nights <= demand.deliver_to)
        & (lot.keeps_to >= demand.deliver_from)
        & (nights <= lot.shelf_days)
    )
    return value, exists, margin, freight, nights, road


def lot_side(problem: Problem) -> LotSide:
    """The lots as the formula reads them; a lot below the smallest load links to nobody."""
    lots, weights = problem.lots, problem.weights
    light = lots.grams < problem.conditions.smallest_load_grams
    return LotSide(
        x_km=lots.x_km,
        y_km=lots.y_km,
        floor=_float(lots.floor),
        grade=np.where(light, TOO_LIGHT_LOT, lots.grade),
        ready_from=_float(lots.ready_from),
        keeps_to=_float(lots.ready_to + lots.shelf_days),
        shelf_days=_float(lots.shelf_days),
        poor=_float(weights.poor * lots.poor_share),
        urgent=np.rint(weights.urgent * lots.urgency / PER_MILLE),
    )


def demand_side(problem: Problem) -> DemandSide:
    """The demands as the formula reads them; one below the smallest load links to nobody."""
    demands = problem.demands
    light = demands.grams < problem.conditions.smallest_load_grams
    return DemandSide(
        x_km=demands.x_km,
        y_km=demands.y_km,
        ceiling=_float(demands.ceiling),
        lowest_grade=np.where(light, TOO_LIGHT_DEMAND, demands.lowest_grade),
        deliver_from=_float(demands.deliver_from),
        deliver_to=_float(demands.deliver_to),
    )


def terms_of(problem: Problem) -> Terms:
    """Freight as the formula reads it."""
    freight = problem.freight
    return Terms(
        float(freight.handling_li_per_kg),
        float(freight.li_per_kg_km),
        float(freight.circuity),
        float(freight.km_per_day),
    )


def _float(column: Any) -> Floats:
    return np.asarray(column, dtype=np.float64)
