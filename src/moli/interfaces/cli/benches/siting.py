"""Siting, measured: a county of 311 villages, and a province of 14,000.

Seconds are those of a whole `solve`: laying out, engines, proof, and the judge. The first
solution loads the engines and is not counted; of several the quickest is told.
"""

from __future__ import annotations

from time import perf_counter, process_time
from typing import Any

from moli.planner.siting import Problem, solve
from moli.planner.siting.instances import SIZES, random_problem
from moli.planner.siting.plan import Plan

_REPEATS = {"county": 10, "province": 2}


def run(size: str | None) -> dict[str, Any]:
    """Measure one size, the county by itself; raises ValueError for a size that is not known."""
    name = size or "county"
    if name not in SIZES:
        raise ValueError(f"size must be one of {', '.join(SIZES)}, not {size!r}")
    problem = random_problem(name)
    solve(random_problem("county"))
    runs = [_timed(problem) for _ in range(_REPEATS[name])]
    return {
        "villages": len(problem.villages),
        "stations": int(problem.villages.has_station.sum()),
        "solve_seconds": round(min(seconds for seconds, _, _ in runs), 4),
        "cpu_seconds": round(min(cpu for _, cpu, _ in runs), 4),
        **runs[0][2].summary(),
    }


def _timed(problem: Problem) -> tuple[float, float, Plan]:
    begun, begun_cpu = perf_counter(), process_time()
    plan = solve(problem)
    return perf_counter() - begun, process_time() - begun_cpu, plan
