"""A siting laid out: villages that are not covered yet, and which candidate reaches which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moli.planner.columns import Ints
from moli.planner.siting.problem import Problem

_CHUNK_PAIRS = 1 << 22
# Ten centimetres: a village at exactly the reach is within it, however the numbers were rounded.
_ROUNDING_KM = 1e-4


@dataclass(frozen=True, eq=False)
class Layout:
    """Rows of villages still to be covered, rows of candidates, and links between the two.

    Link n says that candidate `by[n]` reaches village `of[n]` (places in the two lists of rows).
    Candidates that reach nobody new are left out. Both lists are in an order that depends on
    what the rows say and not on where they stand.
    """

    rows: Ints
    weights: Ints
    candidates: Ints
    of: Ints
    by: Ints


def lay_out(problem: Problem) -> Layout:
    """The problem without what is settled already."""
    villages, weights = problem.villages, problem.weights
    order = np.lexsort((villages.may_open, weights, villages.y_km, villages.x_km))
    standing = order[villages.has_station[order] == 1]
    is_covered = np.zeros(len(villages), dtype=bool)
    is_covered[_links(problem, order, standing)[0]] = True
    rows = order[~is_covered[order] & (weights[order] > 0)]
    candidates = order[(villages.may_open[order] == 1) & (villages.has_station[order] == 0)]
    of, by = _links(problem, rows, candidates)
    places = np.zeros(len(villages), dtype=np.int64)
    places[rows] = np.arange(len(rows))
    reaching = np.unique(by)
    useful = candidates[np.isin(candidates, reaching)]
    spots = np.zeros(len(villages), dtype=np.int64)
    spots[useful] = np.arange(len(useful))
    return Layout(rows, weights[rows], useful, places[of], spots[by])


def _links(problem: Problem, rows: Ints, stations: Ints) -> tuple[Ints, Ints]:
    """Which of some villages are within reach of which of some others, by their rows."""
    villages, reach = problem.villages, problem.reach_km + _ROUNDING_KM
    step = max(1, _CHUNK_PAIRS // max(1, len(stations)))
    of, by = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for begin in range(0, len(rows), step):
        some = rows[begin : begin + step]
        dx = villages.x_km[some][:, None] - villages.x_km[stations][None, :]
        dy = villages.y_km[some][:, None] - villages.y_km[stations][None, :]
        near, there = np.nonzero(np.hypot(dx, dy) <= reach)
        of.append(some[near])
        by.append(stations[there])
    return np.concatenate(of), np.concatenate(by)
