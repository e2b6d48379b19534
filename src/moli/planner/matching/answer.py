"""What is found for some products, in the layout's own order, before it becomes a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from moli.planner.columns import Ints
from moli.planner.matching.formula import DemandSide, LotSide, link_value
from moli.planner.matching.layout import Layout, inverse, lay_out
from moli.planner.matching.links import Links
from moli.planner.matching.plan import Plan
from moli.planner.matching.problem import Problem


@dataclass(frozen=True, eq=False)
class Flows:
    """Grams from lots to demands (places in the layout), and the engine that found them."""

    lot: Ints
    demand: Ints
    grams: Ints
    engine: str


@dataclass(frozen=True, eq=False)
class Prices:
    """Dual prices for a whole layout; rows of products not asked about hold 0."""

    lot: Ints
    demand: Ints

    @classmethod
    def of(cls, layout: Layout) -> Prices:
        """All zero."""
        return cls(
            np.zeros(len(layout.lot_rows), dtype=np.int64),
            np.zeros(len(layout.demand_rows), dtype=np.int64),
        )


def join(flows: Iterable[Flows]) -> Flows:
    """Flows of several products as one."""
    parts = list(flows)
    engines = sorted({part.engine for part in parts if len(part.lot)})
    empty = np.empty(0, dtype=np.int64)
    return Flows(
        np.concatenate([empty, *(part.lot for part in parts)]),
        np.concatenate([empty, *(part.demand for part in parts)]),
        np.concatenate([empty, *(part.grams for part in parts)]),
        " + ".join(engines) or "none",
    )


def to_plan(
    layout: Layout, flows: Flows, prices: Prices, *, barred: Ints, seed: int, engine: str = ""
) -> Plan:
    """Translate places back to the problem's rows, sort, and reckon what it is all worth."""
    lot, demand = layout.lot_rows[flows.lot], layout.demand_rows[flows.demand]
    value, _, margin, freight, *_ = link_value(
        LotSide(*(column[flows.lot] for column in layout.lots)),
        DemandSide(*(column[flows.demand] for column in layout.demands)),
        layout.terms,
    )
    order = np.lexsort((demand, lot))
    whole = value.astype(np.int64)
    lot_prices, demand_prices = np.zeros_like(prices.lot), np.zeros_like(prices.demand)
    lot_prices[layout.lot_rows], demand_prices[layout.demand_rows] = prices.lot, prices.demand
    bound = int(layout.lot_grams @ prices.lot) + int(layout.demand_grams @ prices.demand)
    width = max(1, len(layout.demand_rows))
    pairs = np.stack([layout.lot_rows[barred // width], layout.demand_rows[barred % width]], axis=1)
    columns = {
        "lot": lot[order],
        "demand": demand[order],
        "grams": flows.grams[order],
        "value": whole[order],
        "margin": margin.astype(np.int64)[order],
        "freight": freight.astype(np.int64)[order],
        "lot_prices": lot_prices,
        "demand_prices": demand_prices,
        "barred": pairs,
    }
    for column in columns.values():
        column.setflags(write=False)
    return Plan(
        **columns,
        objective=int(whole @ flows.grams),
        bound=bound,
        seed=seed,
        engine=engine or flows.engine,
    )


def from_plan(problem: Problem, plan: Plan) -> tuple[Layout, Flows]:
    """A plan laid out again, without the pairs that were barred from its market.

    The flows keep the plan's order.
    """
    layout = lay_out(problem)
    lot_of, demand_of = inverse(layout.lot_rows), inverse(layout.demand_rows)
    barred = layout.key(lot_of[plan.barred[:, 0]], demand_of[plan.barred[:, 1]])
    layout = replace(layout, forbidden=np.union1d(layout.forbidden, barred))
    return layout, Flows(lot_of[plan.lot], demand_of[plan.demand], plan.grams, plan.engine)


def flow_on_links(layout: Layout, links: Links, flows: Flows) -> Ints:
    """Units of weight on each link; flows that lie on other products' links are left out."""
    keys = layout.key(links.lot, links.demand)
    wanted = layout.key(flows.lot, flows.demand)
    units = np.zeros(len(links), dtype=np.int64)
    if len(links):
        places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        here = keys[places] == wanted
        units[places[here]] = flows.grams[here] // layout.unit_grams
    return units
