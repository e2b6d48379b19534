"""Where the next stations open: as many people within reach as so few can bring, and the proof."""

from moli.planner.columns import BadProblem
from moli.planner.findings import Finding, PlanRefused
from moli.planner.siting.check import check
from moli.planner.siting.explain import Reason, explain, reached_today
from moli.planner.siting.plan import Plan
from moli.planner.siting.problem import PER_MILLE, Problem, Villages
from moli.planner.siting.solve import solve

__all__ = [
    "PER_MILLE",
    "BadProblem",
    "Finding",
    "Plan",
    "PlanRefused",
    "Problem",
    "Reason",
    "Villages",
    "check",
    "explain",
    "reached_today",
    "solve",
]
