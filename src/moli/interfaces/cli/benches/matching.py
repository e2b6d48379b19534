"""Matching, measured: our planner beside OR-Tools, HiGHS and greedy on the same round.

Each engine runs in a fresh process, so that none pays for another's memory. Our seconds are those
of a whole `solve`: laying out, links, flow, proof, and the judge; the peers' are those of loading
their model and solving it, with all links given (`build_seconds`). Each engine first solves the
round once, which compiles or loads what it needs, and is then measured; of several measurements
the quickest is told, since whatever else the machine does can only add.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

import numpy as np

from moli.planner.matching import Problem, solve
from moli.planner.matching.greedy import dearest_first, take_in_order
from moli.planner.matching.instances import random_problem
from moli.planner.matching.layout import Layout, lay_out
from moli.planner.matching.links import Links, build_links

SIZES = ("county", "province")
_REPEATS = {"county": 15, "province": 3}
# A general LP solver needs 12 s for a product of 100,000 links and more than minutes for the
# 15 million of a province; a peer that does not finish says nothing.
_LINKS_MAX_OF_LP = 1_000_000

Answer = TypeVar("Answer")


def run(size: str) -> dict[str, Any]:
    """Measure one size; raises ValueError for a size that is not known."""
    if size not in SIZES:
        raise ValueError(f"size must be one of {', '.join(SIZES)}, not {size!r}")
    ours = _in_fresh_process(partial(_measure_ours, size))
    peers = [
        _in_fresh_process(partial(_measure_peer, size, name))
        for name in ("OR-Tools min-cost flow", "HiGHS LP", "greedy by value")
    ]
    built = _in_fresh_process(partial(_measure_links, size))
    return {"size": size, **built, **ours, "peers": peers}


def _in_fresh_process(work: Callable[[], Answer]) -> Answer:
    """Spawned, not forked: a fork would begin with all of our memory."""
    spawning = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawning, initializer=_keep_off_stdout) as process:
        return process.submit(work).result()


def _keep_off_stdout() -> None:
    """HiGHS prints its name whatever one asks; standard output belongs to the figures alone."""
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def _measure_ours(size: str) -> dict[str, Any]:
    problem = random_problem(size)
    solve(problem)
    seconds, plan = _timed(lambda: solve(problem), repeats=_REPEATS[size])
    return {
        "solve_seconds": round(seconds, 4),
        "peak_mb": _peak_mb(),
        "value": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
    }


def _measure_links(size: str) -> dict[str, Any]:
    """All links of the round, as the peers need them; our own planner lists few of a large one."""
    problem = random_problem(size)
    seconds, (_, links) = _timed(lambda: _all_links(problem), repeats=_REPEATS[size])
    return {
        "lots": len(problem.lots),
        "demands": len(problem.demands),
        "links": len(links),
        "build_seconds": round(seconds, 4),
    }


def _all_links(problem: Problem) -> tuple[Layout, Links]:
    layout = lay_out(problem)
    return layout, build_links(layout, layout.parts)


def _measure_peer(size: str, name: str) -> dict[str, Any]:
    problem = random_problem(size)
    layout, links = _all_links(problem)
    if name == "HiGHS LP" and len(links) > _LINKS_MAX_OF_LP:
        reason = f"a general LP solver does not finish {len(links)} links in minutes"
        return {"name": name, "seconds": None, "value": None, "reason": reason}
    peer: Callable[[], int] = partial(_PEERS[name], problem, layout, links)
    repeats = 1 if size == "province" else _REPEATS[size]
    if repeats > 1:
        peer()
    seconds, value = _timed(peer, repeats=repeats)
    return {"name": name, "seconds": round(seconds, 4), "value": value}


def _timed(work: Callable[[], Answer], *, repeats: int) -> tuple[float, Answer]:
    """The fewest seconds of several runs, and the last answer."""
    seconds = []
    while True:
        begun = perf_counter()
        answer = work()
        seconds.append(perf_counter() - begun)
        if len(seconds) == repeats:
            return min(seconds), answer


def _peak_mb() -> float:
    """The most memory this process ever held."""
    # Linux hands the parent's peak down in ru_maxrss; the status file counts this process alone.
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) * 1_024 / 1e6, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024 / 1e6, 1)


def _ortools(_problem: Problem, layout: Layout, links: Links) -> int:
    """Min-cost flow, product by product: it gains from being split as we do."""
    from ortools.graph.python import min_cost_flow

    value = 0
    ends = np.searchsorted(links.lot, [[p.lot_from, p.lot_to] for p in layout.parts])
    for part, (begin, end) in zip(layout.parts, ends.tolist(), strict=True):
        engine = min_cost_flow.SimpleMinCostFlow()
        units = layout.lot_grams[part.lots] // layout.unit_grams
        wanted = layout.demand_grams[part.demands] // layout.unit_grams
        lots, rest = len(units), len(units) + len(wanted)
        lot = links.lot[begin:end] - part.lot_from
        demand = links.demand[begin:end] - part.demand_from
        room = np.minimum(units[lot], wanted[demand])
        engine.add_arcs_with_capacity_and_unit_cost(
            np.concatenate([lot, np.arange(lots), np.full(len(wanted), rest)]),
            np.concatenate([demand + lots, np.full(lots, rest), np.arange(lots, rest)]),
            np.concatenate([room, units, wanted]),
            np.concatenate([-links.value[begin:end], np.zeros(rest, dtype=np.int64)]),
        )
        balance = [int(wanted.sum() - units.sum())]
        engine.set_nodes_supplies(np.arange(rest + 1), np.concatenate([units, -wanted, balance]))
        if engine.solve() != engine.OPTIMAL:
            raise RuntimeError("OR-Tools found no best flow")
        value -= engine.optimal_cost() * layout.unit_grams
    return value


def _highs(_problem: Problem, layout: Layout, links: Links) -> int:
    """The transportation problem as a general linear program, solved by HiGHS as it sees fit."""
    import highspy

    lots, rows = len(layout.lot_rows), len(layout.lot_rows) + len(layout.demand_rows)
    columns = len(links)
    limits = np.concatenate([layout.lot_grams, layout.demand_grams]) // layout.unit_grams
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, rows
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = links.value.astype(np.float64)
    program.col_lower_ = np.zeros(columns)
    program.col_upper_ = np.full(columns, highspy.kHighsInf)
    program.row_lower_ = np.full(rows, -highspy.kHighsInf)
    program.row_upper_ = limits.astype(np.float64)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.arange(0, 2 * columns + 1, 2, dtype=np.int32)
    program.a_matrix_.index_ = np.stack([links.lot, links.demand + lots], axis=1).ravel()
    program.a_matrix_.value_ = np.ones(2 * columns)
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    engine.setOptionValue("output_flag", False)  # noqa: FBT003
    engine.passModel(program)
    engine.run()
    return round(engine.getInfo().objective_function_value) * layout.unit_grams


def _greedy(problem: Problem, layout: Layout, links: Links) -> int:
    """The most valuable link takes all it can, then the next."""
    grams = take_in_order(
        links,
        dearest_first(links),
        lot_grams=layout.lot_grams,
        demand_grams=layout.demand_grams,
        conditions=problem.conditions,
    )
    return int(grams @ links.value)


_PEERS: dict[str, Callable[[Problem, Layout, Links], int]] = {
    "OR-Tools min-cost flow": _ortools,
    "HiGHS LP": _highs,
    "greedy by value": _greedy,
}
