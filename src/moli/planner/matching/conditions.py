"""Conditions on whole loads: the smallest worthwhile load, and the most lots of one demand.

With them matching is no longer a linear problem (a load is nothing or enough), so this is a
heuristic: solve, take out the pairs that break a condition, solve again, until none does. The
bound stays that of the plan without conditions, and the gap says what they may have cost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from moli.planner.columns import Ints
from moli.planner.matching.answer import Flows
from moli.planner.matching.layout import Layout
from moli.planner.matching.links import among
from moli.planner.matching.problem import Conditions

# After so many rounds a demand that still has too many lots keeps those it has and no others;
# without that, each round could bring one new lot in and the last would come very late.
_OPEN_ROUNDS = 4


def keep_conditions(
    layout: Layout,
    flows: Flows,
    conditions: Conditions,
    *,
    again: Callable[[Layout], Flows],
) -> tuple[Flows, Ints]:
    """Flows that keep the conditions, and the keys of the pairs taken out for it (sorted).

    Ends always: each round takes out at least one pair for good, and after a few rounds all
    pairs of a demand but the kept ones.
    """
    barred = np.empty(0, dtype=np.int64)
    rounds = 0
    while True:
        rounds += 1
        broken = _broken(layout, flows, conditions, close=rounds > _OPEN_ROUNDS)
        broken = broken[~among(broken, barred)]
        if not len(broken):
            return flows, barred
        barred = np.union1d(barred, broken)
        flows = again(replace(layout, forbidden=np.union1d(layout.forbidden, barred)))


def _broken(layout: Layout, flows: Flows, conditions: Conditions, *, close: bool) -> Ints:
    """Keys of pairs to take out: loads that are too light, and the lightest beyond the most."""
    keys = layout.key(flows.lot, flows.demand)
    out = flows.grams < conditions.smallest_load_grams
    most = conditions.most_lots_per_demand
    if most is None:
        return np.asarray(keys[out])
    # Within each demand the heaviest first; ties in the layout's order.
    order = np.lexsort((flows.lot, -flows.grams, flows.demand))
    ordered = flows.demand[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    place = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    excess = order[place >= most]
    broken = np.union1d(keys[out], keys[excess])
    if not close:
        return broken
    return np.union1d(broken, _all_but_kept(layout, flows, order[place < most], excess))


def _all_but_kept(layout: Layout, flows: Flows, kept: Ints, excess: Ints) -> Ints:
    """All pairs of the demands in excess, less the loads they keep."""
    first = {part.demand_from: part for part in layout.parts}
    starts = np.array(sorted(first), dtype=np.int64)
    pairs = []
    for demand in np.unique(flows.demand[excess]).tolist():
        part = first[int(starts[np.searchsorted(starts, demand, side="right") - 1])]
        lots = np.arange(part.lot_from, part.lot_to)
        pairs.append(layout.key(lots, np.full_like(lots, demand)))
    keep = np.sort(layout.key(flows.lot[kept], flows.demand[kept]))
    every = np.sort(np.concatenate(pairs)) if pairs else np.empty(0, dtype=np.int64)
    return np.asarray(every[~among(every, keep)])
