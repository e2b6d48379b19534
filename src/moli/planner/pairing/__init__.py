"""Pairing: who looks after whom, at the least cost, with the proof and the reasons."""

from moli.planner.columns import BadProblem
from moli.planner.findings import Finding, PlanRefused
from moli.planner.pairing.check import check, must_hold
from moli.planner.pairing.explain import Reason, explain
from moli.planner.pairing.plan import Plan
from moli.planner.pairing.problem import (
    NOBODY,
    Helped,
    Helpers,
    Problem,
    Weights,
)
from moli.planner.pairing.solve import solve

__all__ = [
    "NOBODY",
    "BadProblem",
    "Finding",
    "Helped",
    "Helpers",
    "Plan",
    "PlanRefused",
    "Problem",
    "Reason",
    "Weights",
    "check",
    "explain",
    "must_hold",
    "solve",
]
