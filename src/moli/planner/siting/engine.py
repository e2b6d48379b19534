"""OR-Tools asked for the best places: first without whole numbers, for the prices, then with them.

GLOP answers the first question, SCIP the second; both run in one thread, so that equal layouts
get equal answers. HiGHS is as fast, but writes its name to stdout of whoever asks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from moli.planner.columns import Floats, Ints
from moli.planner.siting.layout import Layout

_HALF = 0.5
_NEARLY = 1e-6


@dataclass(frozen=True, eq=False)
class Answer:
    """Places of candidates that open, prices of villages, and whether the search came to an end."""

    chosen: Ints
    prices: Floats
    is_searched: bool


def answer(layout: Layout, *, count: int) -> Answer:
    """The best `count` candidates of a layout with more of them than that.

    Maximise the weight of covered villages, where a village is covered at most once and by no
    less than one open candidate (the maximal covering location problem of Church and ReVelle,
    1974). Where the first answer happens to be whole, it is the best already.
    """
    asked = _Asked("GLOP", layout, count)
    asked.run()
    prices, opened = asked.prices(), asked.opened()
    if (np.abs(opened - np.rint(opened)) < _NEARLY).all():
        return Answer(np.flatnonzero(opened > _HALF), prices, is_searched=True)
    asked = _Asked("SCIP", layout, count)
    is_searched = asked.run()
    return Answer(np.flatnonzero(asked.opened() > _HALF), prices, is_searched)


class _Asked:
    """One model: variables for candidates and villages, rows for villages and the count."""

    def __init__(self, engine: str, layout: Layout, count: int) -> None:
        self._solver: Any = pywraplp.Solver.CreateSolver(engine)
        solver, is_whole = self._solver, engine == "SCIP"
        self._sites = [solver.Var(0, 1, is_whole, "") for _ in layout.candidates]
        covered = [solver.NumVar(0, 1, "") for _ in layout.rows]
        # A village is covered no more than candidates open that reach it.
        self._rows = [solver.Constraint(-solver.infinity(), 0) for _ in layout.rows]
        for row, variable in zip(self._rows, covered, strict=True):
            row.SetCoefficient(variable, 1)
        for of, by in zip(layout.of.tolist(), layout.by.tolist(), strict=True):
            self._rows[of].SetCoefficient(self._sites[by], -1)
        most = solver.Constraint(0, count)
        for variable in self._sites:
            most.SetCoefficient(variable, 1)
        for variable, weight in zip(covered, layout.weights.tolist(), strict=True):
            solver.Objective().SetCoefficient(variable, weight)
        solver.Objective().SetMaximization()

    def run(self) -> bool:
        """Whether the best answer was found and proved."""
        exactly = pywraplp.MPSolverParameters()
        exactly.SetDoubleParam(pywraplp.MPSolverParameters.RELATIVE_MIP_GAP, 0.0)
        return bool(self._solver.Solve(exactly) == pywraplp.Solver.OPTIMAL)

    def opened(self) -> Floats:
        """How far each candidate opens, from 0 to 1."""
        return np.array([variable.solution_value() for variable in self._sites])

    def prices(self) -> Floats:
        """What a village is worth to whoever reaches it."""
        return np.abs([row.dual_value() for row in self._rows])
